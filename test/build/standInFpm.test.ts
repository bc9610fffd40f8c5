import { execFile, execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goat-fpm-'));
  await mkdir(path.join(folder, 'files', 'etc'), { recursive: true });
  await writeFile(path.join(folder, 'files', 'etc', 'demo.conf'), 'x=1\n', { mode: 0o640 });
  await writeFile(path.join(folder, 'script'), '#!/bin/sh\nexit 0\n');
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const fpm = (...more: string[]) => {
  const script = path.join(folder, 'script');
  const args = [
    ...[
      '-s',
      'dir',
      '--force',
      '-t',
      'deb',
      '-d',
      'ffmpeg',
      '-d',
      'cage (>= 0.1)',
      '--deb-compression',
      'zst',
    ],
    ...[
      '--name',
      'demo',
      '--version',
      '1.2~rc1',
      '--architecture',
      'amd64',
      '--maintainer',
      'A <a@b.example>',
    ],
    ...['--url', 'https://demo.example/', '--category', 'science', '--deb-priority', 'optional'],
    ...['--description', 'Demo\n Long', '--deb-no-default-config-files', '--config-files=/etc/demo.conf'],
    ...['--after-install', script, '--after-remove', script, `--before-remove=${script}`],
    ...['--package', path.join(folder, 'demo.deb'), ...more, `${path.join(folder, 'files')}/=/`],
    `${script}=/usr/bin/demo`,
  ];
  return promisify(execFile)(process.execPath, ['build/stand-in-fpm/fpm.mjs', ...args]);
};

const dpkgDeb = (...args: string[]) =>
  execFileSync('dpkg-deb', [...args, path.join(folder, 'demo.deb')], { encoding: 'utf8' });

it('makes the package that was described', async () => {
  await fpm();
  const fields = dpkgDeb('--field');
  expect(fields).toContain('Package: demo\nVersion: 1.2~rc1\nArchitecture: amd64\n');
  expect(fields).toContain('Depends: ffmpeg, cage (>= 0.1)\n');
  expect(fields).toContain('Description: Demo\n Long\n');
  const files = dpkgDeb('--contents').replace(/\s+/g, ' ');
  expect(files).toMatch(/-rw-r----- root\/root 4 \S+ \S+ \.\/etc\/demo\.conf/);
  expect(files).toContain('./usr/bin/demo');
  expect(
    execFileSync('dpkg-deb', ['-I', path.join(folder, 'demo.deb'), 'conffiles'], { encoding: 'utf8' }),
  ).toBe('/etc/demo.conf\n');
});

it('refuses an option that it does not know', async () => {
  await expect(fpm('--deb-systemd', 'x.service')).rejects.toThrow("Unknown option '--deb-systemd'");
});
