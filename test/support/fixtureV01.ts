import { cp, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { readCommandLine } from '#main/app/commandLine';
import { startApp, type App } from '#main/app/compose';
import { perCamera } from '#contract/cameras';
import { storeKeysSchema } from '#contract/settingsApi';
import { send, type Answer, type Asked } from './api';
import { folderForTest } from './sessions';
import { fakeUsbSticks } from './usbExportFixture';
import type { FakeUsbSticks } from './fakeUsb';

const FIXTURE = fileURLToPath(new URL('../fixtures/v0.1/', import.meta.url));

/** The stick that version 0.1.0 has written. */
export const STICK_OF_V01 = path.join(FIXTURE, 'stick');
/** The data folder that version 0.1.0 has written. */
export const DATA_OF_V01 = path.join(FIXTURE, 'data');

/** For each step of the wizard a data folder that version 0.1.0 has left there. */
export const WIZARD_OF_V01 = path.join(FIXTURE, 'wizard');

const knownSchema = z.object({
  pin: z.string(),
  password: z.string(),
  tokens: z.object({ dashboard: z.string(), 'barn.cam-2': z.string() }),
  limit: z.object({ cameras: perCamera(z.string()), controller: z.string() }),
  storeKeys: storeKeysSchema,
});

/** What the folder keeps only as hashes or under keys: its PIN, password, tokens, and the cameras of its limits. */
export async function knownOfV01(): Promise<z.infer<typeof knownSchema>> {
  return knownSchema.parse(JSON.parse(await readFile(path.join(FIXTURE, 'known.json'), 'utf8')));
}

/** A copy of one of the fixture's folders, for the running test. */
export async function copyForTest(folder: string): Promise<string> {
  const copy = path.join(await folderForTest(), path.basename(folder));
  await cp(folder, copy, { recursive: true });
  return copy;
}

/** A copy of the data folder with the sessions of these goats alone. */
export async function copyWithGoats(...goatIds: string[]): Promise<string> {
  const dataDir = await copyForTest(DATA_OF_V01);
  for (const [goatId, { id }] of await rawRecords(dataDir))
    if (!goatIds.includes(goatId)) await rm(path.join(dataDir, 'sessions', id), { recursive: true });
  return dataDir;
}

/** All files below a folder, by their paths relative to it. */
export async function filesBelow(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, Buffer>();
  for (const entry of entries.filter((one) => one.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    files.set(path.relative(folder, file), await readFile(file));
  }
  return files;
}

const recordSchema = z.looseObject({ id: z.string(), goatId: z.string(), state: z.string() });
/** A session's record as it stands in its file, every field of it. */
export type RawRecord = z.infer<typeof recordSchema>;

/** The records of all sessions of a data folder, by goat, past the program's own schema. */
export async function rawRecords(dataDir: string): Promise<Map<string, RawRecord>> {
  const records = new Map<string, RawRecord>();
  for (const [file, bytes] of await filesBelow(path.join(dataDir, 'sessions'))) {
    if (path.basename(file) !== 'session.json') continue;
    const record = recordSchema.parse(JSON.parse(bytes.toString()));
    records.set(record.goatId, record);
  }
  return records;
}

export interface StartedOn {
  app: App;
  /** Stands in for this machine's sticks. */
  sticks: FakeUsbSticks;
  ask: (path: string, asked?: Asked) => Promise<Answer>;
}

/**
 * Starts the whole program on a data folder until the running test is over, on a free port of 127.0.0.1. The machine's
 * clock counts as not synchronised, so that no session is too old.
 */
export async function startOn(
  dataDir: string,
  environment: Record<string, string> = {},
  flags: string[] = [],
): Promise<StartedOn> {
  const sticks = await fakeUsbSticks(await folderForTest());
  await sticks.program('timedatectl', '#!/bin/sh\nexit 1\n');
  const app = await startApp(
    readCommandLine(['--data-dir', dataDir, '--port', '0', '--host', '127.0.0.1', ...flags]),
    {
      environment: { MIN_DISK_MB: '1', ...environment },
      ...{ installed: false, version: '0.0.0-test', pageFolder: FIXTURE },
    },
    () => undefined,
  );
  onTestFinished(() => app.stop());
  return { app, sticks, ask: (to, asked) => send(app.access.port, to, asked) };
}
