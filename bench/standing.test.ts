import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { HIDING, SMEARING } from './standing/attackers.ts';
import { daysToSeeStop, isEverFlipped, isSmeared } from './standing/measures.ts';
import { quantile } from './standing/report.ts';
import { drawReports } from './standing/reports.ts';
import { OTHER_RULES, SITE, siteRule } from './standing/rules.ts';
import { CROWDS, playCrowd } from './standing/silencing.ts';
import { runOf, stoppingWorld } from './standing/worlds.ts';

const [nobody] = HIDING;
if (nobody === undefined) throw new Error('no row without an attack');
// Runs of the mixes in which all are established, once with each promise.
const RUNS = [0, 4, 8];

test('the same seed gives the same reports, another seed others', () => {
  const { world } = runOf(3, 1, 0.3);
  expect(drawReports(world, 5)).toEqual(drawReports(world, 5));
  expect(drawReports(world, 5)).not.toEqual(drawReports(world, 6));
});

test('a platform that stops has the same reports until then, and no receipt after', () => {
  const run = runOf(0, 1, 1);
  const stopping = stoppingWorld(run, 0);
  const stopDay = stopping.stop?.day ?? 0;
  const before = (world: typeof stopping) =>
    drawReports(world, run.seed).filter(
      ({ outcome, settledOn }) => outcome === 'received' && settledOn <= stopDay,
    ).length;
  expect(before(stopping)).toBeGreaterThan(100);
  expect(before(stopping)).toBe(before(run.world));
  const after = drawReports(stopping, run.seed).filter(({ settledOn }) => settledOn > stopDay);
  expect(after.filter(({ outcome }) => outcome === 'received')).toEqual([]);
});

test('bad news told twice as often is twice as frequent among the same payouts', () => {
  const unpaidShare = (bias: number): number => {
    const reports = [0, 1, 2].flatMap((run) => drawReports(runOf(run, 1, 3, bias).world, run));
    return reports.filter(({ outcome }) => outcome !== 'received').length / reports.length;
  };
  expect(unpaidShare(1)).toBeCloseTo(0.08, 1);
  expect(unpaidShare(2)).toBeCloseTo(0.15, 1);
  expect(unpaidShare(2)).toBeGreaterThan(1.5 * unpaidShare(1));
});

test('every rule sees a platform that stops, at a report a day', () => {
  for (const rule of [SITE, ...OTHER_RULES.slice(0, 3)]) {
    for (const run of RUNS) {
      const days = daysToSeeStop(rule, run, 7, { rate: 1, bias: 1, attack: nobody });
      expect(days, `${rule.name}, run ${run}`).toBeGreaterThan(0);
    }
  }
});

test('new accounts turn the means of others, and not the site', () => {
  const attack = SMEARING.find(({ name }) => name === '200 new accounts');
  if (attack === undefined) throw new Error('no such attack');
  const [mean] = OTHER_RULES;
  if (mean === undefined) throw new Error('no other rule');
  for (const run of RUNS) {
    const row = { rate: 0.3, bias: 1, attack };
    expect(isSmeared(mean, run, 7, row)).toBe(true);
    expect(isSmeared(SITE, run, 7, row)).not.toBe(true);
  }
});

test('constants change what a rule says', () => {
  const strict = siteRule('strict', { LATELY_MAX_HIGH: 0.99, LATELY_MIN_MEMBERS: 1 });
  const row = { rate: 1, bias: 2, forgotten: 0, kind: 'pays 92 %' } as const;
  expect(RUNS.some((run) => isEverFlipped(strict, run, 7, row))).toBe(true);
  expect(RUNS.some((run) => isEverFlipped(SITE, run, 7, row))).toBe(false);
});

test.each(CROWDS)('newcomers who blame are contradicted, and keep their weight: %s', (world) => {
  const runs = [1, 2, 3].map((seed) => playCrowd(world, seed));
  expect(runs.some(({ isContradicted }) => isContradicted)).toBe(true);
  expect(runs.map(({ silenced }) => silenced)).toEqual([0, 0, 0]);
});

test('what has no end lies above every number', () => {
  expect(quantile([1, null, 3], 0.5)).toBe(3);
  expect(quantile([1, null, null], 0.5)).toBeNull();
});

test('the command prints its seed and a table of each rule', () => {
  const rows = ['--runs', '1', '--seed', '3', '--rows', 'bias 5, 30 % never closed'];
  const command = ['--import', 'tsx', 'bench/standing.ts', ...rows];
  const report = execFileSync(process.execPath, command, { encoding: 'utf8' });
  expect(report).toContain('Seed 3');
  for (const { name } of [SITE, ...OTHER_RULES]) expect(report).toContain(name);
  expect(report).toContain('paused twice, 3 a day');
});
