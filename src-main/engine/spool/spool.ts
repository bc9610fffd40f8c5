import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { CAMERA_NAMES, type CameraName } from '../../contract/cameras';
import {
  mayBecome,
  sessionIdSchema,
  sessionSchema,
  type Session,
  type SessionState,
} from '../../contract/sessions';
import { isoWithOffset, type Clock } from '../clock';
import type { Logger } from '../log';
import { makeFolderDurably, renameDurably, syncFolder, writeFileDurably } from './durable';

const RECORD_FILE = 'session.json';

/** What is asked for when a session begins; the rest of its record follows from it. */
export type NewSession = Omit<
  Session,
  'format' | 'id' | 'startedAt' | 'finishedAt' | 'durationSec' | 'state' | 'fault' | 'stored'
>;

/** The captured sessions on disk: `sessions/<id>/session.json` beside a folder of pictures for each camera. */
export class Spool {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #sessions = new Map<string, Session>();

  /** @param dataDir the data directory, locked by this process. */
  constructor(dataDir: string, clock: Clock, log: Logger) {
    this.#folder = path.join(dataDir, 'sessions');
    this.#clock = clock;
    this.#log = log;
  }

  /** Reads all sessions. A record that can't be read is set aside, named in the log, and never a reason not to start. */
  async open(): Promise<void> {
    await makeFolderDurably(this.#folder);
    for (const id of await readdir(this.#folder)) {
      if (!sessionIdSchema.safeParse(id).success) continue;
      try {
        const text = await readFile(path.join(this.#folder, id, RECORD_FILE), 'utf8');
        this.#sessions.set(id, sessionSchema.parse(JSON.parse(text)));
      } catch (error) {
        await this.#setAside(id, error);
      }
    }
  }

  /** All sessions, oldest first. */
  list(): Session[] {
    return [...this.#sessions.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** A session's record as it stands, or undefined. */
  get(id: string): Session | undefined {
    return this.#sessions.get(id);
  }

  /** Begins a session: its folder, its record in state `capturing`, and a folder for each camera. */
  async begin(wanted: NewSession): Promise<Session> {
    const now = this.#clock.now();
    const session: Session = {
      ...wanted,
      format: 1,
      id: `${now.toISOString().replace(/[-:.]/g, '')}-${wanted.goatId}-${randomBytes(3).toString('hex')}`,
      startedAt: isoWithOffset(now),
      finishedAt: null,
      durationSec: null,
      state: 'capturing',
      fault: null,
      stored: [],
    };
    for (const camera of CAMERA_NAMES) await makeFolderDurably(this.cameraFolder(session.id, camera));
    await this.#write(session);
    return session;
  }

  /**
   * Changes a session's record durably. The state changes only along the table of transitions.
   * @throws Error where the table does not allow it, AppError DISK_FULL where the disk has no room.
   */
  async update(id: string, change: Partial<Omit<Session, 'format' | 'id'>>): Promise<Session> {
    const before = this.#sessions.get(id);
    if (!before) throw new Error(`no session ${id}`);
    if (
      change.state !== undefined &&
      change.state !== before.state &&
      !mayBecome(before.state, change.state)
    ) {
      throw new Error(`session ${id} is ${before.state} and can't become ${change.state}`);
    }
    const after = { ...before, ...change };
    await this.#write(after);
    return after;
  }

  /** Removes a session with its pictures. */
  async remove(id: string): Promise<void> {
    const folder = this.#sessionFolder(id);
    const doomed = `${folder}.removed`;
    await renameDurably(folder, doomed);
    this.#sessions.delete(id);
    await rm(doomed, { recursive: true, force: true });
  }

  /** Sessions in one of the given states, oldest first. */
  inState(...states: SessionState[]): Session[] {
    return this.list().filter((session) => states.includes(session.state));
  }

  /** The folder of a camera's pictures in a session. */
  cameraFolder(id: string, camera: CameraName): string {
    return path.join(this.#sessionFolder(id), camera);
  }

  #sessionFolder(id: string): string {
    return path.join(this.#folder, sessionIdSchema.parse(id));
  }

  async #write(session: Session): Promise<void> {
    const checked = sessionSchema.parse(session);
    const file = path.join(this.#sessionFolder(session.id), RECORD_FILE);
    await writeFileDurably(file, `${JSON.stringify(checked, null, 2)}\n`);
    this.#sessions.set(session.id, checked);
  }

  async #setAside(id: string, error: unknown): Promise<void> {
    const folder = path.join(this.#folder, `${id}.damaged`);
    this.#log.error(
      { session: id, folder, error: String(error) },
      'a session record cannot be read and is set aside',
    );
    await renameDurably(path.join(this.#folder, id), folder);
    await syncFolder(this.#folder);
  }
}
