import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AppError } from '#contract/errors';
import { enterInstallation } from '#main/app/installation';

const ORDINARY_USER = 1000;
const NAMES = ['GOAT_TEST_GIVEN', 'GOAT_TEST_FREE'];

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goat-installed-'));
  file = path.join(folder, 'goat-capture.env');
});
afterEach(async () => {
  for (const name of NAMES) Reflect.deleteProperty(process.env, name);
  await rm(folder, { recursive: true });
});

function codeOf(act: () => void): string {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'nothing';
}

it('adds what stands in the file to the environment, which wins', async () => {
  process.env.GOAT_TEST_GIVEN = 'given';
  await writeFile(file, '# a comment\nGOAT_TEST_GIVEN=file\nGOAT_TEST_FREE="of the file"\n');
  enterInstallation(false, file, ORDINARY_USER);
  expect(process.env).toMatchObject({ GOAT_TEST_GIVEN: 'given', GOAT_TEST_FREE: 'of the file' });
});

it('does without a file that is not there', () => {
  expect(
    codeOf(() => {
      enterInstallation(false, file, ORDINARY_USER);
    }),
  ).toBe('nothing');
});

it('never goes on with settings that it was meant to read and can not', async () => {
  // Root included, nobody can read a folder as a file, or open a link that leads to itself.
  await symlink(file, file);
  for (const unreadable of [folder, file])
    expect(
      codeOf(() => {
        enterInstallation(false, unreadable, ORDINARY_USER);
      }),
      unreadable,
    ).toBe('SETTINGS_FILE_UNREADABLE');
});

it('refuses root, before it reads anything', async () => {
  await writeFile(file, 'GOAT_TEST_FREE=1\n');
  expect(
    codeOf(() => {
      enterInstallation(true, file, 0);
    }),
  ).toBe('RUNS_AS_ROOT');
  expect(process.env.GOAT_TEST_FREE).toBeUndefined();
});
