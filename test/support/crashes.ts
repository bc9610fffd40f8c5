import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { CAMERA_NAMES } from '#contract/cameras';
import { overviewSchema } from '#contract/useCases';
import { sessionSchema, type Session, type SessionState } from '#contract/session';
import { pictureName } from '#engine/upload/pictureArchive';
import { filesOfArchive } from './archives';
import { until } from './capture';

/** Sessions in these states have been captured: none of them may ever be lost. */
const CAPTURED: ReadonlySet<SessionState> = new Set([
  'captured',
  'in-review',
  'queued',
  'uploading',
  'uploaded',
]);

/** All that waits is sent in so many ms: enough for a busy machine. */
const SEND_LIMIT_MS = 60_000;

/** The built program on a data directory, which can be killed and started again. */
export class CrashingApp {
  readonly #headless: string;
  readonly #frameFolders: string;
  readonly #dataDir: string;
  readonly #environment: Record<string, string>;
  /** All sessions that were ever seen captured, by their ids. */
  readonly #seenCaptured = new Set<string>();
  #nextGoat = 100;

  /** @param environment the settings. */
  constructor(headless: string, frameFolders: string, dataDir: string, environment: Record<string, string>) {
    this.#headless = headless;
    this.#frameFolders = frameFolders;
    this.#dataDir = dataDir;
    this.#environment = environment;
  }

  /** Starts the program, lets it photograph goat after goat, and kills it after `ms`; then looks at what is on disk. */
  async runAndKill(ms: number): Promise<void> {
    const { child, ready } = this.#start();
    const exited = once(child, 'exit');
    const stop = new AbortController();
    const driving = this.#keepCapturing(ready, stop.signal).catch(() => undefined);
    await delay(ms);
    child.kill('SIGKILL');
    expect(await exited).toEqual([null, 'SIGKILL']);
    stop.abort();
    await driving;
    await this.look();
  }

  /** Starts the program and lets it send all that waits; ends it in order. */
  async finish(): Promise<void> {
    const { child, ready } = this.#start();
    const address = await ready;
    const waiting = async () =>
      overviewSchema.parse(await (await fetch(`${address}/overview`)).json()).waiting_sessions;
    await until(async () => (await waiting()) === 0, SEND_LIMIT_MS);
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    await this.look();
  }

  /** Reads all sessions: each record is whole, and none that was captured is gone or spoilt. */
  async look(): Promise<Session[]> {
    const folder = path.join(this.#dataDir, 'sessions');
    const names = await readdir(folder).catch(() => []);
    expect(names.filter((name) => name.endsWith('.damaged'))).toEqual([]);
    const sessions: Session[] = [];
    for (const name of names) {
      const text = await readFile(path.join(folder, name, 'session.json'), 'utf8').catch(() => null);
      // Killed before its record was written, or while it was removed.
      if (text !== null) sessions.push(sessionSchema.parse(JSON.parse(text)));
    }
    const captured = sessions.filter(({ state }) => CAPTURED.has(state)).map(({ id }) => id);
    expect(captured).toEqual(expect.arrayContaining([...this.#seenCaptured]));
    for (const id of captured) this.#seenCaptured.add(id);
    return sessions;
  }

  /**
   * Proves that the store holds all that was captured, whole and once, and nothing else.
   * @param objects what the store holds, by key.
   * @returns how many sessions that were.
   */
  async expectAllDelivered(objects: ReadonlyMap<string, Uint8Array>): Promise<number> {
    const captured = (await this.look()).filter(({ id }) => this.#seenCaptured.has(id));
    const expectedKeys = captured.flatMap(({ goatId }) =>
      CAMERA_NAMES.map((camera) => `${goatId}/${camera}/images.tar.gz`),
    );
    expect([...objects.keys()].sort()).toEqual(expectedKeys.sort());
    for (const session of captured) {
      expect(session.state).toBe('uploaded');
      for (const camera of CAMERA_NAMES) {
        const { goatId } = session;
        const files = await filesOfArchive(
          objects.get(`${goatId}/${camera}/images.tar.gz`) ?? new Uint8Array(),
        );
        const { pictures } = session.cameras[camera];
        expect(pictures).toHaveLength(session.imagesPerCamera);
        expect(files.map(({ name }) => name)).toEqual(
          pictures.map((_, index) => pictureName(goatId, camera, index + 1)),
        );
        for (const [index, { file }] of pictures.entries()) {
          const kept = await readFile(path.join(this.#dataDir, 'sessions', session.id, camera, file));
          expect(files[index]?.bytes.equals(kept)).toBe(true);
        }
      }
    }
    return captured.length;
  }

  #start(): { child: ChildProcess; ready: Promise<string> } {
    const args = [
      this.#headless,
      `--simulate=${this.#frameFolders}`,
      '--data-dir',
      this.#dataDir,
      '--port',
      '0',
    ];
    const child = spawn(process.execPath, [...args, '--host', '127.0.0.1'], {
      env: { ...process.env, ...this.#environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const lines: string[] = [];
    const ready = new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stderr }).on('line', (line) => {
        lines.push(line);
        const [, address] = /ready: (http:\/\/localhost:\d+)/.exec(line) ?? [];
        if (address !== undefined) resolve(address);
      });
      child.once('exit', () => {
        reject(new Error(`it ended before it was ready:\n${lines.join('\n')}`));
      });
    });
    // Killed before: then nobody waits for it.
    ready.catch(() => undefined);
    return { child, ready };
  }

  /** Rejects when the program is gone. */
  async #keepCapturing(ready: Promise<string>, signal: AbortSignal): Promise<never> {
    const address = await ready;
    for (;;) {
      // A number of its own for each try: the answer of one that went well may not have come.
      this.#nextGoat += 1;
      await fetch(`${address}/record`, {
        method: 'POST',
        body: JSON.stringify({ goat_id: this.#nextGoat }),
        signal,
      });
      await delay(100, undefined, { signal });
    }
  }
}
