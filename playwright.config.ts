import { defineConfig } from '@playwright/test';

const chromium = {
  use: { browserName: 'chromium', launchOptions: { executablePath: '/usr/bin/chromium' } },
} as const;
const LAYOUT = '**/layout.chromium.spec.ts';

/**
 * End-to-end tests against out/, which `npm test` builds first: in Electron and, over HTTP, in Debian's Chromium. Three files
 * at a time, since much of their time they wait; each with ports and data folders of its own; the tests of a file run in their order, since many share one program.
 */
export default defineConfig({
  testDir: 'test/e2e',
  globalSetup: './test/e2e/globalSetup.ts',
  workers: 3,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  projects: [
    { name: 'electron', testMatch: '**/*.electron.spec.ts', outputDir: 'test-results/electron' },
    {
      ...chromium,
      name: 'chromium',
      testMatch: '**/*.chromium.spec.ts',
      testIgnore: LAYOUT,
      outputDir: 'test-results/chromium',
    },
    {
      ...chromium,
      name: 'layout',
      testMatch: LAYOUT,
      fullyParallel: true,
      outputDir: 'test-results/layout',
    },
  ],
});
