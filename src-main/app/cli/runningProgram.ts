import { z } from 'zod';
import { diagnosticsAnswerSchema, healthAnswerSchema, type DiagnosticsAnswer } from '#contract/captureApi';
import type { Settings } from '#contract/settings';
import { askLoopback } from './loopback';

/** The program as it runs on this machine, by its API. */
export class RunningProgram {
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** True while it photographs; false also where it does not run. */
  async isRecording(): Promise<boolean> {
    return (await this.#get('/health', healthAnswerSchema))?.recording_active ?? false;
  }

  /** What it tells of itself; null where it does not run or does not tell it without a password. */
  examine(): Promise<DiagnosticsAnswer | null> {
    return this.#get('/diagnostics', diagnosticsAnswerSchema);
  }

  async #get<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
    // Where nobody answers, or not in JSON, it is another program.
    const body = await askLoopback(this.#settings, path).catch(() => null);
    return schema.safeParse(body).data ?? null;
  }
}
