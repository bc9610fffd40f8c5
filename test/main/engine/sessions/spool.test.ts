import { appError } from '#contract/errors';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayBecome, SESSION_STATES } from '#contract/session';
import { systemClock } from '#engine/platform/clock';
import { TestClock } from '#support/clock';
import { capturedSession, folderForTest, spoolForTest, wantedSession } from '#support/sessions';

async function setUp() {
  const dataDir = await folderForTest();
  const spool = await spoolForTest(systemClock, dataDir);
  const reopened = () => spoolForTest(systemClock, dataDir);
  return { dataDir, folder: path.join(dataDir, 'sessions'), spool, reopened };
}

describe('the spool', () => {
  it('keeps a session as it was written', async () => {
    const { spool, reopened } = await setUp();
    const session = await capturedSession(spool, { goatData: { grade: 'choice', note: 'ñ 🐐' } });
    expect((await reopened()).get(session.id)).toEqual(session);
  });

  it('names a session by its time in UTC, its goat and chance, and begins it as capturing', async () => {
    const spool = await spoolForTest(new TestClock('2026-02-10T18:30:01.234Z'));
    const session = await spool.begin(wantedSession({ goatId: 'a_B-7' }));
    expect(session.id).toMatch(/^20260210T183001234Z-a_B-7-[0-9a-f]{6}$/);
    expect(session).toMatchObject({ state: 'capturing', stored: [], fault: null });
  });

  it('lists the oldest first', async () => {
    const clock = new TestClock();
    const spool = await spoolForTest(clock);
    for (const goatId of ['9', '10', '1']) {
      await spool.begin(wantedSession({ goatId }));
      clock.advance(1);
    }
    expect(spool.list().map(({ goatId }) => goatId)).toEqual(['9', '10', '1']);
  });

  it('goes only along the table of states, and writes nothing where it must not', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...SESSION_STATES), { maxLength: 12 }), async (wishes) => {
        const { spool, reopened } = await setUp();
        const { id } = await spool.begin(wantedSession());
        let state = spool.get(id)?.state;
        for (const wish of wishes) {
          const isAllowed = state === wish || (state && mayBecome(state, wish));
          const update = spool.update(id, { state: wish });
          if (isAllowed) state = (await update).state;
          else await expect(update).rejects.toThrow(`can't become ${wish}`);
        }
        expect((await reopened()).get(id)?.state).toBe(state);
      }),
      { numRuns: 15 },
    );
  });

  it('loses none of many changes at once', async () => {
    const { spool, reopened } = await setUp();
    const { id } = await spool.begin(wantedSession());
    const object = (key: string) => ({ key, bytes: 1, crc64nvme: 'AAAAAAAAAAA=' });
    const keys = Array.from({ length: 20 }, (_, index) => `17/${index}`);
    await Promise.all(
      keys.map((key) => spool.update(id, ({ stored }) => ({ stored: [...stored, object(key)] }))),
    );
    expect((await reopened()).get(id)?.stored.map(({ key }) => key)).toEqual(keys);
  });

  it('leaves a session as it is where a change throws', async () => {
    const { spool } = await setUp();
    const session = await spool.begin(wantedSession());
    const refuse = () => {
      throw new Error('not now');
    };
    await expect(spool.update(session.id, refuse)).rejects.toThrow('not now');
    expect(spool.get(session.id)).toEqual(session);
    await spool.update(session.id, { state: 'failed' });
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, text.length / 2)],
    ['empty', () => ''],
    ['of no format', (text: string) => text.replace('"format":1', '"format":"new"')],
    ['without a field', (text: string) => text.replace('"goatId":"17",', '')],
  ])('sets a record aside that is %s, with its pictures, and reads all others', async (_, damage) => {
    const { spool, folder, reopened } = await setUp();
    const damagedId = (await capturedSession(spool)).id;
    const well = await capturedSession(spool, { goatId: '18' });
    const record = path.join(folder, damagedId, 'session.json');
    const text = await readFile(record, 'utf8');
    expect(damage(text)).not.toBe(text);
    await writeFile(record, damage(text));
    expect((await reopened()).list().map(({ id }) => id)).toEqual([well.id]);
    expect((await readdir(folder)).sort()).toEqual([`${damagedId}.damaged`, well.id].sort());
    expect(await readdir(path.join(folder, `${damagedId}.damaged`, 'side'))).toHaveLength(2);
    // And once more, with the damaged one in the way.
    const again = await reopened();
    expect(again.list()).toHaveLength(1);
    expect(again.unreadFaults).toEqual([{ code: 'SESSIONS_UNREADABLE', parameters: { count: 1, folder } }]);
  });

  it('writes a record that 0.1 would take for damaged in format 2, and in format 1 once it is settled', async () => {
    const { spool, folder, reopened } = await setUp();
    const { id } = await capturedSession(spool);
    const formatIn = async () =>
      /^\{"format":(\d)/.exec(await readFile(path.join(folder, id, 'session.json'), 'utf8'))?.[1];
    const parameters = { bucket: 'b', goat_id: '17', key: 'k' };
    const fault = appError('STORE_ARCHIVED', parameters).fault;
    await spool.update(id, { fault });
    expect(await formatIn()).toBe('2');
    expect((await reopened()).get(id)?.fault).toEqual(fault);
    await spool.update(id, { fault: null });
    expect(await formatIn()).toBe('1');
  });

  it('leaves a record of a newer version as it is, and says so', async () => {
    const { spool, folder, reopened } = await setUp();
    const { id } = await capturedSession(spool);
    const record = path.join(folder, id, 'session.json');
    const newer = (await readFile(record, 'utf8')).replace('"format":1', '"format":3,"new":true');
    await writeFile(record, newer);
    const older = await reopened();
    expect(older.list()).toEqual([]);
    expect(older.unreadFaults).toEqual([{ code: 'SESSIONS_OF_NEWER_VERSION', parameters: { count: 1 } }]);
    expect(await readFile(record, 'utf8')).toBe(newer);
    expect(await readdir(path.join(folder, id, 'side'))).toHaveLength(2);
    // A version that knows it has it again.
    await writeFile(record, newer.replace('"format":3', '"format":1'));
    const known = await reopened();
    expect(known.list().map((session) => session.id)).toEqual([id]);
    expect(known.unreadFaults).toEqual([]);
  });

  it('clears away what a begin and a removal that were killed have left', async () => {
    const { spool, folder, reopened } = await setUp();
    const session = await capturedSession(spool);
    const begun = session.id.replace('-17-', '-18-');
    await mkdir(path.join(folder, begun, 'side'), { recursive: true });
    await mkdir(path.join(folder, `${session.id.replace('-17-', '-16-')}.removed`, 'side'), {
      recursive: true,
    });
    expect((await reopened()).list()).toHaveLength(1);
    expect(await readdir(folder)).toEqual([session.id]);
  });

  it('sets a folder aside that has pictures and no record', async () => {
    const { folder, reopened, spool } = await setUp();
    const { id } = await spool.begin(wantedSession());
    const lost = id.replace('-17-', '-18-');
    await mkdir(path.join(folder, lost, 'side'), { recursive: true });
    await writeFile(path.join(folder, lost, 'side', '1.jpg'), 'picture');
    expect((await reopened()).get(lost)).toBeUndefined();
    expect(await readdir(path.join(folder, `${lost}.damaged`, 'side'))).toEqual(['1.jpg']);
  });

  it('leaves alone what is not its own', async () => {
    const { folder, reopened } = await setUp();
    await mkdir(path.join(folder, 'holiday'), { recursive: true });
    await writeFile(path.join(folder, 'note.txt'), 'hello');
    expect((await reopened()).list()).toEqual([]);
    expect((await readdir(folder)).sort()).toEqual(['holiday', 'note.txt']);
  });

  it('removes a session whole', async () => {
    const { spool, folder, reopened } = await setUp();
    const { id } = await capturedSession(spool);
    await spool.remove(id);
    expect(spool.get(id)).toBeUndefined();
    expect(await readdir(folder)).toEqual([]);
    expect((await reopened()).list()).toEqual([]);
  });
});
