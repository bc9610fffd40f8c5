import { existsSync, readlinkSync, watch, type FSWatcher } from 'node:fs';
import path from 'node:path';
import { CAMERA_NAMES, type CameraName } from '#contract/cameras';
import type { AppError } from '#contract/errors';
import type { Clock } from '#engine/platform/clock';
import type { Logger } from '#engine/platform/log';
import type { Camera, Cameras } from './camera';

/** udev makes a device in several steps (node, rights, link); cameras are looked at when it is done, after so many ms. */
const SETTLE_MS = 150;
/** Where a folder can't be watched (the system's limit is reached), cameras are looked at every so many ms. */
const FALLBACK_POLL_MS = 1500;
/** Links from a camera's path to its device that are followed. */
const MAX_LINKS = 8;
/** udev's notes on each device that it has set up; those of video devices are named by their major number. */
const UDEV_DATA = { folder: '/run/udev/data', prefix: 'c81:' };

export interface CameraMonitorOptions {
  clock: Clock;
  log: Logger;
}

/** An entry of a folder on the way to a device: where it comes, goes or changes, the camera may have. */
interface Entry {
  folder: string;
  name: string;
}

/** Sees cameras come and go, by watching the folders of their devices: nothing runs while nothing happens. */
export class CameraMonitor {
  readonly #cameras: Camera[];
  readonly #tools: CameraMonitorOptions;
  readonly #onChange: (camera: CameraName, fault: AppError | null) => void;
  readonly #ready = new Map<CameraName, boolean>();
  #watchers: FSWatcher[] = [];
  #scanning: Promise<void> = Promise.resolve();
  #cancelScan: (() => void) | null = null;
  #stopped = false;

  /** @param onChange called with a camera that can be used no longer and why not, or that can be used again (null). */
  constructor(
    cameras: Cameras,
    tools: CameraMonitorOptions,
    onChange: (camera: CameraName, fault: AppError | null) => void,
  ) {
    // A simulated camera has no cable.
    this.#cameras = CAMERA_NAMES.map((name) => cameras[name]).filter(({ simulated }) => !simulated);
    this.#tools = tools;
    this.#onChange = onChange;
  }

  /** Resolves when it is known which cameras are there and any change from then on is seen. */
  async start(): Promise<void> {
    await this.#scan();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelScan?.();
    await this.#scanning;
    for (const watcher of this.#watchers) watcher.close();
  }

  /** Looks once after `ms`, however often it is asked for until then. */
  #scanAfter(ms: number): void {
    if (this.#stopped || this.#cancelScan) return;
    this.#cancelScan = this.#tools.clock.after(ms, () => {
      this.#cancelScan = null;
      this.#scanning = this.#scanning.then(() => this.#scan());
    });
  }

  async #scan(): Promise<void> {
    // New watchers come first, and by today's links: what changes while the cameras are looked at is seen by them.
    const before = this.#watchers;
    this.#watchers = this.#openWatchers();
    for (const watcher of before) watcher.close();
    for (const camera of this.#cameras) {
      const fault = await camera.fault(false);
      const wasReady = this.#ready.get(camera.name);
      const isReady = fault === null;
      this.#ready.set(camera.name, isReady);
      if (wasReady !== undefined && wasReady !== isReady && !this.#stopped)
        this.#onChange(camera.name, fault);
    }
  }

  #openWatchers(): FSWatcher[] {
    if (this.#cameras.length === 0) return [];
    const namesIn = new Map<string, Set<string>>();
    for (const { folder, name } of this.#cameras.flatMap((camera) => entriesOnTheWay(camera.path))) {
      // A folder that goes away tells so by its own name.
      const names = namesIn.get(folder) ?? new Set([path.basename(folder)]);
      namesIn.set(folder, names.add(name));
    }
    const watchers = [...namesIn].map(([folder, names]) => this.#watch(folder, (name) => names.has(name)));
    if (existsSync(UDEV_DATA.folder))
      watchers.push(this.#watch(UDEV_DATA.folder, (name) => name.startsWith(UDEV_DATA.prefix)));
    return watchers.filter((watcher) => watcher !== null);
  }

  /** In /dev every byte that goes to /dev/null is an event, hence the choice by name. */
  #watch(folder: string, matters: (name: string) => boolean): FSWatcher | null {
    const fail = (error: unknown) => {
      this.#tools.log.warn({ folder, error: String(error) }, 'a folder of cameras can not be watched');
      this.#scanAfter(FALLBACK_POLL_MS);
    };
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        if (name === null || matters(name)) this.#scanAfter(SETTLE_MS);
      });
      return watcher.on('error', fail);
    } catch (error) {
      fail(error);
      return null;
    }
  }
}

/** The entries that decide whether a path leads to a device: its own, those that its links lead to, or the first one that is missing. */
function entriesOnTheWay(file: string): Entry[] {
  const entries: Entry[] = [];
  let next: string | null = path.resolve(file);
  while (next !== null && entries.length < MAX_LINKS) {
    let entry: string = next;
    while (!existsSync(path.dirname(entry))) entry = path.dirname(entry);
    entries.push({ folder: path.dirname(entry), name: path.basename(entry) });
    const target: string | null = entry === next ? linkTarget(entry) : null;
    next = target === null ? null : path.resolve(path.dirname(entry), target);
  }
  return entries;
}

function linkTarget(file: string): string | null {
  try {
    return readlinkSync(file);
  } catch {
    // It is no link, or not there.
    return null;
  }
}
