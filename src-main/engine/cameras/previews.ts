import { CAMERA_NAMES, forEachCamera, type CameraName, type PerCamera } from '#contract/cameras';
import type { PreviewState, PreviewStates } from '#contract/preview';
import type { Camera, Cameras } from './camera';
import { PreviewStream, type PreviewTools } from './previewStream';

/** A camera that is away is looked for, and a preview that has ended tried again, after so many ms; */
const RETRY_MS = 1000;
/** one that keeps ending without a frame is tried less and less often, down to once in so many ms. */
const MAX_RETRY_MS = 16_000;
/** A process that hangs in a broken device can't be ended; nobody waits for it longer than so many ms. */
const MAX_STOP_MS = 2000;
/** Where previews take turns, each is shown for so many ms. */
const TURN_MS = 4000;

/** Called with each frame (a JPEG), and with null where the last one is no longer live. */
export type PreviewViewer = (jpeg: Buffer | null) => void;

/** One try to show a camera: what comes late from an earlier one does nothing. */
interface Run {
  stream: PreviewStream | null;
}

/** What is known of one camera's preview. */
interface Slot {
  readonly camera: Camera;
  readonly viewers: Set<PreviewViewer>;
  state: PreviewState;
  run: Run | null;
  /** Resolves when no process of ours has the camera open. */
  free: Promise<unknown>;
  /** The newest frame while it is live. */
  frame: Buffer | null;
  /** Present while it rests before another try. */
  cancelRest: (() => void) | null;
  /** Tries in a row that have ended without a frame. */
  failures: number;
}

/** Live pictures of all cameras: one process for each that somebody looks at, none for the others. */
export class Previews {
  readonly #tools: PreviewTools;
  readonly #controllerOf: (camera: Camera) => string;
  readonly #onChange: () => void;
  readonly #slots: PerCamera<Slot>;
  /** How many previews a USB controller has turned out to carry at once. */
  readonly #limits = new Map<string, number>();
  /** Who comes next where not all can be shown. */
  #order: readonly CameraName[] = CAMERA_NAMES;
  #pauses = 0;
  /** What has the bus beside the previews, and how to end it. */
  readonly #alongside = new Map<Promise<unknown>, AbortController>();
  #cancelTurn: (() => void) | null = null;

  /** @param onChange called after each change of `states`. */
  constructor(
    cameras: Cameras,
    tools: PreviewTools,
    controllerOf: (camera: Camera) => string,
    onChange: () => void,
  ) {
    this.#tools = tools;
    this.#controllerOf = controllerOf;
    this.#onChange = onChange;
    this.#slots = forEachCamera((name) => ({
      camera: cameras[name],
      viewers: new Set<PreviewViewer>(),
      ...{ state: 'off' as const, run: null, frame: null, cancelRest: null, failures: 0 },
      free: Promise.resolve(),
    }));
  }

  get states(): PreviewStates {
    return forEachCamera((name) => this.#slots[name].state);
  }

  /** Shows a camera until the returned function is called. A viewer must not throw. */
  watch(name: CameraName, viewer: PreviewViewer): () => void {
    const slot = this.#slots[name];
    // One of its own, so that the same function can look twice.
    const own: PreviewViewer = (jpeg) => {
      viewer(jpeg);
    };
    slot.viewers.add(own);
    if (slot.frame) own(slot.frame);
    this.#arrange();
    return () => {
      slot.viewers.delete(own);
      this.#arrange();
    };
  }

  /** Has a look of another kind at the bus's devices; the signal is aborted where something else needs all cameras. */
  async runAlongside<T>(look: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const stopping = new AbortController();
    const looking = look(stopping.signal);
    const settled = looking.catch(() => undefined);
    this.#alongside.set(settled, stopping);
    await settled;
    this.#alongside.delete(settled);
    return looking;
  }

  /** Takes all cameras for something else; resolves when they are free, or will not be soon, with how to give them back. */
  async pause(): Promise<() => void> {
    this.#pauses += 1;
    this.#arrange();
    await this.#allFree(this.#dismissGuests());
    let given = false;
    return () => {
      if (!given) this.#pauses -= 1;
      given = true;
      this.#arrange();
    };
  }

  /** Ends all previews; resolves when their processes are gone. */
  async stop(): Promise<void> {
    for (const name of CAMERA_NAMES) this.#slots[name].viewers.clear();
    this.#arrange();
    await this.#allFree(this.#dismissGuests());
  }

  #dismissGuests(): Promise<unknown>[] {
    for (const stopping of this.#alongside.values()) stopping.abort();
    return [...this.#alongside.keys()];
  }

  /** Starts and stops what has to be, by who looks and what the bus carries. */
  #arrange(): void {
    const wanted = this.#order
      .map((name) => this.#slots[name])
      .filter((slot) => slot.viewers.size > 0 && this.#pauses === 0);
    if (wanted.length === 0) this.#limits.clear();
    const shown = wanted.filter((slot) => this.#hasRoom(slot, wanted));
    for (const slot of Object.values(this.#slots)) {
      if (shown.includes(slot)) continue;
      if (slot.viewers.size === 0) this.#halt(slot, 'off');
      else this.#halt(slot, this.#pauses > 0 ? 'paused' : 'waiting');
    }
    for (const slot of shown) if (!slot.run && !slot.cancelRest) this.#begin(slot);
    this.#takeTurns(wanted.length > shown.length ? shown : []);
  }

  #hasRoom(slot: Slot, wanted: readonly Slot[]): boolean {
    const controller = this.#controllerOf(slot.camera);
    const neighbours = wanted.filter(({ camera }) => this.#controllerOf(camera) === controller);
    return neighbours.indexOf(slot) < (this.#limits.get(controller) ?? neighbours.length);
  }

  /** After a while those that are shown go to the end of the line. */
  #takeTurns(shown: readonly Slot[]): void {
    if (shown.length === 0) {
      this.#cancelTurn?.();
      this.#cancelTurn = null;
      return;
    }
    this.#cancelTurn ??= this.#tools.clock.after(TURN_MS, () => {
      this.#cancelTurn = null;
      const isShown = (name: CameraName) => this.#slots[name].run !== null;
      this.#order = [
        ...this.#order.filter((name) => !isShown(name)),
        ...this.#order.filter((name) => isShown(name)),
      ];
      this.#arrange();
    });
  }

  #begin(slot: Slot): void {
    const run: Run = { stream: null };
    slot.run = run;
    this.#change(slot, slot.state === 'stalled' ? 'stalled' : 'starting');
    void this.#start(slot, run);
  }

  async #start(slot: Slot, run: Run): Promise<void> {
    // Where turns are taken, the bus is free only when the one before has let its camera go.
    await this.#allFree();
    const fault = await slot.camera.fault(false);
    if (slot.run !== run) return;
    try {
      if (fault) throw fault;
      run.stream = new PreviewStream(slot.camera, this.#tools, {
        onFrame: (jpeg) => {
          if (slot.run !== run) return;
          slot.failures = 0;
          this.#change(slot, 'live');
          this.#show(slot, jpeg);
        },
        onStall: () => {
          if (slot.run === run) this.#change(slot, 'stalled');
        },
        onEnd: (error) => {
          if (slot.run !== run) return;
          this.#tools.log.warn({ camera: slot.camera.name, fault: error.fault }, 'a preview has ended');
          slot.run = null;
          slot.failures += 1;
          if (error.code === 'USB_BANDWIDTH' && this.#lowerLimit(slot)) this.#arrange();
          else this.#rest(slot);
        },
      });
    } catch {
      slot.run = null;
      this.#rest(slot);
    }
  }

  /** The bus has no room for this one beside those that run. @returns false where none runs beside it. */
  #lowerLimit({ camera }: Slot): boolean {
    const controller = this.#controllerOf(camera);
    const running = Object.values(this.#slots).filter(
      (slot) => slot.run && this.#controllerOf(slot.camera) === controller,
    );
    if (running.length === 0) return false;
    this.#limits.set(controller, running.length);
    // Those that run go on first.
    const runs = (name: CameraName) => running.includes(this.#slots[name]);
    this.#order = [...this.#order.filter(runs), ...this.#order.filter((name) => !runs(name))];
    return true;
  }

  #rest(slot: Slot): void {
    this.#change(slot, 'stalled');
    const ms = Math.min(RETRY_MS * 2 ** Math.max(slot.failures - 1, 0), MAX_RETRY_MS);
    slot.cancelRest = this.#tools.clock.after(ms, () => {
      slot.cancelRest = null;
      this.#arrange();
    });
  }

  #halt(slot: Slot, state: PreviewState): void {
    slot.cancelRest?.();
    slot.cancelRest = null;
    if (slot.run?.stream) slot.free = Promise.all([slot.free, slot.run.stream.stop()]);
    slot.run = null;
    slot.failures = 0;
    this.#change(slot, state);
  }

  async #allFree(others: readonly Promise<unknown>[] = []): Promise<void> {
    const free = Promise.all([...Object.values(this.#slots).map((slot) => slot.free), ...others]);
    const done = new AbortController();
    const waited = this.#tools.clock.sleep(MAX_STOP_MS, done.signal).catch(() => undefined);
    await Promise.race([free, waited]);
    done.abort();
  }

  #change(slot: Slot, state: PreviewState): void {
    if (slot.state === state) return;
    slot.state = state;
    if (slot.frame && state !== 'live') this.#show(slot, null);
    this.#onChange();
  }

  #show(slot: Slot, jpeg: Buffer | null): void {
    slot.frame = jpeg;
    for (const viewer of slot.viewers) viewer(jpeg);
  }
}
