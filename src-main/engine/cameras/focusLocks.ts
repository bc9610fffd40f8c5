import path from 'node:path';
import { z } from 'zod';
import { cameraNameSchema, forEachCamera, type CameraName, type PerCamera } from '#contract/cameras';
import { JsonFile, reportAndUse } from '#engine/platform/jsonFile';
import { SerialQueue } from '#engine/platform/serialQueue';

const FILE = 'focus-locks.json';
const fileSchema = z.partialRecord(cameraNameSchema, z.number().int());
type StoredLocks = Partial<PerCamera<number>>;

/** At which focus each camera is locked: kept on disk, since a person has looked at the picture to find it. */
export class FocusLocks {
  readonly #file: JsonFile<StoredLocks>;
  #locks: StoredLocks;
  readonly #writes = new SerialQueue();

  private constructor(file: JsonFile<StoredLocks>, locks: StoredLocks) {
    this.#file = file;
    this.#locks = locks;
  }

  /** Reads what is kept in the data directory; a damaged file counts as none, as the focus is soon locked again. */
  static async open(dataDir: string): Promise<FocusLocks> {
    const policy = { missing: {}, unusable: reportAndUse({}, () => undefined) };
    const file = new JsonFile<StoredLocks>(path.join(dataDir, FILE), fileSchema, policy);
    return new FocusLocks(file, await file.read());
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
  set(camera: CameraName, value: number | null): Promise<void> {
    // Each write starts from what the one before has written.
    return this.#writes.run(() => this.#write(camera, value));
  }

  async #write(camera: CameraName, value: number | null): Promise<void> {
    const others = Object.entries(this.#locks).filter(([name]) => name !== camera);
    const locks = fileSchema.parse(
      Object.fromEntries(value === null ? others : [...others, [camera, value]]),
    );
    await this.#file.write(locks);
    this.#locks = locks;
  }
}
