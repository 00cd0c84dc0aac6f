import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** Starts PostgreSQL and a site. */
const COMMAND_TIMEOUT_MS = 120_000;

test(
  'npm run bench:overload: visitors are answered while others sign up',
  () => {
    // Sheds no load: it could not tell that of other work on the machine from that of sign-ups.
    const small = ['--seconds', '1', '--rounds', '1', '--rush', '12', '--lag', '0'];
    const report = execFileSync(
      process.execPath,
      ['--import', 'tsx', 'bench/overload.ts', ...small],
      { encoding: 'utf8' },
    );
    for (const kind of ['calm', 'attack', 'rush']) {
      expect(report).toMatch(new RegExp(`^${kind}: .* × calm\\); pages \\{"200":\\d+\\}`, 'm'));
    }
    expect(report).toMatch(/^rush: .* sign-ups \{"201":12\}$/m);
  },
  COMMAND_TIMEOUT_MS,
);
