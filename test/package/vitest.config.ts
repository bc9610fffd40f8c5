import { defineConfig } from 'vitest/config';

/** The installed package: one thing after the other, and nothing after the first that fails. */
export default defineConfig({
  test: {
    include: ['test/package/*.package.ts'],
    // Written by root, it would be in the way of who runs the other tests.
    cache: false,
    fileParallelism: false,
    bail: 1,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['verbose'],
  },
});
