/**
 * What Electron runs where it is given a folder: `electron [switches] [-r MODULE]... FOLDER [arguments]`.
 * An ES module that awaits the app's main, as Electron's own one: `ready` comes only after that is loaded.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const require = createRequire(import.meta.url);
const given = process.argv.slice(1);
/** @type {string[]} */
const preloaded = [];
/** @type {string | undefined} */
let folder;
while (given.length > 0 && folder === undefined) {
  const word = String(given.shift());
  if (word === '-r' || word === '--require') preloaded.push(String(given.shift()));
  else if (!word.startsWith('-')) folder = resolve(word);
}
if (folder === undefined) throw new Error('No folder of an app was given');

/** @type {unknown} */
const description = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const text = (/** @type {string} */ key) => {
  /** @type {unknown} */
  const value = typeof description === 'object' && description ? Reflect.get(description, key) : undefined;
  return typeof value === 'string' ? value : '';
};

// Electron's typings leave these out, because only a default app is meant to use them.
const internals =
  /** @type {Electron.App & {setVersion(version: string): void, setAppPath(path: string): void}} */ (app);
Object.defineProperty(process, 'defaultApp', { value: true });
app.name = text('productName') || text('name');
internals.setVersion(text('version'));
internals.setAppPath(folder);
app.setPath('userData', join(app.getPath('appData'), app.name));
for (const module of preloaded) require(resolve(module));
await import(pathToFileURL(join(folder, text('main'))).href);
