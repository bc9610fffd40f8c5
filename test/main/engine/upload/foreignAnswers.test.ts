import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { GoatNumbers } from '#engine/sessions/goatNumbers';
import { S3Store } from '#engine/upload/s3Store';
import { TestClock } from '#support/clock';
import { capturedSession, folderForTest, noLog, pictureBytes, spoolForTest } from '#support/sessions';
import { uploadOf } from '#support/uploads';
import { uploadSession } from '#engine/upload/uploadSession';
import { clientFor, serverForTest } from '../../../s3/client';
import type { ForeignAnswer } from '../../../s3/faults';

const KEY = '17/side/images.tar.gz';
const BYTES = pictureBytes('17', 'side', 1, 300_000);
const OTHERS = pictureBytes('18', 'side', 1, 300_000);
const LARGE = Buffer.alloc(9 * 1024 * 1024, 'mebibyte');
const signal = new AbortController().signal;

const PAGE = '<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>Sign in<br></body></html>';
const XML = { 'content-type': 'application/xml' };
const FOREIGN: [string, Omit<ForeignAnswer, 'kind'>][] = [
  ['a page, as a captive portal does', { body: PAGE }],
  ['nothing at all', { body: '' }],
  ['other XML', { headers: XML, body: '<feed><title>x</title></feed>' }],
  [
    'a list of another bucket',
    {
      headers: XML,
      body: '<ListBucketResult><Name>other</Name><IsTruncated>false</IsTruncated></ListBucketResult>',
    },
  ],
  ['a redirect to a login page', { status: 302, headers: { location: 'http://login/' }, body: PAGE }],
  ['a page that forbids', { status: 403, body: PAGE }],
  ['status 511, which asks to log in', { status: 511, body: PAGE }],
];

async function setUp() {
  const server = await serverForTest();
  return { server, store: new S3Store(clientFor(server), server.bucket, noLog) };
}

describe.each(FOREIGN)('something that answers a list with %s', (_what, answer) => {
  it('is not taken for an empty bucket: what was known stays', async () => {
    const { server, store } = await setUp();
    const dataDir = await folderForTest();
    const spool = await spoolForTest(new TestClock(), dataDir);
    const cacheFile = path.join(dataDir, 'goats.json');
    const numbers = new GoatNumbers({ spool, store, cacheFile, log: noLog });
    server.hold('40/side/images.tar.gz', 'x');
    await numbers.refresh(signal);
    const known = await readFile(cacheFile, 'utf8');
    server.faults.add({ kind: 'foreign', ...answer, times: 9 });
    for (const attempt of [numbers.refresh(signal), store.check(signal), store.copyAside('40', 'T', signal)])
      await expect(attempt).rejects.toMatchObject({ code: 'STORE_INTERCEPTED' });
    expect([numbers.next(), numbers.has('40')]).toEqual([41, true]);
    expect(await readFile(cacheFile, 'utf8')).toBe(known);
    server.faults.add({ kind: 'foreign', ...answer });
    expect((await store.examine(signal)).fault).toMatchObject({ code: 'STORE_INTERCEPTED' });
  });

  it('drops no correction', async () => {
    const { server, store } = await setUp();
    const put = await store.put(uploadOf(BYTES));
    if (put.outcome !== 'stored') throw new Error('it is not stored');
    server.faults.add({ kind: 'foreign', ...answer });
    await expect(store.holds(put.stored, signal)).rejects.toMatchObject({ code: 'STORE_INTERCEPTED' });
    expect(await store.holds(put.stored, signal)).toBe(true);
  });
});

it.each([
  ['PutObject', BYTES],
  ['HeadObject', BYTES],
  ['CreateMultipartUpload', LARGE],
  ['UploadPart', LARGE],
  ['CompleteMultipartUpload', LARGE],
] as const)('a page in place of the answer to %s is no success', async (operation, bytes) => {
  const { server, store } = await setUp();
  server.faults.add({ kind: 'foreign', body: PAGE, operation });
  const upload = uploadOf(bytes, { onlyIfNew: true });
  await expect(store.put(upload)).rejects.toMatchObject({ code: 'STORE_INTERCEPTED' });
  expect(await store.put(upload)).toMatchObject({ outcome: 'stored' });
  expect(server.objects().get(KEY)?.bytes.equals(bytes)).toBe(true);
});

it('a page in place of the answer to a copy is no copy', async () => {
  const { server, store } = await setUp();
  server.hold(KEY, 'x');
  server.faults.add({ kind: 'foreign', body: PAGE, operation: 'CopyObject' });
  await expect(store.copyAside('17', 'T', signal)).rejects.toMatchObject({ code: 'STORE_INTERCEPTED' });
});

describe('a write that never arrived', () => {
  /** What is left of a first try that something else has answered, and what another kiosk wrote meanwhile. */
  async function interrupted(put: Omit<ForeignAnswer, 'kind'>, claim: object = {}) {
    const { server, store } = await setUp();
    const clock = new TestClock();
    const spool = await spoolForTest(clock, await folderForTest());
    const session = await capturedSession(spool, { goatId: '17' }, { bytes: 1000 });
    await spool.update(session.id, { state: 'queued', ...claim });
    server.faults.add({ kind: 'foreign', ...put, operation: 'PutObject' });
    server.faults.add({ kind: 'foreign', ...put, operation: 'HeadObject' });
    const tools = { spool, clock, log: noLog };
    const attempt = () => uploadSession(session.id, store, tools, signal);
    await expect(attempt()).rejects.toThrow();
    server.faults.clear();
    server.hold(KEY, OTHERS);
    await spool.update(session.id, { state: 'queued' });
    return { server, attempt };
  }

  it.each([
    ['without an ETag', { body: '' }],
    ['with an ETag of a page', { headers: { etag: '"5f1e-264"' }, body: '' }],
    ['with another page each time', { body: PAGE }],
  ])('is no right to overwrite: answered %s', async (_what, put) => {
    const { server, attempt } = await interrupted(put);
    expect(await attempt()).toMatchObject({ state: 'needs-attention', fault: { code: 'GOAT_EXISTS' } });
    expect(server.objects().get(KEY)?.bytes.equals(OTHERS)).toBe(true);
  });

  it.each([
    ['`claimed` of 0.1', { claimed: true }],
    ['a claim to an ETag that the object does not have', { claimed: true, claimEtag: '5f1e-264' }],
  ])('is no right to overwrite: %s', async (_what, claim) => {
    const { server, attempt } = await interrupted({ body: '' }, claim);
    expect(await attempt()).toMatchObject({ state: 'needs-attention', fault: { code: 'GOAT_EXISTS' } });
    expect(server.objects().get(KEY)?.bytes.equals(OTHERS)).toBe(true);
  });

  it('is told from an own write that the store holds wrongly: that is written over', async () => {
    const { server, store } = await setUp();
    server.faults.add({ kind: 'corrupt', operation: 'PutObject' });
    const upload = uploadOf(BYTES, { onlyIfNew: true });
    const first = await store.put(upload);
    expect(first).toMatchObject({
      outcome: 'corrupt',
      etag: server.objects().get(KEY)?.etag.replaceAll('"', ''),
    });
    const claimEtag = first.outcome === 'corrupt' ? (first.etag ?? undefined) : undefined;
    expect(await store.put({ ...upload, claimEtag })).toMatchObject({ outcome: 'stored' });
    expect(server.objects().get(KEY)?.bytes.equals(BYTES)).toBe(true);
  });
});
