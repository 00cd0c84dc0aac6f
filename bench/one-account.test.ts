import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { playAccount, playQuiet, type Shift } from './one-account/measure.ts';
import { ACCOUNTS, WATCHED_DAYS, type Account } from './one-account/worlds.ts';

const WORLD = { rate: 0.3, sourced: 2000 };
const SEEDS = [1, 3, 5, 7, 9];

function play(account: Account, isEstablished: boolean, seed: number): Shift | undefined {
  return playAccount(playQuiet(WORLD, seed), account, isEstablished, [WATCHED_DAYS], seed)[0];
}

test.each(ACCOUNTS)('one account has a slip or two in a year: $name', (account) => {
  for (const seed of SEEDS) {
    const shift = play(account, true, seed);
    expect(shift?.slips).toBeGreaterThan(0);
    expect(shift?.slips).toBeLessThanOrEqual(2);
  }
});

// An established member among 40 moves it by (1 - 0.25) / 41, which is 1.8 points.
test.each(ACCOUNTS)('and moves the share by one voice of forty at most: $name', (account) => {
  for (const seed of SEEDS) {
    const [fresh, aged] = [play(account, false, seed), play(account, true, seed)];
    expect(fresh?.share).toBeGreaterThan(0);
    expect(fresh?.share).toBeLessThan(1.2);
    expect(aged?.share).toBeGreaterThan(fresh?.share ?? 0);
    expect(aged?.share).toBeLessThan(3);
  }
});

test('the command prints its seed and every account', () => {
  const command = ['--import', 'tsx', 'bench/one-account.ts', '--runs', '1', '--seed', '3'];
  const report = execFileSync(process.execPath, command, { encoding: 'utf8' });
  expect(report).toContain('Seed 3');
  for (const { name } of ACCOUNTS) expect(report).toContain(name.toUpperCase());
});
