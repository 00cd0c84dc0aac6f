import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** Starts PostgreSQL and a site. */
const COMMAND_TIMEOUT_MS = 120_000;

test(
  'npm run bench:overload: visitors are answered while others sign up',
  () => {
    const small = ['--seconds', '1', '--rounds', '1', '--rush', '12'];
    const report = execFileSync(
      process.execPath,
      ['--import', 'tsx', 'bench/overload.ts', ...small],
      { encoding: 'utf8' },
    );
    for (const kind of ['calm', 'attack', 'rush']) {
      const said = new RegExp(`^${kind}: .* × calm\\); pages (\\{.*?\\})`, 'm').exec(report)?.[1];
      const pages = JSON.parse(said ?? '{}') as Record<string, number>;
      const { 200: shown = 0, 503: later = 0, ...others } = pages;
      // A machine that is busy with other work makes the site shed load too.
      expect(shown, report).toBeGreaterThan(later);
      expect(others, report).toEqual({});
    }
    expect(report).toMatch(/^rush: .* sign-ups \{"201":12\}$/m);
  },
  COMMAND_TIMEOUT_MS,
);
