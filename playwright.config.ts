import { defineConfig } from '@playwright/test';

/** End-to-end tests against out/, which `npm test` builds first: in Electron and, over HTTP, in Debian's Chromium. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  projects: [
    { name: 'electron', testMatch: '**/*.electron.spec.ts' },
    {
      name: 'chromium',
      testMatch: '**/*.chromium.spec.ts',
      use: { browserName: 'chromium', launchOptions: { executablePath: '/usr/bin/chromium' } },
    },
  ],
});
