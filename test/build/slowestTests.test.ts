import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ROOT } from '../../build/setup/paths.mjs';
import { slowestTests } from '../../build/setup/slowestTests.mjs';

const VITEST = {
  testResults: [
    {
      name: join(ROOT, 'test/pen.test.ts'),
      assertionResults: [
        { fullName: 'a goat eats', duration: 1500.4 },
        { fullName: 'a goat sleeps', duration: 20 },
        { fullName: 'a goat was left out' },
      ],
    },
  ],
};

/** A run of a file: its tests, and those of a `describe` in it. */
const PLAYWRIGHT = {
  suites: [
    {
      title: 'kiosk.spec.ts',
      specs: [
        {
          title: 'starts',
          tests: [{ projectName: 'electron', results: [{ duration: 900 }, { duration: 1000 }] }],
        },
      ],
      suites: [
        {
          title: 'a stick',
          specs: [
            { title: 'is full', tests: [{ projectName: 'electron', results: [{ duration: 31_000 }] }] },
          ],
        },
      ],
    },
  ],
};

it('tells the slowest tests of all runs together, with their files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slowest-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const files = [VITEST, PLAYWRIGHT].map((report, index) => {
    const file = join(folder, `${index}.json`);
    writeFileSync(file, JSON.stringify(report));
    return file;
  });
  expect(slowestTests(files, 3)).toEqual([
    '   31.0 s  electron: kiosk.spec.ts > a stick > is full',
    '    1.9 s  electron: kiosk.spec.ts > starts',
    '    1.5 s  test/pen.test.ts > a goat eats',
  ]);
});
