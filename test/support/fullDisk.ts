import { open, type FileHandle } from 'node:fs/promises';
import { onTestFinished } from 'vitest';

/**
 * A disk that runs full at a chosen durable write and stays full until `free`: from then on each write through a
 * FileHandle fails with ENOSPC after a part of its bytes, as a real one does.
 */
export class FullDisk {
  /** Durable writes since `fillAt`, failed ones included. */
  writes = 0;
  #fullFrom = Infinity;

  /** Stands in for the disk until the running test is over. */
  static async start(): Promise<FullDisk> {
    const disk = new FullDisk();
    const handle = await open('/');
    const prototype = Object.getPrototypeOf(handle) as FileHandle;
    await handle.close();
    const descriptor = Object.getOwnPropertyDescriptor(prototype, 'writeFile');
    const writeFile: unknown = descriptor?.value;
    if (!descriptor || typeof writeFile !== 'function')
      throw new Error('FileHandle has no writeFile of its own');
    const failing = async function (this: FileHandle, data: string | Uint8Array) {
      disk.writes += 1;
      if (disk.writes < disk.#fullFrom) return Reflect.apply(writeFile, this, [data]) as Promise<void>;
      await Reflect.apply(writeFile, this, [data.slice(0, data.length / 2)]);
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    };
    Object.defineProperty(prototype, 'writeFile', { ...descriptor, value: failing });
    onTestFinished(() => {
      Object.defineProperty(prototype, 'writeFile', descriptor);
    });
    return disk;
  }

  /** Runs full at the `number`th write from now, counted from 1. */
  fillAt(number: number): void {
    this.writes = 0;
    this.#fullFrom = number;
  }

  /** Makes room again. */
  free(): void {
    this.#fullFrom = Infinity;
  }
}
