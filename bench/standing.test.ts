import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { simulateRun, UNPAID, type Outcome } from './standing-runs.ts';
import { quantile } from './standing-table.ts';

// Few enough for every test run: each promise once, with screenshots of established members, where
// chance alone must not alarm.
const outcomes = [2, 6, 10].flatMap((run) => simulateRun(run, 7, [1]));
const select = (kind: Outcome['kind'], rate: number, fakes: number): Outcome[] =>
  outcomes.filter(
    (o) =>
      o.kind === kind &&
      o.rate === rate &&
      o.fakes === fakes &&
      o.dates === 'published' &&
      o.counting === 'drawn',
  );

test('the same seed gives the same outcomes, another seed others', () => {
  const outcome = simulateRun(13, 5, [0.1]);
  expect(simulateRun(13, 5, [0.1])).toEqual(outcome);
  expect(simulateRun(13, 6, [0.1])).not.toEqual(outcome);
});

test('a platform with a report a day is left when it stops paying, and honest ones mostly are not', () => {
  const stopped = select('stops', 1, 0);
  expect(stopped.length).toBe(6);
  expect(stopped.every(({ ratedWell }) => ratedWell)).toBe(true);
  const left = quantile(
    stopped.map((outcome) => outcome.left),
    0.5,
  );
  expect(left).not.toBeNull();
  expect(left ?? 0).toBeGreaterThan(0);
  expect(left ?? 0).toBeLessThan(90);
  expect(select('honest', 1, 0).filter(({ alarmed }) => alarmed).length).toBeLessThan(2);
});

test('who never pays is found out, later when new accounts praise it', () => {
  const delay = (fakes: number): number => {
    const days = select('never', 1, fakes).map((outcome) => outcome.notPaying);
    expect(days).not.toContain(null);
    return days.reduce<number>((sum, day) => sum + (day ?? 0), 0);
  };
  expect(delay(60)).toBeGreaterThan(delay(0));
});

test('a bad turn is shown later where reports count from a drawn day, by less than two weeks', () => {
  const later = [0, 1, 2].flatMap((run) => {
    const calm = simulateRun(run, 11, [1]).filter(
      (o) => o.kind === 'stops' && o.fakes === 0 && o.dates === 'published' && o.ratedWell,
    );
    return UNPAID.map((unpaid) => {
      const leftWhen = (how: Outcome['counting']): number =>
        calm.find((o) => o.unpaid === unpaid && o.counting === how)?.left ?? Number.NaN;
      return leftWhen('drawn') - leftWhen('at once');
    });
  });
  const mean = later.reduce((sum, days) => sum + days, 0) / later.length;
  expect(mean).toBeGreaterThan(0);
  expect(mean).toBeLessThan(14);
});

test('what has no end lies above every number', () => {
  expect(quantile([1, null, 3], 0.5)).toBe(3);
  expect(quantile([1, null, null], 0.5)).toBeNull();
});

test('the command prints its seed, its constants and every table', () => {
  const command = ['--import', 'tsx', 'bench/standing.ts', '--runs', '1', '--seed', '3'];
  const report = execFileSync(process.execPath, command, { encoding: 'utf8' });
  expect(report).toContain('seed 3');
  expect(report).toContain('HALF_LIFE_DAYS');
  for (const title of ['STOP PAYING', 'NEVER PAY', 'HONEST PAYERS', 'EXACT', 'COUNTING']) {
    expect(report).toContain(title);
  }
});
