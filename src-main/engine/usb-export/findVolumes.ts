import { asAppError } from '#contract/errors';
import type { Stick } from '#contract/usbExport';
import { findVolumes, type Volume } from '#engine/machine/blockDevices';
import { OpenStick, type MountTools } from '#engine/machine/mount';

/** Finds the sticks at this machine when somebody asks, and how much room they have. */
export class LookForSticks {
  readonly #tools: MountTools;
  /** The room on closed sticks that were looked into, in bytes, by their serials, as long as they are there. */
  #room = new Map<string, number>();
  #looking: Promise<unknown> = Promise.resolve();

  constructor(tools: MountTools) {
    this.#tools = tools;
  }

  /**
   * The sticks that are there.
   * @param mayOpen true where closed ones are opened for a moment, to see their room; each only once.
   * @throws AppError FFMPEG_MISSING where lsblk is not installed.
   */
  look(mayOpen: () => boolean): Promise<Stick[]> {
    // One after the other, so that none is opened twice.
    const looked = this.#looking.then(async () => {
      const room = new Map<string, number>();
      const sticks: Stick[] = [];
      for (const volume of await findVolumes(this.#tools.processes, this.#tools.dataDir)) {
        let free = volume.freeBytes ?? this.#room.get(volume.serial) ?? null;
        if (free === null && mayOpen() && !volume.obstacle) free = await this.#roomOf(volume);
        if (free !== null && volume.mountPoint === null) room.set(volume.serial, free);
        sticks.push(stickOf(volume, free));
      }
      this.#room = room;
      return sticks;
    });
    this.#looking = looked.catch(() => undefined);
    return looked;
  }

  /** Resolves when no stick is open for a look. */
  async idle(): Promise<void> {
    await this.#looking;
  }

  /** What was known of the sticks' room does not hold any more. */
  forget(): void {
    this.#room.clear();
  }

  async #roomOf(volume: Volume): Promise<number | null> {
    try {
      const stick = await OpenStick.open(volume, this.#tools, 'look');
      await stick.close();
      return stick.freeBytes;
    } catch (error) {
      const { fault, message } = asAppError(error);
      this.#tools.log.warn({ device: volume.device, fault }, `a stick can't be looked into: ${message}`);
      return null;
    }
  }
}

/** A volume as it is told. */
export function stickOf({ device, name, bytes, obstacle }: Volume, freeBytes: number | null): Stick {
  return {
    id: device,
    name,
    size_bytes: bytes,
    free_bytes: freeBytes,
    fault: obstacle?.fault ?? null,
  };
}
