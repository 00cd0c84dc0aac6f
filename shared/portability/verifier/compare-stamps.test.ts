import { expect, test } from 'vitest';
import { addDays, type Day } from '#shared/core/days.ts';
import type { ReleasedSlip, SlipOutcome } from '#shared/directory/slip-figures.ts';
import type { StandingChange } from '#shared/evidence/standing-history.ts';
import { compareStamps } from './compare-stamps.ts';

const MONDAY = '2026-03-02';
const weeks = (count: number): Day => addDays(MONDAY, 7 * count);
/** Announced one after the other, each on the Monday after so many weeks. */
function announce(
  ...stamps: readonly (readonly [week: number, state: string])[]
): StandingChange[] {
  return stamps.map(([week, after], nth) => ({
    day: weeks(week),
    before: stamps[nth - 1]?.[1] ?? null,
    after,
  }));
}
function release(count: number, outcome: SlipOutcome, week = 0): ReleasedSlip[] {
  return Array.from({ length: count }, () => ({
    monday: weeks(week),
    outcome,
    detail: null,
    detailClass: null,
    established: true,
    solicited: false,
  }));
}

test.each([
  ['borne out by the same standing', 'reliable', release(20, 'paid'), 'borne-out'],
  ['borne out by a neighbour', 'reliable', release(4, 'paid'), 'borne-out'],
  [
    'borne out by a bad neighbour',
    'not-paying',
    [...release(4, 'paid'), ...release(6, 'not-paid')],
    'borne-out',
  ],
  ['praise that the slips refuse', 'reliable', release(10, 'not-paid'), 'apart'],
  ['blame that the slips refuse', 'not-paying', release(20, 'paid'), 'apart'],
  ['praise that is left out', 'unknown', release(20, 'paid'), 'apart'],
  ['slips that came in the 13th week', 'reliable', release(20, 'paid', 13), 'borne-out'],
  ['slips that came too late', 'reliable', release(20, 'paid', 14), 'too-few'],
  ['two slips', 'reliable', release(2, 'not-paid'), 'too-few'],
  ['no slips', 'reliable', [], 'too-few'],
])('%s', (_, state, slips, verdict) => {
  const [compared, ...others] = compareStamps(announce([0, state]), slips, weeks(13));
  expect(others).toEqual([]);
  expect(compared).toMatchObject({ state, since: MONDAY, verdict });
});

test('thirteen weeks are waited for', () => {
  const slips = release(10, 'not-paid');
  const verdictOn = (day: Day) => compareStamps(announce([0, 'reliable']), slips, day)[0]?.verdict;
  expect(verdictOn(addDays(weeks(13), -1))).toBe('not-yet');
  expect(verdictOn(weeks(13))).toBe('apart');
});

test('a stamp that was borne out once must go on being so', () => {
  const slips = [...release(20, 'paid'), ...release(60, 'not-paid', 20)];
  const stamps = announce([0, 'reliable']);
  expect(compareStamps(stamps, slips, weeks(32))[0]).toMatchObject({ verdict: 'borne-out' });
  expect(compareStamps(stamps, slips, weeks(40))[0]).toEqual({
    state: 'reliable',
    since: MONDAY,
    verdict: 'apart',
    from: weeks(20),
    until: weeks(40),
    slips: 'not-paying',
  });
});

test('each stamp is compared, also one that stood for a day', () => {
  const slips = release(20, 'paid');
  const stamps: StandingChange[] = [
    { day: MONDAY, before: null, after: 'reliable' },
    { day: '2026-03-04', before: 'reliable', after: 'not-paying' },
    { day: '2026-03-05', before: 'not-paying', after: 'reliable' },
  ];
  const compared = compareStamps(stamps, slips, weeks(20));
  expect(compared.map(({ verdict }) => verdict)).toEqual(['borne-out', 'apart', 'borne-out']);
});

test('a closing is decided, and compared with its decision', () => {
  expect(compareStamps(announce([0, 'closed']), release(20, 'paid'), weeks(20))).toEqual([]);
});
