import { randomBytes } from 'node:crypto';
import { forEachCamera } from '#contract/cameras';
import { EVENT_SCHEMAS, type EventData, type EventKind } from '#contract/events';
import type { Overview } from '#contract/useCases';
import type { Engine } from '#engine/engine';
import type { LogLines } from '#engine/platform/log';
import type { OverviewFeed } from '#engine/status/overviewFeed';

/** Log lines that are kept for those who come again, and their bytes in all. */
const MAX_BUFFERED_EVENTS = 500;
const MAX_BUFFERED_BYTES = 512 * 1024;

/** Gets an event as it goes over the wire. */
export type EventListener = (text: string) => void;

interface BufferedEvent {
  number: number;
  text: string;
}

/**
 * Makes events of what happens, each once for all listeners, as contract/events.ts says. While nobody listens only log
 * lines are kept. Ids are `RUN-NUMBER`: by the run it is known that an id is of an earlier start.
 */
export class EventHub {
  readonly #feed: OverviewFeed;
  readonly #engine: Pick<Engine, 'queue'>;
  readonly #run = randomBytes(4).toString('hex');
  readonly #listeners = new Map<EventListener, ReadonlySet<EventKind>>();
  /** The newest snapshot of each kind, as JSON; empty while nobody listens. */
  readonly #newest = new Map<EventKind, string>();
  #number = 0;
  #buffer: BufferedEvent[] = [];
  #bufferedBytes = 0;
  /** The newest event that is kept no longer. */
  #lastDropped = 0;
  #stopFeed: (() => void) | null = null;

  constructor(feed: OverviewFeed, engine: Pick<Engine, 'queue'>, lines: LogLines) {
    this.#feed = feed;
    this.#engine = engine;
    lines.on('line', (line) => {
      this.#publishLine(line);
    });
  }

  /**
   * Calls back with what was missed of these kinds, their newest snapshots, and what follows.
   * @param lastId the id of the last event that the listener has got, from an earlier connection.
   * @returns how to end that.
   */
  subscribe(kinds: ReadonlySet<EventKind>, lastId: string | undefined, listener: EventListener): () => void {
    if (lastId !== undefined && kinds.has('log')) this.#catchUp(lastId, listener);
    for (const [kind, data] of this.#newest) if (kinds.has(kind)) listener(this.#text(kind, data));
    this.#listeners.set(listener, kinds);
    this.#stopFeed ??= this.#feed.subscribe((overview) => {
      this.#publishOverview(overview);
    });
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#stopFeed?.();
      this.#stopFeed = null;
      this.#newest.clear();
    };
  }

  #catchUp(lastId: string, listener: EventListener): void {
    const [run, digits = ''] = lastId.split('-');
    const last = run === this.#run && /^\d+$/.test(digits) ? Number(digits) : -1;
    if (last < this.#lastDropped) listener('event: missed\ndata: {}\n\n');
    for (const { number, text } of this.#buffer) if (number > last) listener(text);
  }

  #publishOverview(overview: Overview): void {
    const { status, health, previews } = overview;
    this.#publish('status', status);
    this.#publish('queue', this.#engine.queue());
    const cameras = forEachCamera((name) => ({ ready: health.cameras[name], preview: previews[name] }));
    this.#publish('cameras', cameras);
    this.#publish('overview', overview, true);
  }

  /** @param always also where it is the same as the one before. */
  #publish<Kind extends EventKind>(kind: Kind, event: EventData<Kind>, always = false): void {
    const data = JSON.stringify(event);
    if (!always && data === this.#newest.get(kind)) return;
    this.#number += 1;
    this.#newest.set(kind, data);
    this.#send(kind, this.#text(kind, data));
  }

  #publishLine(line: string): void {
    // Where in the program an error was thrown is nobody's business but the log's.
    const bare: unknown = JSON.parse(line, (key, value: unknown) => (key === 'stack' ? undefined : value));
    const event = EVENT_SCHEMAS.log.safeParse(bare).data;
    if (!event) return;
    this.#number += 1;
    const text = this.#text('log', JSON.stringify(event));
    this.#buffer.push({ number: this.#number, text });
    this.#bufferedBytes += text.length;
    while (this.#buffer.length > MAX_BUFFERED_EVENTS || this.#bufferedBytes > MAX_BUFFERED_BYTES)
      this.#dropOldest();
    this.#send('log', text);
  }

  #dropOldest(): void {
    const oldest = this.#buffer.shift();
    this.#bufferedBytes -= oldest?.text.length ?? 0;
    this.#lastDropped = oldest?.number ?? this.#lastDropped;
  }

  #send(kind: EventKind, text: string): void {
    for (const [listener, kinds] of this.#listeners) if (kinds.has(kind)) listener(text);
  }

  #text(kind: EventKind, data: string): string {
    return `id: ${this.#run}-${this.#number}\nevent: ${kind}\ndata: ${data}\n\n`;
  }
}
