import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** Loads two communities. */
const COMMAND_TIMEOUT_MS = 180_000;

test(
  'npm run bench:moderation plays a day of flags twice; following what is alike takes fewer pages',
  () => {
    const small = ['--flags', '100', '--members', '80', '--posts', '200'];
    const command = ['--import', 'tsx', 'bench/moderation.ts', ...small];
    const report = execFileSync(process.execPath, command, { encoding: 'utf8' });
    expect(report).toMatch(/^\d+ flags in a day, \d+ cases; 12 s a page/m);
    const pages = [...report.matchAll(/moderators: (\d+) pages, .* minutes, [\d.]+ a case$/gm)];
    expect(pages).toHaveLength(2);
    const [returning, following] = pages.map(([, found]) => Number(found));
    expect(following).toBeLessThan(returning ?? 0);
    expect(report.match(/with 5: \d+ evenings/g)).toHaveLength(2);
  },
  COMMAND_TIMEOUT_MS,
);
