import type { RequestHandler } from 'express';
import { appError } from '../contract/errors';
import type { Clock } from '../engine/clock';
import type { OverviewFeed } from '../engine/overviewFeed';
import type { Callers } from './callers';

/** Streams at once. */
const MOST_STREAMS = 200;
/** A stream on which nothing was sent for so many ms gets a comment, so that a dead connection is noticed. */
const KEEP_ALIVE_MS = 15_000;
/** Bytes that may wait for a slow reader; snapshots are left out then, since the next one says all. */
const MOST_WAITING_BYTES = 1024 * 1024;

/** `GET /events`: server-sent events named `overview`, each a whole snapshot. */
export function streamEvents(feed: OverviewFeed, callers: Callers, clock: Clock): RequestHandler {
  let streams = 0;
  return (request, response) => {
    if (streams >= MOST_STREAMS) throw appError('TOO_MANY_VIEWERS', { limit: MOST_STREAMS });
    streams += 1;
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    let id = 0;
    let cancelKeepAlive: () => void = () => undefined;
    const write = (text: string) => {
      if (response.writableLength < MOST_WAITING_BYTES) response.write(text);
      cancelKeepAlive();
      cancelKeepAlive = clock.after(KEEP_ALIVE_MS, () => {
        write(': still here\n\n');
      });
    };
    const unsubscribe = feed.subscribe((overview) => {
      if (!callers.mayGoOn(request)) {
        response.end();
        return;
      }
      id += 1;
      write(`id: ${id}\nevent: overview\ndata: ${JSON.stringify(overview)}\n\n`);
    });
    response.on('close', () => {
      streams -= 1;
      unsubscribe();
      cancelKeepAlive();
    });
  };
}
