import type { RequestHandler } from 'express';
import type { Clock } from '../engine/clock';
import type { OverviewFeed } from '../engine/overviewFeed';

/** A stream on which nothing was sent for so many ms gets a comment, so that a dead connection is noticed. */
const KEEP_ALIVE_MS = 15_000;
/** Bytes that may wait for a slow reader; snapshots are left out then, since the next one says all. */
const MOST_WAITING_BYTES = 1024 * 1024;

/** `GET /events`: server-sent events named `overview`, each a whole snapshot. */
export function streamEvents(feed: OverviewFeed, clock: Clock): RequestHandler {
  return (request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
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
      id += 1;
      write(`id: ${id}\nevent: overview\ndata: ${JSON.stringify(overview)}\n\n`);
    });
    response.on('close', () => {
      unsubscribe();
      cancelKeepAlive();
    });
  };
}
