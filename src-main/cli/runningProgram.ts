import { z } from 'zod';
import { diagnosticsAnswerSchema, healthAnswerSchema, type DiagnosticsAnswer } from '../contract/answers';
import type { Settings } from '../contract/settings';

/** The program as it runs on this machine, by its API. */
export class RunningProgram {
  readonly #base: string;

  constructor({ HOST, PORT }: Pick<Settings, 'HOST' | 'PORT'>) {
    const isAnyAddress = HOST === '0.0.0.0' || HOST === '::';
    const host = isAnyAddress ? '127.0.0.1' : HOST.includes(':') ? `[${HOST}]` : HOST;
    this.#base = `http://${host}:${PORT}`;
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
    let body: unknown;
    try {
      const response = await fetch(`${this.#base}${path}`);
      body = await response.json();
    } catch {
      // Nobody answers there, or not in JSON: then it is another program.
      return null;
    }
    return schema.safeParse(body).data ?? null;
  }
}
