import { mkdir, open, readdir, readFile, stat, writeFile, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** What one fsync has brought to the disk: a file's bytes, or a folder's entries by name. */
type Synced = { node: string } & ({ bytes: Buffer } | { entries: ReadonlyMap<string, string> });

/**
 * Records what is brought to the disk below a folder, to find out what a power cut would leave.
 *
 * The model is the strictest that POSIX allows: a file has the bytes that it had when its last fsync began, a folder
 * the entries that it had when its own last fsync began, and nothing else survives: no file that was only written, no
 * rename, link or removal whose folder was not synced. So each moment between two fsyncs leaves the same.
 *
 * It does not cover what may survive though nobody synced it (all of that together is what a killed process leaves,
 * which the crash tests cover), writes that are torn within one fsync, and disks that lie about having written.
 */
export class PowerLossRecorder {
  readonly #synced: Synced[] = [];
  readonly #root: string;
  /** What is synced from now on is not recorded any more. */
  stop: () => void = () => undefined;

  private constructor(root: string) {
    this.#root = root;
  }

  /** Records until `stop`, or until the running test is over. */
  static async start(folder: string): Promise<PowerLossRecorder> {
    const recorder = new PowerLossRecorder(await nodeOf(folder));
    const handle = await open(folder);
    const prototype = Object.getPrototypeOf(handle) as FileHandle;
    await handle.close();
    const descriptor = Object.getOwnPropertyDescriptor(prototype, 'sync');
    const sync: unknown = descriptor?.value;
    if (!descriptor || typeof sync !== 'function') throw new Error('FileHandle has no sync of its own');
    const recording = async function (this: FileHandle) {
      const synced = await stateOf(`/proc/self/fd/${this.fd}`);
      await Reflect.apply(sync, this, []);
      recorder.#synced.push(synced);
    };
    Object.defineProperty(prototype, 'sync', { ...descriptor, value: recording });
    recorder.stop = () => {
      Object.defineProperty(prototype, 'sync', descriptor);
    };
    onTestFinished(() => {
      recorder.stop();
    });
    return recorder;
  }

  /** How many fsyncs there have been. */
  get moment(): number {
    return this.#synced.length;
  }

  /** Makes in `folder` what a power cut at a moment would have left. */
  async leave(moment: number, folder: string): Promise<void> {
    const disk = new Map(this.#synced.slice(0, moment).map((synced) => [synced.node, synced]));
    await this.#leaveNode(this.#root, folder, disk);
  }

  async #leaveNode(node: string, to: string, disk: ReadonlyMap<string, Synced>): Promise<void> {
    const synced = disk.get(node);
    if (node.startsWith('file')) {
      await writeFile(to, synced && 'bytes' in synced ? synced.bytes : '');
      return;
    }
    await mkdir(to, { recursive: true });
    const entries = synced && 'entries' in synced ? synced.entries : new Map<string, string>();
    for (const [name, child] of entries) await this.#leaveNode(child, path.join(to, name), disk);
  }
}

/** Names a file or folder by its inode and the time of its making, since the numbers of removed ones are used again. */
async function nodeOf(file: string): Promise<string> {
  const found = await stat(file, { bigint: true });
  return `${found.isDirectory() ? 'folder' : 'file'} ${found.ino} ${found.birthtimeNs}`;
}

async function stateOf(file: string): Promise<Synced> {
  const node = await nodeOf(file);
  if (node.startsWith('file')) return { node, bytes: await readFile(file) };
  const entries = new Map<string, string>();
  for (const name of await readdir(file)) {
    // Removed in the meantime by another write: then it is not there.
    const child = await nodeOf(path.join(file, name)).catch(() => null);
    if (child !== null) entries.set(name, child);
  }
  return { node, entries };
}
