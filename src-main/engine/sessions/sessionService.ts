import { access } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import {
  goatDataRequestSchema,
  pictureRequestSchema,
  renumberRequestSchema,
  sessionListRequestSchema,
  type SessionAnswer,
  type AllowedAction,
  type SessionListAnswer,
} from '#contract/sessionApi';
import { appError } from '#contract/errors';
import type { Session } from '#contract/session';
import type { LatestPictures } from '#engine/status/latestPictures';
import { Thumbnails } from '#engine/media/thumbnails';
import { isoWithOffset, type Clock } from '#engine/platform/clock';
import type { GoatNumbers } from './goatNumbers';
import type { Review } from './review';
import type { EventBus } from '#engine/status/eventBus';
import type { Processes } from '#engine/platform/processes';
import { resultOf } from '#engine/status/captureResults';
import { answerOf, isActionAllowed, summaryOf } from './summaries';
import type { SessionChange, Spool } from './spool';

export interface SessionServiceOptions {
  spool: Spool;
  processes: Processes;
  clock: Clock;
}

/** What becomes of a session after its capture, as far as people decide about it. */
interface SessionDelivery {
  readonly numbers: Pick<GoatNumbers, 'add' | 'has' | 'next'>;
  readonly review: Pick<Review, 'keep' | 'end'>;
  readonly queue: { added(): void; wake(): void };
  /** Frees what the store keeps of a session's unfinished upload that nobody will go on with. */
  abandonUpload(session: Session): void;
}

/** What people do with the sessions that are here: look at them, and decide about those that wait for a decision. */
export class SessionService {
  readonly #parts: SessionServiceOptions;
  readonly #uploadService: SessionDelivery;
  readonly #eventBus: EventBus;
  readonly #latestPictures: Pick<LatestPictures, 'find'>;
  readonly #thumbnails: Thumbnails;

  /** @param newest has the small pictures of what is being captured. */
  constructor(
    parts: SessionServiceOptions,
    uploadService: SessionDelivery,
    eventBus: EventBus,
    newest: Pick<LatestPictures, 'find'>,
  ) {
    this.#parts = parts;
    this.#uploadService = uploadService;
    this.#eventBus = eventBus;
    this.#latestPictures = newest;
    this.#thumbnails = new Thumbnails(parts.processes);
  }

  /** @throws AppError INVALID_REQUEST. */
  list(request: unknown): SessionListAnswer {
    const { states, limit, before } = read(sessionListRequestSchema, request);
    const { spool } = this.#parts;
    const matching = (states ? spool.inState(...states) : [...spool.list()])
      .filter(({ isTest }) => !isTest)
      .reverse();
    const rest = before === undefined ? matching : matching.filter(({ id }) => id < before);
    const page = rest.slice(0, limit);
    const last = page.at(-1);
    return {
      sessions: page.map(summaryOf),
      total: matching.length,
      next: last && rest.length > page.length ? last.id : null,
    };
  }

  /** @throws AppError SESSION_NOT_FOUND. */
  detail(id: string): SessionAnswer {
    return answerOf(this.#find(id));
  }

  /**
   * The file of one picture.
   * @throws AppError INVALID_REQUEST, SESSION_NOT_FOUND; SESSION_DAMAGED where it is not there.
   */
  async picture(request: unknown): Promise<string> {
    const { session_id: id, camera, number } = read(pictureRequestSchema, request);
    const session = this.#find(id);
    const picture = session.cameras[camera].pictures[number - 1];
    if (!picture) throw appError('SESSION_NOT_FOUND', { session_id: `${id}/${camera}/${number}` });
    const file = path.join(this.#parts.spool.cameraFolder(id, camera), picture.file);
    try {
      await access(file);
    } catch (cause) {
      const seen = { goat_id: session.goatId, file: `${camera}/${picture.file}` };
      throw appError('SESSION_DAMAGED', seen, { cause });
    }
    return file;
  }

  /**
   * One picture reduced to an eighth, as JPEG.
   * @throws AppError as `picture` does, FFMPEG_MISSING where the tools for JPEGs are not installed.
   */
  async thumbnail(request: unknown): Promise<Buffer> {
    return this.#thumbnails.make(await this.picture(request));
  }

  /**
   * A camera's newest picture in the capture that runs, from a number on, small and as BMP.
   * @throws AppError INVALID_REQUEST, SESSION_NOT_FOUND where no such capture runs or there is no picture of it yet.
   */
  newestPicture(request: unknown): Buffer {
    const { session_id: sessionId, camera, number } = read(pictureRequestSchema, request);
    const bitmap = this.#latestPictures.find({ sessionId, number }, camera);
    if (!bitmap) throw appError('SESSION_NOT_FOUND', { session_id: sessionId });
    return bitmap;
  }

  /** Sends a session again that needs attention, and all that wait, at once. */
  async retry(id: string): Promise<SessionAnswer> {
    const session = this.#find(id);
    if (!isActionAllowed('retry', session)) throw tooLate(session);
    if (session.state === 'needs-attention') await this.#change(id, 'retry', () => TO_QUEUE);
    return this.#gone(id);
  }

  /** Keeps the session under review. */
  async keep(id: string): Promise<SessionAnswer> {
    const session = this.#find(id);
    if (!isActionAllowed('keep', session)) throw tooLate(session);
    await this.#uploadService.review.keep(id);
    return this.detail(id);
  }

  /** Throws a session away that is not in the store: it stays in the bin for a day. */
  async discard(id: string): Promise<SessionAnswer> {
    const session = await this.#change(id, 'discard', () => ({ state: 'discarded' }));
    this.#uploadService.review.end(id);
    this.#uploadService.abandonUpload(session);
    this.#eventBus.publish('info', 'discarded', { goat_id: session.goatId });
    this.#eventBus.legacyStatus.finish(id, resultOf(session), null);
    return this.detail(id);
  }

  /**
   * Gives a session another goat number. Its upload begins anew, since the names in the archives change.
   * @throws AppError INVALID_GOAT_ID, GOAT_EXISTS where the new number is taken; SESSION_STATE where something of the
   * session is in the store under the old one.
   */
  async renumber(id: string, request: unknown): Promise<SessionAnswer> {
    const { numbers } = this.#uploadService;
    const before = this.#find(id);
    const goatId = read(renumberRequestSchema, request).goat_id ?? String(numbers.next());
    if (numbers.has(goatId, id))
      throw appError('GOAT_EXISTS', { goat_id: goatId }, { details: { next_goat_number: numbers.next() } });
    const session = await this.#change(id, 'renumber', (current) => {
      const state = current.state === 'needs-attention' ? ('queued' as const) : current.state;
      return { goatId, state, fault: null, overwrite: false, replaced: undefined, exported: undefined };
    });
    this.#uploadService.abandonUpload(session);
    this.#eventBus.publish('info', 'renumbered', { goat_id: goatId, was: before.goatId });
    return this.#gone(id);
  }

  /** Lets a session whose number is taken replace what is in the store; that is copied aside first. */
  async replace(id: string): Promise<SessionAnswer> {
    await this.#change(id, 'replace', () => ({ ...TO_QUEUE, overwrite: true }));
    return this.#gone(id);
  }

  /**
   * Gives a session other goat data. Where the store may have the old one already, `goat_data.json` is written there
   * anew, as soon as the store can be reached.
   * @throws AppError INVALID_REQUEST, SESSION_NOT_FOUND; SESSION_STATE where the session is or becomes none of the store.
   */
  async correct(id: string, request: unknown): Promise<SessionAnswer> {
    const { goat_data: goatData } = read(goatDataRequestSchema, request);
    const session = await this.#change(id, 'correct', ({ state, stored }) => ({
      goatData,
      ...((stored.length > 0 || ALREADY_UPLOADED.has(state)) && { dataDue: true }),
      // What is on the stick is not right any more: it has to be copied again.
      ...(state === 'exported' && { state: 'queued' as const, exported: undefined }),
    }));
    this.#eventBus.publish('info', 'data-corrected', { goat_id: session.goatId });
    this.#uploadService.queue.added();
    return this.detail(id);
  }

  /** A person says that the stick with this session has been delivered: it waits no longer, and goes as what is in the store goes. */
  async delivered(id: string): Promise<SessionAnswer> {
    const deliveredAt = isoWithOffset(this.#parts.clock.now());
    const session = await this.#change(id, 'delivered', ({ exported }) => ({
      state: 'uploaded',
      fault: null,
      ...(exported && { exported: { ...exported, deliveredAt } }),
    }));
    this.#uploadService.abandonUpload(session);
    await this.#uploadService.numbers.add(session.goatId);
    this.#eventBus.publish('success', 'delivered', { goat_id: session.goatId });
    this.#eventBus.legacyStatus.finish(id, resultOf(session), null);
    return this.detail(id);
  }

  /** The same of all sessions that are on sticks. */
  async allDelivered(): Promise<void> {
    for (const { id } of this.#parts.spool.inState('exported')) {
      // One that is being sent right now is delivered in another way.
      if (this.#parts.spool.get(id)?.state === 'exported') await this.delivered(id);
    }
  }

  #find(id: string): Session {
    const session = this.#parts.spool.get(id);
    if (!session) throw appError('SESSION_NOT_FOUND', { session_id: id });
    return session;
  }

  /** @throws AppError SESSION_NOT_FOUND; SESSION_STATE where this may not be done to the session by then. */
  #change(id: string, action: AllowedAction, change: (session: Session) => SessionChange): Promise<Session> {
    this.#find(id);
    return this.#parts.spool.update(id, (session) => {
      if (!isActionAllowed(action, session)) throw tooLate(session);
      return change(session);
    });
  }

  /** The answer for a session that may go on. */
  #gone(id: string): SessionAnswer {
    this.#uploadService.queue.wake();
    this.#eventBus.notifyChanged();
    return this.detail(id);
  }
}

const TO_QUEUE = { state: 'queued', fault: null } as const;
/** What has left, or is leaving, in these states has the goat data of before. */
const ALREADY_UPLOADED: ReadonlySet<Session['state']> = new Set(['uploading', 'uploaded']);

function tooLate({ goatId }: Session) {
  return appError('SESSION_STATE', { goat_id: goatId });
}

function read<S extends z.ZodType>(schema: S, request: unknown): z.infer<S> {
  const parsed = schema.safeParse(request ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw field === 'goat_id'
    ? appError('INVALID_GOAT_ID', { given: '' })
    : appError('INVALID_REQUEST', { detail: `${field}: ${issue?.message ?? ''}` });
}
