import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importLegacySettings, printLegacyServer } from '#main/app/cli/migrate';
import { readCommandLine } from '#main/app/commandLine';
import { legacyUnit, writeTree } from '#support/legacyServer';

let root: string;
let dataDir: string;
let lines: string[];
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'goat-machine-'));
  dataDir = await mkdtemp(path.join(tmpdir(), 'goat-data-'));
  lines = [];
});
afterEach(async () => {
  await rm(root, { recursive: true });
  await rm(dataDir, { recursive: true });
});

const print = (line: string) => void lines.push(line);
const install = (bucket: string) =>
  writeTree(
    root,
    '/etc/systemd/system/goat-training.service',
    legacyUnit(`Environment=S3_TRAINING_BUCKET=${bucket}`),
  );
const adopt = (environment: Record<string, string> = {}) => {
  const context = { environment, installed: true, version: '1', pageFolder: '' };
  return importLegacySettings(readCommandLine(['--data-dir', dataDir]), context, print, root);
};
const saved = async (): Promise<unknown> =>
  JSON.parse(await readFile(path.join(dataDir, 'settings.json'), 'utf8'));

describe('--original', () => {
  it('tells what there is', async () => {
    await install('goats-of-the-north');
    expect(await printLegacyServer(print, root)).toBe(true);
    expect(lines).toEqual([
      'service: /etc/systemd/system/goat-training.service, of the user pi, not running',
      'cameras: no udev rules of its own',
      'bucket:  goats-of-the-north',
    ]);
  });

  it('tells that there is nothing', async () => {
    expect(await printLegacyServer(print, root)).toBe(false);
    expect(lines).toEqual(['There is no goat-training service here: nothing to take over.']);
  });
});

describe('--adopt', () => {
  it('saves the bucket, and the region of the keys that were copied, for this user alone', async () => {
    await install('goats-of-the-north');
    await writeTree(root, path.join(homedir(), '.aws', 'config'), '[default]\nregion = eu-north-1\n');
    expect(await adopt()).toBe(true);
    expect(await saved()).toEqual({ S3_TRAINING_BUCKET: 'goats-of-the-north', AWS_REGION: 'eu-north-1' });
    expect((await stat(path.join(dataDir, 'settings.json'))).mode & 0o777).toBe(0o600);
    expect(lines).toEqual(['bucket:  goats-of-the-north in eu-north-1']);
  });

  it('leaves what is set already, and says so', async () => {
    await install('goats-of-the-north');
    await writeFile(path.join(dataDir, 'settings.json'), '{"S3_TRAINING_BUCKET":"mine","REVIEW_SEC":5}');
    await adopt();
    expect(await saved()).toEqual({ S3_TRAINING_BUCKET: 'mine', REVIEW_SEC: 5 });
    expect(lines).toEqual([
      "bucket:  mine in us-east-2, which was set already; the original's is goats-of-the-north",
    ]);
    await adopt({ S3_TRAINING_BUCKET: 'fixed' });
    expect(lines[1]).toContain('bucket:  fixed in us-east-2, which was set already');
  });

  it('saves nothing where there is no original', async () => {
    expect(await adopt()).toBe(false);
    await expect(stat(path.join(dataDir, 'settings.json'))).rejects.toThrow('ENOENT');
  });
});
