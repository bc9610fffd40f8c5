import { join } from 'node:path';
import { build } from 'vite';
import { folderForGuest } from './machine.mjs';

/** Node and the tests are copied to the guest's own disk: its reads of the host's folders are slow. */
const BEGIN = `
stty -F /dev/ttyS1 raw
systemctl is-system-running --wait > /dev/null
cp -ru /mnt/in/. /opt/vm-test
cd /opt/vm-test
export LD_LIBRARY_PATH=$PWD/lib
`;

/**
 * A script for the guest that runs tests, one after the other until one fails.
 * @param {readonly string[]} names of their files
 * @param {string} [before] what it does before that
 */
export function testScript(names, before = '') {
  const tests = names.map((name) => `./node --test-reporter=spec test/${name}.js`);
  return `${BEGIN}${before}${tests.join(' &&\n')}\n`;
}

/**
 * Builds tests of this folder: each as a file that needs nothing but Node.
 * @param {readonly string[]} names
 */
export async function buildTests(names) {
  for (const [index, name] of names.entries()) {
    await build({
      configFile: false,
      logLevel: 'warn',
      ssr: { noExternal: true },
      build: {
        ssr: join(import.meta.dirname, `${name}.ts`),
        target: 'node20',
        outDir: folderForGuest('test'),
        emptyOutDir: index === 0,
      },
    });
  }
}
