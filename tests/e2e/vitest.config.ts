import { defineConfig } from 'vitest/config';

/** Browser stories: slow, few, two at a time, each on a built server and a Chromium of its own. */
export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
