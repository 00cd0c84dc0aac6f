import { defineConfig } from 'vitest/config';
import { HANG_MS } from '../support/hang-timeout.ts';
import { LongestFirst } from '#tests/support/slowest-test-files.ts';

/**
 * Stories in which nothing is told by how long an answer takes: however busy the machine is, they
 * end alike. In the others it makes lines so slow that pages rightly behave as on a bad line.
 */
const PATIENT = ['every-page', 'hourly', 'letters', 'moderation-story', 'older-tools'].map(
  (name) => `tests/e2e/${name}.test.ts`,
);

const PART = process.env['BROWSER_TESTS'] ?? '';
/** What `npm test` runs beside the rest, and what it runs alone; all where it is not said. */
const CHOICES: Readonly<Record<string, { include: string[]; exclude?: string[] }>> = {
  patient: { include: PATIENT },
  alone: { include: ['tests/e2e/**/*.test.ts'], exclude: PATIENT },
};

/**
 * Browser stories: slow, few, on the built server and a real Chromium. Beside the other tests one at
 * a time; alone two, as one waits half of its time.
 */
export default defineConfig({
  test: {
    globalSetup: ['tests/support/postgres.ts'],
    setupFiles: ['tests/support/vitest-setup.ts'],
    include: ['tests/e2e/**/*.test.ts'],
    ...CHOICES[PART],
    testTimeout: HANG_MS,
    hookTimeout: HANG_MS,
    expect: { poll: { timeout: HANG_MS } },
    maxWorkers: PART === 'patient' ? 1 : 2,
    sequence: { sequencer: LongestFirst },
    // The files share their modules: each makes a site, a browser and contexts of its own.
    isolate: false,
  },
});
