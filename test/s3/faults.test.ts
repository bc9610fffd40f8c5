import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it, vi } from 'vitest';
import { Crc64Nvme } from '#engine/platform/crc64nvme';
import { clientFor, refusalOf, serverForTest } from './client';
import type { FaultRule } from './faults';

const BODY = Buffer.alloc(300_000, 'goat');

async function setUp() {
  const server = await serverForTest();
  const client = clientFor(server);
  const Bucket = server.bucket;
  const put = (Key = 'k', abortSignal?: AbortSignal) =>
    client.send(
      new PutObjectCommand({ Bucket, Key, Body: BODY }),
      abortSignal === undefined ? {} : { abortSignal },
    );
  const list = () => client.send(new ListObjectsV2Command({ Bucket }));
  return { server, client, Bucket, put, list };
}

describe('a fault', () => {
  it('strikes an operation, a key or what a predicate says, as often as it is told', async () => {
    const { server, put, list } = await setUp();
    const slowDown = { kind: 'status', status: 503, code: 'SlowDown' } as const;
    server.faults.add({ ...slowDown, operation: 'PutObject', key: /^17\//, times: 2, skip: 1 });
    server.faults.add({ ...slowDown, code: 'InternalError', status: 500, when: ({ key }) => key === 'x' });
    await list();
    await put('18/side');
    await put('17/side');
    expect(await refusalOf(put('17/side'))).toEqual({ name: 'SlowDown', status: 503 });
    expect(await refusalOf(put('17/top'))).toEqual({ name: 'SlowDown', status: 503 });
    await put('17/top');
    expect(await refusalOf(put('x'))).toEqual({ name: 'InternalError', status: 500 });
    await put('x');
    expect(server.journal.filter((entry) => entry.fault === 'status').map((entry) => entry.key)).toEqual([
      '17/side',
      '17/top',
      'x',
    ]);
  });

  it('is over when it is ended, or when all are cleared', async () => {
    const { server, list } = await setUp();
    const refuse: FaultRule = { kind: 'status', status: 403, code: 'AccessDenied', times: Infinity };
    const fault = server.faults.add(refuse);
    await expect(list()).rejects.toThrow();
    fault.end();
    await list();
    server.faults.add(refuse);
    await expect(list()).rejects.toThrow();
    server.faults.clear();
    await list();
    expect(fault.hits).toBe(1);
  });

  it.each<[string, FaultRule, number]>([
    ['before the body', { kind: 'reset', at: 'start' }, 0],
    ['in the body', { kind: 'reset', at: { bodyBytes: 100_000 } }, 100_000],
    ['after the body', { kind: 'reset', at: 'end' }, BODY.length],
  ])('resets %s, and nothing is kept', async (_, rule, minBytes) => {
    const { server, put } = await setUp();
    server.faults.add(rule);
    await expect(put()).rejects.toMatchObject({
      code: expect.stringMatching(/^(ECONNRESET|EPIPE)$/) as string,
    });
    expect(server.journal).toMatchObject([{ operation: 'PutObject', status: null, fault: 'reset' }]);
    const bytes = server.journal[0]?.bytes ?? NaN;
    expect(bytes).toBeGreaterThanOrEqual(minBytes);
    if (minBytes < BODY.length) expect(bytes).toBeLessThan(BODY.length);
    expect(server.objects().size).toBe(0);
    await put();
  });

  it('loses the answer of what was done', async () => {
    const { server, put } = await setUp();
    server.faults.add({ kind: 'lostAnswer', operation: 'PutObject' });
    await expect(put()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(server.objects().get('k')?.bytes.equals(BODY)).toBe(true);
  });

  it('cuts an answer off', async () => {
    const { server, client, Bucket } = await setUp();
    server.hold('k', BODY);
    server.faults.add({ kind: 'cutAnswer', bytes: 1000 });
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'k' }));
    await expect(got.Body?.transformToByteArray()).rejects.toThrow('aborted');
  });

  it('stalls until it is ended, then all goes on', async () => {
    const { server, put } = await setUp();
    const fault = server.faults.add({ kind: 'stall' });
    let isOver = false;
    const putting = put().finally(() => (isOver = true));
    await fault.struck();
    await vi.waitFor(() => {
      expect(server.journal[0]?.bytes).toBe(BODY.length);
    });
    expect(isOver).toBe(false);
    expect(server.objects().size).toBe(0);
    fault.end();
    await putting;
    expect(server.objects().size).toBe(1);
  });

  it('stalls, and the work is not done for a client that went away', async () => {
    const { server, put } = await setUp();
    const fault = server.faults.add({ kind: 'stall' });
    const patience = new AbortController();
    const putting = put('k', patience.signal);
    await fault.struck();
    patience.abort();
    await expect(putting).rejects.toThrow();
    await vi.waitFor(() => {
      expect(server.journal[0]?.endedMs).not.toBeNull();
    });
    fault.end();
    await put('other');
    expect([...server.objects().keys()]).toEqual(['other']);
  });

  it('is a black hole that reads nothing, and resets in the end', async () => {
    const { server, put } = await setUp();
    const fault = server.faults.add({ kind: 'blackHole' });
    const putting = put();
    await fault.struck();
    fault.end();
    await expect(putting).rejects.toMatchObject({
      code: expect.stringMatching(/^(ECONNRESET|EPIPE)$/) as string,
    });
    expect(server.journal).toMatchObject([{ bytes: 0, status: null, fault: 'blackHole' }]);
  });

  it('reads slowly', async () => {
    const { server, put } = await setUp();
    server.faults.add({ kind: 'slow', bytesPerSecond: 1_000_000 });
    const startedMs = performance.now();
    await put();
    expect(performance.now() - startedMs).toBeGreaterThan(290);
    expect(server.objects().get('k')?.bytes.equals(BODY)).toBe(true);
  });

  it('keeps other bytes than it was given, and its checksum tells', async () => {
    const { server, client, Bucket, put } = await setUp();
    server.faults.add({ kind: 'corrupt' });
    await put();
    const held = server.objects().get('k');
    expect(held?.bytes.length).toBe(BODY.length);
    expect(held?.crc64nvme).not.toBe(new Crc64Nvme().update(BODY).digest());
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'k', ChecksumMode: 'ENABLED' }));
    const honest = await put('honest').then(() =>
      client.send(new HeadObjectCommand({ Bucket, Key: 'honest', ChecksumMode: 'ENABLED' })),
    );
    expect(head.ChecksumCRC32).toMatch(/^.{6}==$/);
    expect(head.ChecksumCRC32).not.toBe(honest.ChecksumCRC32);
  });

  it('holds nobody up when the server stops', async () => {
    const { server, put } = await setUp();
    const faults = (['stall', 'blackHole'] as const).map((kind) => server.faults.add({ kind, key: kind }));
    const putting = faults.map(({ rule }) => put(rule.kind));
    await Promise.all(faults.map((fault) => fault.struck()));
    const ends = Promise.allSettled(putting);
    await server.stop();
    expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await vi.waitFor(() => {
      expect(server.journal.every((entry) => entry.endedMs !== null)).toBe(true);
    });
    expect(server.objects().size).toBe(0);
  });
});

describe('a server', () => {
  it('that pauses refuses connections, and has all it had when it goes on, on the same port', async () => {
    const { server, put, Bucket } = await setUp();
    await put();
    const { endpoint } = server;
    // Each time a new client: the pool of an old one may hold a connection that is gone.
    const list = () => clientFor(server).send(new ListObjectsV2Command({ Bucket }));
    await server.pause();
    await expect(list()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await server.resume();
    expect(server.endpoint).toBe(endpoint);
    expect((await list()).Contents).toMatchObject([{ Key: 'k' }]);
  });
});
