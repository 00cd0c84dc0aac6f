import { describe, expect, test } from 'vitest';
import { carryEdition } from './carry-edition.ts';
import {
  computeEdition,
  kindsToShow,
  type EditionReport,
  type EditionSlip,
} from './compute-edition.ts';
import type { EditionFigures } from './edition.ts';
import { headlineOf } from './headline.ts';
import { estimateShare, ranksOfMedian, roundEstimate, stepOfShare } from './intervals.ts';

const report = (nth: number, more: Partial<EditionReport> = {}): EditionReport => ({
  kind: 'online-microtasks',
  person: `p${nth}`,
  authorKey: `p${nth}`,
  established: true,
  endedRuns: 10,
  unpaidRuns: 2,
  judged: 9,
  withoutReason: 1,
  earningSeconds: 3_600,
  hourlyTimesSeconds: 3_600 * (300 + nth * 10),
  ...more,
});
const slip = (nth: number, more: Partial<EditionSlip> = {}): EditionSlip => ({
  kind: 'online-microtasks',
  person: `p${nth}`,
  platformId: 'a',
  monday: '2026-10-05',
  outcome: nth % 10 === 0 ? 'not-paid' : 'paid',
  detail: 'delay',
  detailClass: 1,
  established: true,
  solicited: false,
  ...more,
});
const many = <Row>(count: number, make: (nth: number) => Row): Row[] =>
  Array.from({ length: count }, (_, nth) => make(nth));
const edition = (reports: EditionReport[], slips: EditionSlip[] = []) =>
  computeEdition({ slips, reports, incidents: [] });

describe('figures of reports that are not public', () => {
  test('ten established members make a cell, nine and any number of new accounts do not', () => {
    expect(edition(many(10, report)).all.unpaidRuns).toMatchObject({ value: 0.2, members: 10 });
    const puppets = many(40, (nth) => report(nth, { established: nth < 9 }));
    expect(edition(puppets).all.unpaidRuns).toBeNull();
  });

  test('ten reports of one voice are one member', () => {
    expect(edition(many(30, (nth) => report(nth % 9))).all.unpaidRuns).toBeNull();
  });

  test('whoever left counts for nobody', () => {
    const left = many(12, (nth) => report(nth, nth < 3 ? { person: null } : {}));
    expect(edition(left).all.unpaidRuns).toBeNull();
  });

  test('the hourly median needs twenty, since its bounds are nearly one member’s', () => {
    expect(edition(many(19, report)).all.hourly).toBeNull();
    expect(edition(many(21, report)).all.hourly).toEqual({
      value: 400,
      low: 360,
      high: 440,
      members: 20,
      slips: null,
    });
  });
});

describe('figures of slips', () => {
  test('say the share, the delay, how many slips and members', () => {
    const { all, slips, platforms } = edition([], many(40, slip));
    expect({ slips, platforms }).toEqual({ slips: 40, platforms: 1 });
    expect(all.notPaid).toEqual({ value: 0.1, low: 0.03, high: 0.24, members: 20, slips: 40 });
    expect(all.delay).toMatchObject({ slips: 40, members: 20 });
  });

  test('leave out solicited ones, and those of nobody in particular as members', () => {
    expect(
      edition(
        [],
        many(40, (nth) => slip(nth, { solicited: true })),
      ).slips,
    ).toBe(0);
    expect(
      edition(
        [],
        many(40, (nth) => slip(nth, { person: null })),
      ).all.notPaid,
    ).toBeNull();
  });
});

describe('complementary suppression', () => {
  const cell = (kind: string, size: number, from: number) => ({
    kind,
    figure: size < 10 ? null : { value: 0, low: 0, high: 0, members: 10, slips: null },
    people: new Set(many(size, (nth) => `${from + nth}`)),
  });
  test.each([
    ['hides the smallest shown kind beside a hidden one of three', [30, 12, 3], ['k0']],
    ['hides none beside a hidden dozen', [30, 12, 6, 6], ['k0', 'k1']],
    ['hides none where none is hidden', [30, 12], ['k0', 'k1']],
    ['hides both of two where one has four', [30, 4], []],
  ])('%s', (_, sizes, shown) => {
    const cells = sizes.map((size, nth) => cell(`k${nth}`, size, nth * 100));
    expect([...kindsToShow(cells)].toSorted()).toEqual(shown);
  });
});

describe('a definitive edition', () => {
  test('counts slips again, and keeps all that its reports told', () => {
    const reports = many(25, report);
    const first = {
      ...edition(reports, many(40, slip)),
      headline: null,
      minimumWage: null,
    } satisfies EditionFigures;
    const counted = edition(reports.slice(1), many(39, slip));
    const then = carryEdition(first, counted);
    expect(then.slips).toBe(39);
    expect(then.all.hourly).toEqual(first.all.hourly);
    expect(then.kinds[0]?.unpaidRuns).toEqual(first.kinds[0]?.unpaidRuns);
    expect(then.all.notPaid?.slips).toBe(39);
  });
});

describe('the headline', () => {
  const share = (value: number, half: number) => ({
    value,
    low: value - half,
    high: value + half,
    members: 50,
    slips: 100,
  });
  const cell = (value: number, half: number) => ({
    hourly: null,
    unpaidRuns: null,
    delay: null,
    notPaid: share(value, half),
    refusals: null,
  });
  test('is a change whose intervals have no value in common', () => {
    const before = (month: string) => (month === '2026-09' ? cell(0.1, 0.02) : null);
    expect(headlineOf('2026-10', cell(0.2, 0.03), before)).toEqual({
      figure: 'notPaid',
      since: '2026-09',
      from: 0.1,
      to: 0.2,
    });
    expect(headlineOf('2026-10', cell(0.14, 0.03), before)).toBeNull();
  });
  test('compares with a quarter and a year before, too', () => {
    const before = (month: string) => (month === '2025-10' ? cell(0.1, 0.02) : null);
    expect(headlineOf('2026-10', cell(0.2, 0.03), before)?.since).toBe('2025-10');
  });
});

describe('intervals', () => {
  test('Wilson’s, of 10 in 100', () => {
    const { low, high } = estimateShare(0.1, 100);
    expect([low.toFixed(3), high.toFixed(3)]).toEqual(['0.055', '0.174']);
  });
  test('the ranks of the median of 100', () => {
    expect(ranksOfMedian(100).map((rank) => rank.toFixed(3))).toEqual(['0.402', '0.598']);
  });
  test('a share is rounded to what one member moves it by, its bounds outwards', () => {
    expect(stepOfShare(many(20, () => 1))).toBe(0.05);
    expect(stepOfShare([1, 1, 1, 1, 0.25])).toBe(1);
    expect(roundEstimate({ value: 0.123, low: 0.101, high: 0.149 }, 0.05)).toEqual({
      value: 0.1,
      low: 0.1,
      high: 0.15,
    });
  });
});
