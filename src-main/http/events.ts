import type { RequestHandler } from 'express';
import { appError } from '#contract/errors';
import { EVENT_KINDS, eventsRequestSchema, type EventKind } from '#contract/events';
import type { Clock } from '#engine/platform/clock';
import type { Authentication } from './authentication';
import type { EventHub } from './eventHub';

/** Streams at once. */
const MAX_STREAMS = 200;
/** A stream on which nothing was sent for so many ms gets a comment, so that a dead connection is noticed. */
const KEEP_ALIVE_MS = 15_000;
/** Bytes that may wait for a slow reader: one for which more wait is cut off, and may come again. */
const MAX_WAITING_BYTES = 1024 * 1024;

/** `GET /events`: server-sent events, as contract/events.ts says. */
export function streamEvents(hub: EventHub, authentication: Authentication, clock: Clock): RequestHandler {
  let streams = 0;
  return (request, response) => {
    const kinds = kindsOf(request.query.kinds);
    if (streams >= MAX_STREAMS) throw appError('TOO_MANY_VIEWERS', { limit: MAX_STREAMS });
    streams += 1;
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.flushHeaders();
    let cancelKeepAlive: () => void = () => undefined;
    const write = (text: string) => {
      cancelKeepAlive();
      if (!authentication.isStillAuthorized(request)) {
        response.end();
      } else if (response.writableLength > MAX_WAITING_BYTES) {
        response.destroy();
      } else {
        response.write(text);
        cancelKeepAlive = clock.after(KEEP_ALIVE_MS, () => {
          write(': still here\n\n');
        });
      }
    };
    const unsubscribe = hub.subscribe(kinds, request.get('Last-Event-ID'), write);
    response.on('close', () => {
      streams -= 1;
      unsubscribe();
      cancelKeepAlive();
    });
  };
}

/** @param given kinds with commas between them; undefined for all. */
function kindsOf(given: unknown): ReadonlySet<EventKind> {
  if (given === undefined) return new Set(EVENT_KINDS);
  const parsed = eventsRequestSchema.safeParse({
    kinds: typeof given === 'string' ? given.split(',') : given,
  });
  if (!parsed.success) throw appError('INVALID_REQUEST', { detail: `kinds are ${EVENT_KINDS.join(', ')}` });
  return new Set(parsed.data.kinds);
}
