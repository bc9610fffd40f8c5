import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { CAMERA_NAMES, type CameraName } from '#contract/cameras';
import {
  formatOf,
  mayBecome,
  SESSION_FORMAT,
  sessionIdSchema,
  sessionSchema,
  type Session,
  type SessionState,
} from '#contract/session';
import { appError, type Fault } from '#contract/errors';
import { isoWithOffset, type Clock } from '#engine/platform/clock';
import type { Logger } from '#engine/platform/log';
import { makeFolderDurably, renameDurably } from '#engine/platform/durableFiles';
import { JsonFile, type JsonFileProblem } from '#engine/platform/jsonFile';
import { SerialQueue } from '#engine/platform/serialQueue';

const RECORD_FILE = 'session.json';
/** What an unfinished upload remembers: see UploadNotes. */
const UPLOAD_CHECKPOINT_FILE = 'upload.json';
const REMOVED_SUFFIX = '.removed';
/** Of a folder whose record can't be read: it is kept for somebody who can mend it. */
const DAMAGED_SUFFIX = '.damaged';
/** Records that are read at the same time: enough to keep the disk busy, few enough for the limit of open files. */
const READ_CONCURRENCY = 32;

/** What is asked for when a session begins; the rest of its record follows from it. */
export type NewSession = Omit<
  Session,
  | 'format'
  | 'id'
  | 'startedAt'
  | 'finishedAt'
  | 'durationSec'
  | 'state'
  | 'fault'
  | 'stored'
  | 'claimed'
  | 'claimEtag'
  | 'replacing'
  | 'replaced'
  | 'dataDue'
  | 'exported'
  | 'endedAt'
>;

export type SessionChange = Partial<Omit<Session, 'format' | 'id'>>;

/** The captured sessions on disk: `sessions/<id>/session.json` beside a folder of pictures for each camera. */
export class Spool {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #sessions = new Map<string, Session>();
  #version = 0;
  #damaged = 0;
  #newer = 0;
  /** All sessions in order; null where they have to be sorted anew. */
  #sorted: readonly Session[] | null = null;
  /** The changes of each session: in turn, so that none undoes another. */
  readonly #changes = new Map<string, SerialQueue>();

  /** @param dataDir the data directory, locked by this process. */
  constructor(dataDir: string, clock: Clock, log: Logger) {
    this.#folder = path.join(dataDir, 'sessions');
    this.#clock = clock;
    this.#log = log;
  }

  /**
   * Reads all sessions. A record that can't be read is set aside, one of a newer version left alone; both are told of,
   * and never a reason not to start.
   */
  async open(): Promise<void> {
    await makeFolderDurably(this.#folder);
    const names = await readdir(this.#folder);
    this.#damaged = names.filter((name) => name.endsWith(DAMAGED_SUFFIX)).length;
    const ids = names.filter((name) => sessionIdSchema.safeParse(name).success).values();
    const readNext = async () => {
      for (const id of ids) await this.#read(id);
    };
    await Promise.all(Array.from({ length: READ_CONCURRENCY }, readNext));
    // What a removal that was broken off has left.
    for (const name of names.filter((one) => one.endsWith(REMOVED_SUFFIX)))
      await rm(path.join(this.#folder, name), { recursive: true, force: true });
  }

  /** Grows with each change of a session. */
  get version(): number {
    return this.#version;
  }

  /** SESSIONS_UNREADABLE and SESSIONS_OF_NEWER_VERSION, where there are sessions that are none here for that. */
  get unreadFaults(): Fault[] {
    const told = [];
    const folder = this.#folder;
    if (this.#damaged > 0) told.push(appError('SESSIONS_UNREADABLE', { count: this.#damaged, folder }).fault);
    if (this.#newer > 0) told.push(appError('SESSIONS_OF_NEWER_VERSION', { count: this.#newer }).fault);
    return told;
  }

  /** All sessions, oldest first. */
  list(): readonly Session[] {
    this.#sorted ??= [...this.#sessions.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    return this.#sorted;
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
   * Changes a session's record durably, after all changes that were asked for before. The state changes only along
   * the table of transitions.
   * @param change as a function, it sees the record as it stands then, and may throw to leave it as it is.
   * @throws Error where the table does not allow it, AppError DISK_FULL where the disk has no room.
   */
  update(id: string, change: SessionChange | ((session: Session) => SessionChange)): Promise<Session> {
    return this.#inTurn(id, async () => {
      const before = this.#sessions.get(id);
      if (!before) throw new Error(`no session ${id}`);
      const after = { ...before, ...(typeof change === 'function' ? change(before) : change) };
      if (after.state !== before.state && !mayBecome(before.state, after.state)) {
        throw new Error(`session ${id} is ${before.state} and can't become ${after.state}`);
      }
      await this.#write(after);
      return after;
    });
  }

  /** Removes a session with its pictures. */
  remove(id: string): Promise<void> {
    return this.#inTurn(id, async () => {
      const folder = this.#sessionFolder(id);
      const doomed = `${folder}${REMOVED_SUFFIX}`;
      await renameDurably(folder, doomed);
      this.#sessions.delete(id);
      this.#changes.delete(id);
      this.#changed();
      await rm(doomed, { recursive: true, force: true });
    });
  }

  /** Sessions in one of the given states, oldest first. */
  inState(...states: SessionState[]): Session[] {
    return this.list().filter((session) => states.includes(session.state));
  }

  /** The folder of a camera's pictures in a session. */
  cameraFolder(id: string, camera: CameraName): string {
    return path.join(this.#sessionFolder(id), camera);
  }

  /** The file for what an unfinished upload of a session remembers. */
  uploadCheckpointFile(id: string): string {
    return path.join(this.#sessionFolder(id), UPLOAD_CHECKPOINT_FILE);
  }

  #sessionFolder(id: string): string {
    return path.join(this.#folder, sessionIdSchema.parse(id));
  }

  #inTurn<T>(id: string, change: () => Promise<T>): Promise<T> {
    const changes = this.#changes.get(id) ?? new SerialQueue();
    this.#changes.set(id, changes);
    return changes.run(change);
  }

  async #write(session: Session): Promise<void> {
    const checked = sessionSchema.parse({ ...session, format: formatOf(session) });
    await this.#recordOf(session.id).write(checked);
    this.#sessions.set(session.id, checked);
    this.#changed();
  }

  #changed(): void {
    this.#sorted = null;
    this.#version += 1;
  }

  async #read(id: string): Promise<void> {
    const folder = this.#sessionFolder(id);
    const record = await this.#recordOf(id).read();
    if (record === null) {
      // Killed before its record was written: a session that never began.
      if (await holdsPictures(folder)) await this.#setAside(id, 'there is no record');
      else await rm(folder, { recursive: true, force: true });
    } else if (!('why' in record)) {
      this.#sessions.set(id, record);
    } else if (record.why === 'newer') {
      this.#newer += 1;
      this.#log.error({ session: id, folder }, 'a newer version has written this session; it is left alone');
    } else {
      await this.#setAside(id, record.error);
    }
  }

  #recordOf(id: string): JsonFile<Session, JsonFileProblem | null> {
    return new JsonFile<Session, JsonFileProblem | null>(
      path.join(this.#sessionFolder(id), RECORD_FILE),
      sessionSchema,
      { missing: null, unusable: (problem) => problem, format: SESSION_FORMAT },
    );
  }

  async #setAside(id: string, error: unknown): Promise<void> {
    const folder = path.join(this.#folder, `${id}${DAMAGED_SUFFIX}`);
    this.#log.error(
      { session: id, folder, error: String(error) },
      'a session record cannot be read and is set aside',
    );
    await renameDurably(path.join(this.#folder, id), folder);
    this.#damaged += 1;
  }
}

async function holdsPictures(folder: string): Promise<boolean> {
  const files = await readdir(folder, { recursive: true });
  return files.some((file) => file.endsWith('.jpg'));
}
