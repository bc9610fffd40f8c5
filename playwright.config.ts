import { defineConfig } from '@playwright/test';

const chromium = {
  use: { browserName: 'chromium', launchOptions: { executablePath: '/usr/bin/chromium' } },
} as const;
const LAYOUT = '**/layout.chromium.spec.ts';

/**
 * End-to-end tests against out/, which `npm test` builds first: in Electron and, over HTTP, in Debian's Chromium. One after the
 * other, since captures take the processors; but for those of the layout, in which nothing is captured: `npm test` gives them
 * two workers.
 */
export default defineConfig({
  testDir: 'test/e2e',
  workers: 1,
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
