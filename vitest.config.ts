import { defineConfig } from 'vitest/config';

/** Tests that put modules of their own in the place of others: what they have loaded is for no other file. */
const MOCKING = ['test/**/password.test.ts', 'test/**/folderWithoutLinks.test.ts'];

export default defineConfig({
  test: {
    // Tests of captures and timeouts wait more than they compute: more workers than the two cores that there may be.
    maxWorkers: 4,
    // Only a bound for what hangs: a machine of two cores may be busy with other things.
    testTimeout: 20_000,
    projects: [
      { extends: true, test: { name: 'mocking', include: MOCKING } },
      {
        extends: true,
        test: {
          name: 'tests',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: MOCKING,
          globalSetup: 'test/support/madeOnce.ts',
          // A worker loads a module once for all its files: else that is a third of the work.
          isolate: false,
        },
      },
    ],
  },
});
