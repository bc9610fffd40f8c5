import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { JsonFile, reportAndUse, type JsonFileProblem } from '#engine/platform/jsonFile';
import { folderForTest } from '#support/sessions';

const schema = z.object({ format: z.literal(1), goats: z.array(z.string()) });
const GOOD = { format: 1, goats: ['7'] } as const;

/** A file in a folder of its own, whose policy returns the problem. */
async function fileForTest() {
  const file = path.join(await folderForTest(), 'goats.json');
  return new JsonFile<z.infer<typeof schema>, JsonFileProblem | null>(file, schema, {
    missing: null,
    unusable: (problem) => problem,
    mode: 0o600,
  });
}

it('reads what it has written, with the permissions of the policy', async () => {
  const file = await fileForTest();
  await file.write({ format: 1, goats: ['7'] });
  expect(await file.read()).toEqual(GOOD);
  expect(file.readSync()).toEqual(GOOD);
  expect(await readFile(file.path, 'utf8')).toBe('{"format":1,"goats":["7"]}\n');
  expect((await stat(file.path)).mode & 0o777).toBe(0o600);
});

it.each([
  ['damaged', ''],
  ['damaged', '{"format":1,'],
  ['damaged', '{"format":1}'],
  ['damaged', '{"format":"2","goats":[]}'],
  ['damaged', '[]'],
  ['newer', '{"format":2}'],
  ['newer', '{"format":3,"goats":["7"]}'],
])('takes as %s: %s', async (why, text) => {
  const file = await fileForTest();
  await writeFile(file.path, text);
  expect(await file.read()).toMatchObject({ why, file: file.path });
  expect(file.readSync()).toMatchObject({ why });
});

it('tells a missing file from one that the system cannot read', async () => {
  const file = await fileForTest();
  expect(await file.read()).toBeNull();
  await mkdir(file.path);
  expect(await file.read()).toMatchObject({ why: 'unreadable', error: { code: 'EISDIR' } });
  expect(file.readSync()).toMatchObject({ why: 'unreadable' });
});

it('reports a damaged file and uses the value in its place; what cannot be read is thrown', () => {
  const reported: string[] = [];
  const policy = reportAndUse(0, ({ file }) => reported.push(file));
  expect(policy({ file: 'a', why: 'damaged', error: new Error('no JSON') })).toBe(0);
  expect(policy({ file: 'b', why: 'newer', error: new Error('format 2') })).toBe(0);
  expect(() => policy({ file: 'c', why: 'unreadable', error: new Error('EIO') })).toThrow('EIO');
  expect(reported).toEqual(['a', 'b']);
});
