import { asAppError } from '#contract/errors';
import type { Stick } from '#contract/usbExport';
import { findVolumes, type Volume } from '#engine/machine/blockDevices';
import { MountedStick, type MountTools } from '#engine/machine/mount';
import { SerialQueue } from '#engine/platform/serialQueue';

/** Finds the sticks at this machine when somebody asks, and how much room they have. */
export class VolumeFinder {
  readonly #tools: MountTools;
  /** The room on closed sticks that were looked into, in bytes, by their serials, as long as they are there. */
  #freeBytes = new Map<string, number>();
  readonly #finding = new SerialQueue();

  constructor(tools: MountTools) {
    this.#tools = tools;
  }

  /**
   * The sticks that are there.
   * @param mayOpen true where closed ones are opened for a moment, to see their room; each only once.
   * @throws AppError FFMPEG_MISSING where lsblk is not installed.
   */
  find(mayOpen: () => boolean): Promise<Stick[]> {
    // In turn, so that no stick is opened twice.
    return this.#finding.run(async () => {
      const room = new Map<string, number>();
      const sticks: Stick[] = [];
      for (const volume of await findVolumes(this.#tools.processes, this.#tools.dataDir)) {
        let free = volume.freeBytes ?? this.#freeBytes.get(volume.serial) ?? null;
        if (free === null && mayOpen() && !volume.fault) free = await this.#measureFreeBytes(volume);
        if (free !== null && volume.mountPoint === null) room.set(volume.serial, free);
        sticks.push(stickOf(volume, free));
      }
      this.#freeBytes = room;
      return sticks;
    });
  }

  /** Resolves when no stick is open for a look. */
  idle(): Promise<void> {
    return this.#finding.idle();
  }

  /** What was known of the sticks' room does not hold any more. */
  forget(): void {
    this.#freeBytes.clear();
  }

  async #measureFreeBytes(volume: Volume): Promise<number | null> {
    try {
      const stick = await MountedStick.open(volume, this.#tools, 'look');
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
export function stickOf(
  { device, name, bytes, fault: blockingFault }: Volume,
  freeBytes: number | null,
): Stick {
  return {
    id: device,
    name,
    size_bytes: bytes,
    free_bytes: freeBytes,
    fault: blockingFault?.fault ?? null,
  };
}
