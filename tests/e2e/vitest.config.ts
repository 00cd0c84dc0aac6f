import { defineConfig } from 'vitest/config';

/**
 * Browser stories: slow, few, one at a time, on the built server and a real Chromium. Two at once
 * make each other's lines so slow that pages rightly behave as on a bad line.
 */
export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    // The files share their modules: each makes a site, a browser and contexts of its own.
    isolate: false,
  },
});
