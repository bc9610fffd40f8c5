import { CAMERA_NAMES, forEachCamera, type CameraName, type PerCamera } from '../../contract/cameras';
import type { Logger } from '../log';
import type { Processes } from '../processes';
import { thumbnailOf } from './thumbnail';

export interface NewestPicturesTools {
  processes: Pick<Processes, 'run'>;
  log: Logger;
}

interface Picture {
  sessionId: string;
  /** From 1. */
  number: number;
}

/** A small one of each camera's newest picture while a capture runs, for the screens. Recording comes first: one is made at a time, and one that is late is left out. */
export class NewestPictures {
  readonly #tools: NewestPicturesTools;
  readonly #onChange: () => void;
  #made: PerCamera<(Picture & { jpeg: Buffer }) | null> = forEachCamera(() => null);
  #next: PerCamera<(Picture & { file: string }) | null> = forEachCamera(() => null);
  #isBusy = false;
  #making: Promise<void> = Promise.resolve();
  #ending = new AbortController();

  /** @param onChange called when there is a new one. */
  constructor(tools: NewestPicturesTools, onChange: () => void) {
    this.#tools = tools;
    this.#onChange = onChange;
  }

  /** Which picture of a session there is a small one of; null where there is none. */
  numbers(sessionId: string | null): PerCamera<number | null> {
    return forEachCamera((name) => {
      const made = this.#made[name];
      return made?.sessionId === sessionId ? made.number : null;
    });
  }

  /** The small one of a picture, as JPEG, where that is the newest. */
  find({ sessionId, number }: Picture, camera: CameraName): Buffer | null {
    const made = this.#made[camera];
    return made?.sessionId === sessionId && made.number === number ? made.jpeg : null;
  }

  /** A picture is whole on disk: the one of this camera that still waits has come too late. */
  add(camera: CameraName, picture: Picture & { file: string }): void {
    this.#next[camera] = picture;
    if (!this.#isBusy) this.#making = this.#makeAll();
  }

  /** The capture is over: what still waits is left out, what is being made is ended. Resolves when no process is left. */
  async end(): Promise<void> {
    this.#next = forEachCamera(() => null);
    this.#ending.abort();
    await this.#making;
    this.#ending = new AbortController();
  }

  async #makeAll(): Promise<void> {
    this.#isBusy = true;
    for (let camera = this.#longestWaiting(); camera; camera = this.#longestWaiting()) {
      const next = this.#next[camera];
      this.#next[camera] = null;
      if (next) await this.#make(camera, next);
    }
    this.#isBusy = false;
  }

  /** The camera whose small picture is the oldest of those that have a newer one. */
  #longestWaiting(): CameraName | undefined {
    const age = (name: CameraName) => this.#made[name]?.number ?? 0;
    return CAMERA_NAMES.filter((name) => this.#next[name]).sort((a, b) => age(a) - age(b))[0];
  }

  async #make(camera: CameraName, { sessionId, number, file }: Picture & { file: string }): Promise<void> {
    try {
      const { signal } = this.#ending;
      const jpeg = await thumbnailOf(file, this.#tools.processes, { isGentle: true, signal });
      this.#made[camera] = { sessionId, number, jpeg };
      this.#onChange();
    } catch (error) {
      // The picture may be gone by then, with a capture that was cancelled; whether it is good is looked at elsewhere.
      this.#tools.log.debug({ camera, number, error: String(error) }, 'no small picture');
    }
  }
}
