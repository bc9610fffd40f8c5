import { readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from './paths.mjs';
import { mustRun } from './processes.mjs';
import { say } from './say.mjs';
import { fingerprint, isStamped, writeStamp } from './stamps.mjs';

const PARTS = ['main', 'preload', 'renderer'];
const STAMP = join(ROOT, 'out', '.built-from');

/** Builds main, preload and renderer into out/. */
export async function buildApp() {
  const sources = sourcesFingerprint();
  rmSync(STAMP, { force: true });
  say('Building the app');
  for (const part of PARTS) {
    const config = `build/vite.${part}.config.ts`;
    await mustRun('node_modules/.bin/vite', ['build', '--config', config, '--logLevel', 'warn']);
  }
  writeStamp(STAMP, sources);
}

/** Builds the app unless out/ holds a whole build of these very sources. */
export async function buildAppIfNeeded() {
  if (!isStamped(STAMP, sourcesFingerprint())) await buildApp();
}

function sourcesFingerprint() {
  const files = ['src-main', 'src-renderer', 'build'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name))),
  );
  return fingerprint([...files, 'package.json', 'package-lock.json', 'tsconfig.json'].sort());
}
