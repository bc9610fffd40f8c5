import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Session, SessionState } from '#contract/session';
import { systemClock } from '#engine/platform/clock';
import { recoverSessions } from '#engine/sessions/recovery';
import type { Spool } from '#engine/sessions/spool';
import { capturedSession, flipBit, folderForTest, spoolForTest, wantedSession } from '#support/sessions';

/** What a new start makes of a session that an earlier run has left. */
async function recovered(leave: (spool: Spool) => Promise<Session>): Promise<Session | undefined> {
  const dataDir = await folderForTest();
  const { id } = await leave(await spoolForTest(systemClock, dataDir));
  const spool = await spoolForTest(systemClock, dataDir);
  await recoverSessions(spool);
  const after = (await spoolForTest(systemClock, dataDir)).get(id);
  expect(after).toEqual(spool.get(id));
  return after;
}

/** A session that was killed with all cameras recorded, before it was said to be captured. */
async function allRecorded(spool: Spool): Promise<Session> {
  const { cameras } = await capturedSession(spool);
  const begun = await spool.begin(wantedSession({ goatId: '18' }));
  return spool.update(begun.id, { cameras });
}

it('fails a capture that was broken off', async () => {
  const session = await recovered((spool) => spool.begin(wantedSession()));
  expect(session).toMatchObject({ state: 'failed', fault: { code: 'INTERRUPTED' } });
});

/** What a new start makes of a session that was killed as its last picture was checked and recorded. */
async function recoveredRecorded(damage: (file: string) => Promise<void> = () => Promise.resolve()) {
  const dataDir = await folderForTest();
  const spool = await spoolForTest(systemClock, dataDir);
  const whole = await capturedSession(spool, { goatId: '18' });
  const record = path.join(dataDir, 'sessions', whole.id, 'session.json');
  const text = await readFile(record, 'utf8');
  await writeFile(record, text.replace('"state":"captured","cameras"', '"state":"capturing","cameras"'));
  await damage(path.join(spool.cameraFolder(whole.id, 'top'), '1000000.jpg'));
  const next = await spoolForTest(systemClock, dataDir);
  expect(next.get(whole.id)?.state).toBe('capturing');
  await recoverSessions(next);
  return next.get(whole.id);
}

it('goes on with a capture whose pictures were all checked and recorded, and are there', async () => {
  expect(await recoveredRecorded()).toMatchObject({ state: 'queued', fault: null });
});

it('fails a capture that is recorded but whose pictures are not there', async () => {
  expect(await recovered(allRecorded)).toMatchObject({ state: 'failed', fault: { code: 'INTERRUPTED' } });
});

it.each<[string, (file: string) => Promise<void>]>([
  ['is missing', (file) => rm(file)],
  ['is cut off', (file) => truncate(file, 10)],
  ['has other bytes', flipBit],
])('fails a recorded capture where one picture %s', async (_, damage) => {
  expect(await recoveredRecorded(damage)).toMatchObject({ state: 'failed', fault: { code: 'INTERRUPTED' } });
});

it.each<[SessionState[], SessionState]>([
  [[], 'queued'],
  [['in-review'], 'queued'],
  [['queued'], 'queued'],
  [['queued', 'uploading'], 'queued'],
  [['queued', 'uploading', 'uploaded'], 'uploaded'],
  [['queued', 'needs-attention'], 'needs-attention'],
  [['queued', 'exported'], 'exported'],
  [['discarded'], 'discarded'],
])('takes a captured session that had come through %j up as %s', async (states, expected) => {
  const session = await recovered(async (spool) => {
    let left = await capturedSession(spool);
    for (const state of states) left = await spool.update(left.id, { state });
    return left;
  });
  expect(session?.state).toBe(expected);
});

it('leaves nothing of tests', async () => {
  expect(await recovered((spool) => spool.begin(wantedSession({ isTest: true })))).toBeUndefined();
  expect(await recovered((spool) => capturedSession(spool, { isTest: true }))).toBeUndefined();
});
