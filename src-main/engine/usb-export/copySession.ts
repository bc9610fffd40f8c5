import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { SIMULATED_FOLDER } from '#contract/goats';
import { appError, asAppError, type AppError } from '#contract/errors';
import { capturedCameras, type Session, type StoredObject } from '#contract/session';
import type { Clock } from '#engine/platform/clock';
import type { Processes } from '#engine/platform/processes';
import type { Spool } from '#engine/sessions/spool';
import { Crc64Nvme } from '#engine/platform/crc64nvme';
import { FolderStore } from '#engine/upload/folderStore';
import { archiveBytes } from '#engine/upload/pictureArchive';
import { goatDataJson, goatDataObject, sessionObjects, type SessionObject } from '#engine/upload/objects';
import { memoryCheckpoint } from '#engine/upload/uploadCheckpoint';
import { manifestFile, manifestOf, readManifest, writeManifest } from './manifest';
import { checksumOnTarget } from './exportTarget';
import type { MountedStick } from '#engine/machine/mount';
import { classifyUsbError } from './classifyUsbError';

export interface CopyTools {
  spool: Spool;
  processes: Processes;
  clock: Clock;
  /** Resolves when copying may go on: while goats are photographed, the bus belongs to the cameras. */
  waitUntilIdle: (signal: AbortSignal) => Promise<void>;
}

/** What is told of a copy as it goes on. */
export interface CopyProgress {
  signal: AbortSignal;
  onBytes: (bytes: number) => void;
}

/** Bytes of a session's archives. */
export function bytesOf(session: Session): number {
  return capturedCameras(session).reduce((sum, camera) => sum + archiveBytes(session, camera), 0);
}

/** The sessions of one stick, in the bucket's layout; simulated ones are in a folder of their own. */
export class SessionCopier {
  readonly #stick: MountedStick;
  readonly #name: string;
  readonly #tools: CopyTools;

  constructor(stick: MountedStick, name: string, tools: CopyTools) {
    this.#stick = stick;
    this.#name = name;
    this.#tools = tools;
  }

  /** What the stick holds of a session, whole and with its goat data of today by its manifest; null where it does not. */
  async storedBytes(session: Session): Promise<StoredObject[] | null> {
    const manifest = await readManifest(this.#folderOf(session), session.goatId);
    if (manifest?.session_id !== session.id) return null;
    const { key } = goatDataObject(session);
    const isGiven = this.#objectsOf(session).some((object) => object.key === key);
    const today = isGiven && new Crc64Nvme().update(Buffer.from(goatDataJson(session))).digest();
    const there = manifest.objects.find((object) => object.key === key)?.crc64nvme ?? false;
    return there === today ? manifest.objects : null;
  }

  /**
   * Writes a session to the stick, unless it is there: its objects, then its manifest.
   * @returns what was written.
   * @throws AppError SESSION_DAMAGED and STICK_GOAT_EXISTS, which are this session's affair; STICK_GONE, STICK_FULL,
   * STICK_READ_ONLY and STICK_FAILED, which are the stick's; the signal's reason.
   */
  async write(session: Session, { signal, onBytes }: CopyProgress): Promise<StoredObject[]> {
    const held = await this.storedBytes(session);
    if (held) {
      onBytes(bytesOf(session));
      return held;
    }
    const { clock, waitUntilIdle } = this.#tools;
    const folder = this.#folderOf(session);
    const store = new FolderStore(folder);
    const objects: StoredObject[] = [];
    try {
      for (const object of this.#objectsOf(session)) {
        await waitUntilIdle(signal);
        signal.throwIfAborted();
        await this.requireStick();
        const open = () => told(object.open(), () => waitUntilIdle(signal), onBytes);
        const onlyIfNew = objects.length === 0;
        const result = await store.put({
          ...object,
          open,
          onlyIfNew,
          signal,
          checkpoint: memoryCheckpoint(),
        });
        if (result.outcome !== 'stored')
          throw appError('STICK_GOAT_EXISTS', { stick: this.#name, goat_id: session.goatId });
        objects.push(result.stored);
      }
      await writeManifest(folder, manifestOf(session, objects, clock.now()));
      return objects;
    } catch (error) {
      signal.throwIfAborted();
      throw await this.#explain(error, session);
    }
  }

  /**
   * Reads what was written of a session back from the stick itself. What is not right is removed.
   * @throws AppError STICK_CORRUPT, which is this session's affair; STICK_GONE; the signal's reason.
   */
  async check(
    session: Session,
    objects: readonly StoredObject[],
    { signal, onBytes }: CopyProgress,
  ): Promise<void> {
    const folder = this.#folderOf(session);
    for (const { key, crc64nvme } of objects) {
      await this.#tools.waitUntilIdle(signal);
      const file = path.join(folder, key);
      const found = await checksumOnTarget(file, this.#tools.processes, signal, onBytes);
      await this.requireStick();
      if (found === crc64nvme) continue;
      for (const wrong of [manifestFile(folder, session.goatId), file])
        await rm(wrong, { force: true }).catch(() => undefined);
      throw appError('STICK_CORRUPT', { stick: this.#name, goat_id: session.goatId });
    }
  }

  /** @throws AppError STICK_GONE where the stick is not there any more. */
  async requireStick(): Promise<void> {
    if (!(await this.#stick.isThere())) throw this.#stick.gone;
  }

  /** Where it replaces other pictures their data must not be left to speak of these. */
  #objectsOf(session: Session): SessionObject[] {
    const { spool } = this.#tools;
    const objects = sessionObjects(session, (camera) => spool.cameraFolder(session.id, camera));
    const data = goatDataObject(session);
    const isThere = objects.some(({ key }) => key === data.key);
    return session.overwrite && !isThere ? [...objects, data] : objects;
  }

  #folderOf({ simulated }: Session): string {
    return simulated ? path.join(this.#stick.folder, SIMULATED_FOLDER) : this.#stick.folder;
  }

  async #explain(thrown: unknown, session: Session): Promise<AppError> {
    const error = asAppError(thrown);
    if (error.code === 'SESSION_DAMAGED' || error.code === 'STICK_GOAT_EXISTS') return error;
    return classifyUsbError(error, this.#stick, bytesOf(session));
  }
}

/** The same stream, whose bytes are told as they are read, each piece when it may go on. */
function told(
  source: Readable,
  waitUntilIdle: () => Promise<void>,
  onBytes: (bytes: number) => void,
): Readable {
  async function* pieces() {
    for await (const piece of source) {
      if (!Buffer.isBuffer(piece)) throw new TypeError('a stream of bytes was expected');
      await waitUntilIdle();
      onBytes(piece.length);
      yield piece;
    }
  }
  return Readable.from(pieces(), { objectMode: false });
}
