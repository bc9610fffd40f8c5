import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { cameraNameSchema, forEachCamera, type CameraName, type PerCamera } from '#contract/cameras';
import { errorCodeOf, writeFileDurably } from '#engine/platform/durableFiles';

const FILE = 'focus-locks.json';
const fileSchema = z.partialRecord(cameraNameSchema, z.number().int());

/** At which focus each camera is locked: kept on disk, since a person has looked at the picture to find it. */
export class FocusLocks {
  readonly #file: string;
  #locks: Partial<PerCamera<number>>;
  #lastWrite: Promise<void> = Promise.resolve();

  private constructor(file: string, locks: Partial<PerCamera<number>>) {
    this.#file = file;
    this.#locks = locks;
  }

  /** Reads what is kept in the data directory; a damaged file counts as none, as the focus is soon locked again. */
  static async open(dataDir: string): Promise<FocusLocks> {
    const file = path.join(dataDir, FILE);
    return new FocusLocks(file, await read(file));
  }

  /** The value of `focus_absolute` that a camera is locked at, or null. */
  get(camera: CameraName): number | null {
    return this.#locks[camera] ?? null;
  }

  /** All cameras' locks. */
  get all(): PerCamera<number | null> {
    return forEachCamera((name) => this.get(name));
  }

  /**
   * Keeps a lock, or none (null).
   * @throws AppError DISK_FULL.
   */
  async set(camera: CameraName, value: number | null): Promise<void> {
    // One after the other, each starting from what the one before has written.
    const write = this.#lastWrite.then(() => this.#write(camera, value));
    this.#lastWrite = write.catch(() => undefined);
    await write;
  }

  async #write(camera: CameraName, value: number | null): Promise<void> {
    const others = Object.entries(this.#locks).filter(([name]) => name !== camera);
    const locks = fileSchema.parse(
      Object.fromEntries(value === null ? others : [...others, [camera, value]]),
    );
    await writeFileDurably(this.#file, JSON.stringify(locks));
    this.#locks = locks;
  }
}

async function read(file: string): Promise<Partial<PerCamera<number>>> {
  try {
    return fileSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT' || error instanceof SyntaxError || error instanceof z.ZodError)
      return {};
    throw error;
  }
}
