import { z } from 'zod';
import type { CameraName } from '#contract/cameras';
import { appError, asAppError } from '#contract/errors';
import type { CaptureWarning } from '#contract/session';
import type { Settings } from '#contract/settings';
import type { Logger } from '#engine/platform/log';
import type { Processes } from '#engine/platform/processes';
import type { FocusLocks } from './focusLocks';

/** v4l2-ctl takes some 10 ms; this ends one that hangs on a broken device. */
const TIMEOUT_MS = 3000;

/** The names of V4L2's focus controls. */
const FOCUS = { automatic: 'focus_automatic_continuous', absolute: 'focus_absolute' } as const;

/** Switches between automatic and manual: the manual values can only be set after them. */
const AUTOMATICS: readonly string[] = [FOCUS.automatic, 'white_balance_automatic', 'auto_exposure'];

/** A line of `v4l2-ctl --list-ctrls`, as in `focus_absolute 0x009a090a (int) : min=0 max=1023 step=1 default=0 value=312`. */
const controlLineSchema = z
  .string()
  .regex(/^\s*\w+ 0x[0-9a-f]{8} \(\w+\)\s*:.* value=-?\d+/)
  .transform((line) => ({
    name: /\w+/.exec(line)?.[0] ?? '',
    value: Number(/ value=(-?\d+)/.exec(line)?.[1]),
  }))
  .pipe(z.object({ name: z.string().min(1), value: z.number().int() }));

/** Which values the controls of a camera shall have: `name=value,name=value`, as v4l2-ctl spells it, by name. */
function wantedOf(text: string | undefined): Record<string, number> {
  const pairs = text?.split(',').map((pair) => pair.split('=')) ?? [];
  return Object.fromEntries(pairs.map(([name = '', value]) => [name.trim(), Number(value)]));
}

const SETTING_OF = {
  side: 'CAMERA_SIDE_CONTROLS',
  top: 'CAMERA_TOP_CONTROLS',
  front: 'CAMERA_FRONT_CONTROLS',
} as const;

/** A control that is configured, and what became of it. */
export interface AppliedControl {
  name: string;
  wanted: number;
  /** The value read back; null where the camera has no such control, or could not be asked. */
  actual: number | null;
  /** What v4l2-ctl said, where it had something to say. */
  seen?: string;
}

export interface ControlTools {
  processes: Processes;
  focusLocks: FocusLocks;
}

/** The controls of a camera (focus, exposure, white balance …), read and set by v4l2-ctl. */
export class CameraControls {
  readonly #camera: CameraName;
  readonly #path: string;
  readonly #settings: Settings;
  readonly #tools: ControlTools;

  constructor(camera: CameraName, path: string, settings: Settings, tools: ControlTools) {
    this.#camera = camera;
    this.#path = path;
    this.#settings = settings;
    this.#tools = tools;
  }

  /**
   * Sets all that is configured, and reads it back. What the camera lacks or refuses is no failure: it stands in the
   * answer with the value found instead.
   * @throws the signal's reason where it was aborted.
   */
  async apply(signal?: AbortSignal): Promise<AppliedControl[]> {
    return this.#set(this.#wanted(), signal);
  }

  /**
   * Sets all that is configured before a session; what is not as wanted is logged, and becomes a note of the session.
   * @throws the signal's reason where it was aborted.
   */
  async prepare(log: Logger, signal: AbortSignal): Promise<CaptureWarning[]> {
    const applied = await this.apply(signal);
    const differing = applied.filter(({ wanted, actual }) => wanted !== actual);
    // That a camera lacks a control is its nature; that it has one and does not take the value is worth a warning.
    const level = differing.some(({ actual }) => actual !== null) ? 'warn' : 'info';
    if (differing.length > 0)
      log[level]({ camera: this.#camera, differing }, 'controls are not as configured');
    return differing.map(({ name, wanted, actual, seen }) => {
      const found = actual === null ? 'not there' : String(actual);
      const detail = `${name} is ${found} instead of ${String(wanted)}`;
      return { kind: 'control-differs', picture: null, detail: seen ? `${detail}: ${seen}` : detail };
    });
  }

  /**
   * Keeps the focus where it is now, for this and all later sessions.
   * @throws AppError CAMERA_CONTROL_MISSING where the camera has no focus to set, CAMERA_NOT_FOUND where it can't be
   * asked, FFMPEG_MISSING without v4l2-ctl, DISK_FULL.
   */
  async lockFocus(): Promise<void> {
    const value = (await this.read()).get(FOCUS.absolute);
    if (value === undefined) throw noFocus(this.#camera);
    await this.#set({ [FOCUS.automatic]: 0, [FOCUS.absolute]: value });
    await this.#tools.focusLocks.set(this.#camera, value);
  }

  /** Lets the camera focus by itself again, or as the settings say. */
  async unlockFocus(): Promise<void> {
    await this.#tools.focusLocks.set(this.#camera, null);
    await this.#set({ [FOCUS.automatic]: 1, ...this.#wanted() });
  }

  #wanted(): Record<string, number> {
    const locked = this.#tools.focusLocks.get(this.#camera);
    return {
      ...wantedOf(this.#settings.CAMERA_CONTROLS),
      ...wantedOf(this.#settings[SETTING_OF[this.#camera]]),
      ...(locked !== null && { [FOCUS.automatic]: 0, [FOCUS.absolute]: locked }),
    };
  }

  async #set(wanted: Record<string, number>, signal?: AbortSignal): Promise<AppliedControl[]> {
    const refusals = new Map<string, string>();
    let actual = new Map<string, number>();
    try {
      actual = await this.read(signal);
      const toSet = automaticsFirst(wanted).filter(
        ([name, value]) => actual.has(name) && actual.get(name) !== value,
      );
      for (const [name, value] of toSet) {
        const { stderr } = await this.#v4l2Ctl(['--set-ctrl', `${name}=${String(value)}`], signal);
        if (stderr.trim() !== '') refusals.set(name, stderr.trim());
      }
      if (toSet.length > 0) actual = await this.read(signal);
    } catch (thrown) {
      signal?.throwIfAborted();
      const { message } = asAppError(thrown);
      for (const name of Object.keys(wanted)) refusals.set(name, message);
    }
    return Object.entries(wanted).map(([name, value]) => {
      const seen = refusals.get(name);
      return { name, wanted: value, actual: actual.get(name) ?? null, ...(seen !== undefined && { seen }) };
    });
  }

  /**
   * The values of all controls, by name.
   * @throws AppError CAMERA_NOT_FOUND where the camera can't be asked, FFMPEG_MISSING without v4l2-ctl.
   */
  async read(signal?: AbortSignal): Promise<Map<string, number>> {
    const { stdout, stderr, code } = await this.#v4l2Ctl(['--list-ctrls'], signal);
    if (code !== 0) {
      const { name: camera, path } = { name: this.#camera, path: this.#path };
      throw appError('CAMERA_NOT_FOUND', { camera, path }, { seen: [stderr.trim()] });
    }
    const lines = stdout.toString('utf8').split('\n');
    const controls = lines.map((line) => controlLineSchema.safeParse(line).data);
    return new Map(
      controls.filter((control) => control !== undefined).map(({ name, value }) => [name, value]),
    );
  }

  #v4l2Ctl(args: string[], signal?: AbortSignal) {
    return this.#tools.processes.run('v4l2-ctl', ['--device', this.#path, ...args], {
      timeoutMs: TIMEOUT_MS,
      ...(signal && { signal }),
    });
  }
}

/**
 * Locks a camera's focus where it is, or lets it go.
 * @throws AppError as `lockFocus`; CAMERA_CONTROL_MISSING also for a simulated camera.
 */
export async function setFocusLock(
  { name, controls }: { name: CameraName; controls: CameraControls | null },
  locked: boolean,
): Promise<void> {
  if (!controls) throw noFocus(name);
  await (locked ? controls.lockFocus() : controls.unlockFocus());
}

const noFocus = (camera: CameraName) =>
  appError('CAMERA_CONTROL_MISSING', { camera, control: FOCUS.absolute });

function automaticsFirst(wanted: Record<string, number>): [name: string, value: number][] {
  const rank = (name: string) => (AUTOMATICS.includes(name) ? 0 : 1);
  return Object.entries(wanted).sort(([a], [b]) => rank(a) - rank(b));
}
