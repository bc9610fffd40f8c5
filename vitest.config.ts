import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // Only a bound for what hangs: a machine of two cores may be busy with other things.
    testTimeout: 20_000,
  },
});
