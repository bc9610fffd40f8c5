import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { EVENT_KINDS, EVENT_SCHEMAS, type EventKind } from '#contract/events';
import { heldError, openStream, startApi, statusWhere, type OpenStream, type TestApi } from '#support/api';
import { NO_CAMERAS } from '#support/engine';

let api: TestApi;
afterEach(() => api.stop());

interface Event {
  id: string | undefined;
  kind: EventKind;
  data: unknown;
}

/** Reads a stream until the events that have come are enough; each must be of the contract. */
async function eventsOf(
  stream: OpenStream,
  isEnough: (events: readonly Event[]) => boolean,
): Promise<Event[]> {
  for (;;) {
    const events = read(await stream.next());
    if (isEnough(events)) return events;
  }
}

function read(text: string): Event[] {
  const whole = text.slice(0, text.lastIndexOf('\n\n') + 2);
  return whole
    .split('\n\n')
    .filter((block) => block !== '' && !block.startsWith(':'))
    .map((block) => {
      const [, id, name, json = ''] = /^(?:id: (\S+)\n)?event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
      const kind = EVENT_KINDS.find((known) => known === name);
      if (kind === undefined) throw new Error(`no event: ${block}`);
      const data: unknown = JSON.parse(json);
      expect(EVENT_SCHEMAS[kind].parse(data)).toEqual(data);
      return { id, kind, data };
    });
}

const messages = (events: readonly Event[]) =>
  events.filter(({ kind }) => kind === 'log').map(({ data }) => EVENT_SCHEMAS.log.parse(data).msg);
const has = (kind: EventKind) => (events: readonly Event[]) => events.some((event) => event.kind === kind);

describe('/events', () => {
  it('tells a capture in every kind, each with an id that grows', async () => {
    api = await startApi();
    const stream = await openStream(api, '/events');
    await eventsOf(stream, has('overview'));
    await api.send('/record', { method: 'POST', body: { goat_id: 7 } });
    await statusWhere(api, ({ active }) => !active);
    api.log.info({ goat: 7 }, 'the end');
    const events = await eventsOf(stream, (all) => messages(all).includes('the end'));
    for (const kind of ['overview', 'status', 'queue', 'cameras', 'log'] as const)
      expect(has(kind)(events)).toBe(true);
    const images = events
      .filter(({ kind }) => kind === 'status')
      .map(({ data }) => EVENT_SCHEMAS.status.parse(data).cameras.front.images);
    expect(images).toContain(3);
    const numbers = events.map(({ id }) => Number(id?.split('-')[1]));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    stream.close();
  });

  it('tells only what is asked for, and refuses what it does not know', async () => {
    api = await startApi({ settings: NO_CAMERAS });
    const stream = await openStream(api, '/events?kinds=log,queue');
    api.log.warn('look here');
    const events = await eventsOf(stream, (all) => has('log')(all) && has('queue')(all));
    expect(new Set(events.map(({ kind }) => kind))).toEqual(new Set(['log', 'queue']));
    stream.close();
    for (const kinds of ['', 'log,', '__proto__', 'log&kinds=queue,x'])
      heldError('INVALID_REQUEST', await api.send(`/events?kinds=${kinds}`));
  });

  it('gives who comes again the lines that were missed, and no others', async () => {
    api = await startApi({ settings: NO_CAMERAS });
    const first = await openStream(api, '/events');
    api.log.info('one');
    const seen = await eventsOf(first, (all) => messages(all).includes('one') && has('overview')(all));
    first.close();
    api.log.info('two');
    api.log.info({ error: new Error('three broke') }, 'three');
    const again = await openStream(api, '/events', { headers: { 'Last-Event-ID': seen.at(-1)?.id } });
    const events = await eventsOf(again, has('overview'));
    expect(messages(events)).toEqual(['two', 'three']);
    expect(has('missed')(events)).toBe(false);
    expect(JSON.stringify(events)).toContain('three broke');
    expect(JSON.stringify(events)).not.toMatch(/\.ts:\d+/);
    again.close();
    // Where nothing was missed nothing is told twice.
    const third = await openStream(api, '/events', { headers: { 'Last-Event-ID': events.at(-1)?.id } });
    expect(messages(await eventsOf(third, has('overview')))).toEqual([]);
    third.close();
  });

  it.each(['deadbeef-1', 'nonsense', '-1', ''])(
    'says that lines may be missing after an id of another run: %s',
    async (id) => {
      api = await startApi({ settings: NO_CAMERAS });
      for (let line = 0; line < 600; line++) api.log.info(`line ${line}`);
      const stream = await openStream(api, '/events?kinds=log', { headers: { 'Last-Event-ID': id } });
      const events = await eventsOf(stream, (all) => messages(all).includes('line 599'));
      expect(events[0]?.kind).toBe('missed');
      expect(messages(events)).toHaveLength(500);
      stream.close();
    },
  );

  it('cuts off who reads too slowly, and no other', async () => {
    api = await startApi({ settings: NO_CAMERAS });
    const reader = await openStream(api, '/events?kinds=log');
    const slow = request({
      host: '127.0.0.1',
      port: api.port,
      path: '/events?kinds=log',
      agent: false,
    }).end();
    const [response] = (await once(slow, 'response')) as [IncomingMessage];
    // The cut is told as an error too.
    response.on('error', () => undefined);
    const cut = new Promise((resolve) => response.once('close', resolve));
    response.pause();
    const size = 100_000;
    // More than the program and the two ends of the connection hold, in steps that a reader can follow.
    for (let line = 0; line < 150; line++) {
      api.log.info({ pad: 'x'.repeat(size) }, `line ${line}`);
      for (let text = ''; text.length < (line + 1) * size;) text = await reader.next();
    }
    response.resume();
    await cut;
    expect(response.complete).toBe(false);
    api.log.info('still here');
    for (let text = ''; !text.includes('still here');) text = await reader.next();
    reader.close();
  });
});
