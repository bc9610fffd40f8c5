import { CAMERA_NAMES, forEachCamera, type CameraName, type PerCamera } from '#contract/cameras';
import { bitmapOf, type SmallPicture } from '#engine/media/bitmap';

interface Shown {
  sessionId: string;
  /** From 1. */
  number: number;
}

/**
 * A small one of each camera's newest picture while a capture runs, for the screens. It is made of what the check has
 * decoded already, and as a bitmap, so that no program has to be started for it while cameras record.
 */
export class LatestPictures {
  #newest: PerCamera<(Shown & { small: SmallPicture }) | null> = forEachCamera(() => null);

  /** Which picture of a session there is a small one of; null where there is none. */
  numbers(sessionId: string | null): PerCamera<number | null> {
    return forEachCamera((name) => {
      const newest = this.#newest[name];
      return newest?.sessionId === sessionId ? newest.number : null;
    });
  }

  /** The small one of a picture, or of the one that is newer by now, as BMP; null where there is none. */
  find({ sessionId, number }: Shown, camera: CameraName): Buffer | null {
    const newest = this.#newest[camera];
    return newest?.sessionId === sessionId && newest.number >= number ? bitmapOf(newest.small) : null;
  }

  /** A picture was found good. */
  add(camera: CameraName, picture: Shown & { small: SmallPicture }): void {
    this.#newest[camera] = picture;
  }

  /** The capture is over: from now on its pictures are shown from the disk. */
  end(): void {
    for (const name of CAMERA_NAMES) this.#newest[name] = null;
  }
}
