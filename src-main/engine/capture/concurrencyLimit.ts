import path from 'node:path';
import { z } from 'zod';
import { concurrencyLimitSchema, type ConcurrencyLimit } from '#contract/captureApi';
import type { ErrorCode } from '#contract/errors';
import type { Camera } from '#engine/cameras/camera';
import { isoWithOffset, type Clock } from '#engine/platform/clock';
import { JsonFile } from '#engine/platform/jsonFile';
import type { Logger } from '#engine/platform/log';
import type { ControllerOf, Limits } from './plan';

const FILE = 'learned-limits.json';

const storedLimitSchema = z.record(z.string(), concurrencyLimitSchema);

export interface ConcurrencyLimitsOptions {
  dataDir: string;
  controllerOf: ControllerOf;
  clock: Clock;
  log: Logger;
}

/**
 * What `MAX_PARALLEL=auto` has learned by trying, in captures and in the bus test: how many cameras at once are well. It
 * holds for one set of
 * cameras at their places on the bus: another camera, or another port, is tried anew.
 */
export class ConcurrencyLimits {
  readonly #parts: ConcurrencyLimitsOptions;
  readonly #file: JsonFile<Record<string, ConcurrencyLimit>>;

  constructor(parts: ConcurrencyLimitsOptions) {
    this.#parts = parts;
    // The limits are measured again where they cannot be read; the next one replaces the file.
    this.#file = new JsonFile(path.join(parts.dataDir, FILE), storedLimitSchema, {
      missing: {},
      unusable: ({ error }) => {
        parts.log.warn({ error: String(error) }, 'what was learned of the cameras cannot be read');
        return {};
      },
      indent: 2,
    });
  }

  /** What was learned of these cameras as they are plugged in now, or null. */
  async of(cameras: readonly Camera[]): Promise<ConcurrencyLimit | null> {
    return (await this.#file.read())[this.#keyOf(cameras)] ?? null;
  }

  /**
   * Keeps how many of these cameras at once go well. A disk that can't keep it is no reason to fail: it is learned
   * again then.
   * @param because what more at once have failed with; null where all are well.
   */
  async record(
    cameras: readonly Camera[],
    { total, perController }: Limits,
    because: ErrorCode | null,
  ): Promise<void> {
    const at = isoWithOffset(this.#parts.clock.now());
    const limit = { total, per_controller: perController, because, at };
    await this.#write({ ...(await this.#file.read()), [this.#keyOf(cameras)]: limit });
  }

  /** Forgets everything, so that the next session tries what the plan says. */
  async clear(): Promise<void> {
    await this.#write({});
  }

  #keyOf(cameras: readonly Camera[]): string {
    const { controllerOf } = this.#parts;
    return cameras.map((camera) => `${camera.name}=${camera.path}@${controllerOf(camera)}`).join(' ');
  }

  async #write(concurrencyLimit: Record<string, ConcurrencyLimit>): Promise<void> {
    try {
      await this.#file.write(concurrencyLimit);
    } catch (error) {
      this.#parts.log.warn({ error: String(error) }, 'what was learned of the cameras cannot be kept');
    }
  }
}
