import { defineConfig } from 'vitest/config';
import { HANG_MS } from './tests/support/hang-timeout.ts';
import { LONG } from './tests/support/full-length-runs.ts';
import { LongestFirst } from './tests/support/slowest-test-files.ts';
import { QUICK } from './tests/support/child-process.ts';

export default defineConfig({
  // The React that a site runs: the one for development looks at every element twice.
  oxc: { jsx: { runtime: 'automatic', development: false } },
  test: {
    env: { NODE_ENV: 'production' },
    globalSetup: ['tests/support/postgres.ts'],
    setupFiles: ['tests/support/vitest-setup.ts'],
    include: ['**/*.test.ts'],
    exclude: [
      '**/node_modules/**',
      'dist/**',
      'data/**',
      'tests/e2e/**',
      // They need programs that not every machine has.
      ...(LONG ? [] : ['tests/outside-tools/**']),
    ],
    testTimeout: HANG_MS,
    hookTimeout: HANG_MS,
    expect: { poll: { timeout: HANG_MS } },
    // One more than the two processors that a machine has at least: some tests mostly wait.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // Requests make much garbage: collected four times as rarely, it takes a tenth less time.
    execArgv: [...QUICK, '--max-semi-space-size=64'],
    // The files of one worker share its modules: loading the site anew for each took half the time.
    // What a test needs for itself, it makes: a database, a clock, an app.
    isolate: false,
  },
});
