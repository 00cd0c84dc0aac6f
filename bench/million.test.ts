import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('npm run bench:million measures a platform with many reports', () => {
  const report = execFileSync(
    process.execPath,
    ['--import', 'tsx', 'bench/million.ts', '--payouts', '3000'],
    { encoding: 'utf8' },
  );
  expect(report).toMatch(/^3000 reports on one platform/m);
  for (const name of [
    'figures, the first time of a day',
    'figures, later that day',
    'its crowd, counted anew',
    'a report',
    'the platform’s answer',
    'its meter',
    '\\d+ slips released',
  ]) {
    const line = `^${name} +[\\d.]+ ms +database [\\d.]+ ms +site [\\d.]+ ms$`;
    expect(report).toMatch(new RegExp(line, 'm'));
  }
});
