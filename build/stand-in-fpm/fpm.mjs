#!/usr/bin/env node
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';

/*
 * Stands in for fpm where that can't be downloaded: `fpm -s dir -t deb …` as electron-builder calls it, by dpkg-deb.
 * An option that is not listed here is refused.
 */
const text = /** @type {const} */ ({ type: 'string' });
const texts = /** @type {const} */ ({ type: 'string', multiple: true });
const flag = /** @type {const} */ ({ type: 'boolean' });
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    source: { ...text, short: 's' },
    target: { ...text, short: 't' },
    force: flag,
    'deb-no-default-config-files': flag,
    depends: { ...texts, short: 'd' },
    'deb-recommends': texts,
    'config-files': texts,
    name: text,
    version: text,
    architecture: text,
    maintainer: text,
    vendor: text,
    license: text,
    url: text,
    category: text,
    description: text,
    package: text,
    'deb-compression': text,
    'deb-priority': text,
    'after-install': text,
    'after-remove': text,
    'before-remove': text,
  },
});
/** @param {keyof typeof values} name */
const must = (name) => {
  const value = values[name];
  if (typeof value !== 'string' || value === '') throw new Error(`--${name} is missing`);
  return value;
};
if (must('source') !== 'dir' || must('target') !== 'deb') throw new Error('only -s dir -t deb is known');
if (!values['deb-no-default-config-files']) throw new Error('--deb-no-default-config-files is missing');

const root = mkdtempSync(join(tmpdir(), 'stand-in-fpm-'));
try {
  chmodSync(root, 0o755);
  for (const mapping of positionals) copy(mapping);
  writeChangelog();
  writeControlFiles();
  const compression = must('deb-compression');
  // dpkg-deb's own word for it.
  const options = ['--root-owner-group', `-Z${compression === 'zst' ? 'zstd' : compression}`];
  execFileSync('dpkg-deb', [...options, '--build', root, must('package')], { stdio: 'inherit' });
} finally {
  rmSync(root, { recursive: true, force: true });
}

/** @param {string} mapping `FOLDER/=TARGET` for what a folder holds, `FILE=TARGET` for a file */
function copy(mapping) {
  const [source = '', target] = mapping.split('=');
  if (target === undefined) throw new Error(`no target in ${mapping}`);
  mkdirSync(join(root, dirname(target)), { recursive: true });
  cpSync(source, join(root, target), { recursive: true, verbatimSymlinks: true });
}

/** fpm, too, writes one where it is given none. */
function writeChangelog() {
  const entry = [
    `${must('name')} (${must('version')}) stable; urgency=medium`,
    '  * Package created from its sources.',
    ` -- ${must('maintainer')}  ${new Date().toUTCString().replace('GMT', '+0000')}`,
  ];
  const folder = join(root, 'usr/share/doc', must('name'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'changelog.gz'), gzipSync(`${entry.join('\n\n')}\n`, { level: 9 }));
}

function writeControlFiles() {
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const kilobytes = files.reduce((sum, file) => sum + Math.ceil(readFileSync(file).length / 1024), 0);
  const fields = {
    Package: must('name'),
    Version: must('version'),
    License: values.license,
    Vendor: values.vendor,
    Architecture: must('architecture'),
    Maintainer: must('maintainer'),
    'Installed-Size': String(kilobytes),
    Depends: values.depends?.join(', '),
    Recommends: values['deb-recommends']?.join(', '),
    Section: must('category'),
    Priority: must('deb-priority'),
    Homepage: must('url'),
    Description: must('description').replace(/\n(?! )/g, '\n '),
  };
  const control = Object.entries(fields).flatMap(([name, value]) => (value ? [`${name}: ${value}\n`] : []));
  const sums = files.map(
    (file) =>
      `${createHash('md5').update(readFileSync(file)).digest('hex')}  ${file.slice(root.length + 1)}\n`,
  );
  const folder = join(root, 'DEBIAN');
  mkdirSync(folder);
  writeFileSync(join(folder, 'control'), control.join(''));
  writeFileSync(join(folder, 'md5sums'), sums.join(''));
  writeFileSync(
    join(folder, 'conffiles'),
    (values['config-files'] ?? []).map((file) => `${file}\n`).join(''),
  );
  const scripts = {
    postinst: values['after-install'],
    prerm: values['before-remove'],
    postrm: values['after-remove'],
  };
  for (const [name, source] of Object.entries(scripts)) {
    if (source === undefined) throw new Error(`the script ${name} is missing (${basename(root)})`);
    writeFileSync(join(folder, name), readFileSync(source), { mode: 0o755 });
    chmodSync(join(folder, name), 0o755);
  }
}
