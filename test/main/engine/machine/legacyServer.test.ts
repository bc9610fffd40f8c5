import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findLegacyServer, isLegacyServerRunning } from '#engine/machine/legacyServer';
import { legacyUnit, writeTree } from '#support/legacyServer';

const UNIT = '/etc/systemd/system/goat-training.service';
const CGROUP = '/sys/fs/cgroup/system.slice/goat-training.service/cgroup.procs';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'goat-machine-'));
});
afterEach(() => rm(root, { recursive: true }));

it('is null where the service is not installed', async () => {
  expect(await findLegacyServer(root)).toBeNull();
  expect(await isLegacyServerRunning(path.join(root, 'sys'))).toBe(false);
});

it('is told as its README installs it', async () => {
  await writeTree(root, UNIT, legacyUnit('Environment=S3_TRAINING_BUCKET=goats-of-the-north'));
  await writeTree(root, '/etc/udev/rules.d/99-cameras.rules', '');
  await writeTree(root, CGROUP, '812\n901\n');
  expect(await findLegacyServer(root)).toEqual({
    ...{ unit: UNIT, user: 'pi', bucket: 'goats-of-the-north', running: true },
    rules: '/etc/udev/rules.d/99-cameras.rules',
  });
});

it('has its own default bucket, no rules, and does not run, where nothing says otherwise', async () => {
  await writeTree(root, '/lib/systemd/system/goat-training.service', '[Service]\nExecStart=/bin/true\n');
  await writeTree(root, CGROUP, '');
  expect(await findLegacyServer(root)).toEqual({
    ...{ unit: '/lib/systemd/system/goat-training.service', user: 'root' },
    ...{ bucket: 'training-937249941844', rules: null, running: false },
  });
});

it.each([
  ['Environment="S3_TRAINING_BUCKET=quoted" TZ=UTC', 'quoted'],
  ["Environment=TZ=UTC 'S3_TRAINING_BUCKET=single'", 'single'],
  ['Environment=S3_TRAINING_BUCKET=first\nEnvironment=S3_TRAINING_BUCKET=last', 'last'],
  ['#Environment=S3_TRAINING_BUCKET=comment', 'training-937249941844'],
  ['Environment=MY_S3_TRAINING_BUCKET=other', 'training-937249941844'],
])('reads the bucket of %j', async (line, bucket) => {
  await writeTree(root, UNIT, legacyUnit(line));
  expect(await findLegacyServer(root)).toMatchObject({ bucket });
});

it('is changed by drop-ins, the last by name winning', async () => {
  await writeTree(root, UNIT, legacyUnit('Environment=S3_TRAINING_BUCKET=unit'));
  await writeTree(root, `${UNIT}.d/20.conf`, '[Service]\nUser=farm\nEnvironment=S3_TRAINING_BUCKET=twenty\n');
  await writeTree(root, `${UNIT}.d/10.conf`, '[Service]\nEnvironment=S3_TRAINING_BUCKET=ten\n');
  await writeTree(root, `${UNIT}.d/30.bak`, '[Service]\nEnvironment=S3_TRAINING_BUCKET=no\n');
  expect(await findLegacyServer(root)).toMatchObject({ user: 'farm', bucket: 'twenty' });
});
