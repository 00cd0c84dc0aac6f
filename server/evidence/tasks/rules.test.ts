import { describe, expect, test } from 'vitest';
import { AppError } from '#server/core/errors.ts';
import { summarizeTaskReports } from '#shared/evidence/hourly-pay.ts';
import { makeRatedReport } from '#shared/evidence/hourly-pay.testing.ts';
import type { ExchangeRate } from '#shared/directory/reference-data.ts';
import { taskReportForm } from '#shared/evidence/tasks.ts';
import {
  describeLastReport,
  coarsenLastReportTime,
  parseTaskReport,
  roundApprovalDays,
  roundRunCount,
  sortableHourlyPay,
} from './rules.ts';

// A Friday.
const NOW = new Date('2026-11-20T10:40:00Z');
const RATES: ExchangeRate[] = [
  { currency: 'EUR', perEur: 1, asOf: '2026-11', status: 'test' },
  { currency: 'XOF', perEur: 656, asOf: '2026-11', status: 'test' },
];
const TYPED = {
  platform: 'clickworker',
  title: 'Trier des images',
  reward: '0,03',
  currency: 'EUR',
  paid: 1_234,
  refusedWithoutReason: 149,
  time: '10 h 17',
  workedOn: '2026-11-18',
};

function read(fields: object) {
  return parseTaskReport(taskReportForm.parse({ ...TYPED, ...fields }), '2026-11-20', RATES);
}

function codeOf(fields: object): unknown {
  try {
    return read(fields);
  } catch (error) {
    return error instanceof AppError ? error.fields : error;
  }
}

describe('readTaskReport', () => {
  test('keeps what was typed, and publishes it rounded, with the month alone', () => {
    const { exact, published, task } = read({ client: 'Acme', notAPerson: 'on' });
    expect(exact).toMatchObject({ paid: 1_234, totalSeconds: 37_020, workedOn: '2026-11-18' });
    expect(published).toMatchObject({
      paid: 1_000,
      refusedWithoutReason: 100,
      totalSeconds: 37_000,
      // From the exact counts and time: 1,234 × 3 cents in 37,020 seconds.
      hourlyMinor: 360,
      workedMonth: '2026-11',
    });
    expect(task).toEqual({
      title: 'Trier des images',
      titleKey: 'trier des images',
      currency: 'EUR',
      rewardMinor: 3,
    });
  });

  test('takes one run by its end alone', () => {
    const { exact } = read({ mode: 'one', ended: 'refusedWithReason' });
    expect(exact).toMatchObject({ paid: 0, refusedWithReason: 1, refusedWithoutReason: 0 });
  });

  test('says nothing of what was left empty', () => {
    const { published, client } = read({ time: undefined, text: ' ' });
    expect(published).toMatchObject({
      totalSeconds: null,
      approvalDays: null,
      recommends: null,
      contact: 'not-tried',
      text: null,
    });
    expect(client).toEqual({ name: null, externalId: null });
  });

  test.each([
    [{ workedOn: '2026-11-21' }, { workedOn: { code: 'in-the-future', limit: '2026-11-20' } }],
    [{ workedOn: '1999-12-31' }, { workedOn: { code: 'too-small', limit: '2000-01-01' } }],
    [{ title: '…' }, { title: { code: 'invalid' } }],
    [{ reward: 'x' }, { reward: { code: 'not-an-amount', limit: '0,25' } }],
    [{ reward: '1,5', currency: 'MGA' }, { reward: { code: 'not-an-amount', limit: '25' } }],
    [{ reward: '0,00' }, { reward: { code: 'too-small', limit: '0.01' } }],
    [{ paid: 0, refusedWithoutReason: 0 }, { paid: { code: 'required' } }],
    [{ mode: 'one' }, { ended: { code: 'required' } }],
    [{ time: 'demain' }, { time: { code: 'not-a-duration' } }],
    [{ time: '0 min' }, { time: { code: 'too-small', limit: '1 s' } }],
    [{ time: '2000 h 1 s' }, { time: { code: 'too-big', limit: '2000 h' } }],
    [{ paid: 601, time: '10 min', refusedWithoutReason: 0 }, { time: { code: 'too-fast' } }],
    [
      { paid: 1, screenOuts: 99, time: '99 s', refusedWithoutReason: 0 },
      { time: { code: 'too-fast' } },
    ],
    [
      { reward: '17', time: '2 min', paid: 2, refusedWithoutReason: 0 },
      { reward: { code: 'too-well-paid' } },
    ],
    [
      { reward: '700000', currency: 'XOF', paid: 1, time: '1 h', refusedWithoutReason: 0 },
      { reward: { code: 'too-well-paid' } },
    ],
    // The site has no exchange rate for rupees.
    [
      { reward: '1000001', currency: 'INR', paid: 1, time: '1 h', refusedWithoutReason: 0 },
      { reward: { code: 'too-well-paid' } },
    ],
    [
      { reward: '10000000', currency: 'INR', paid: 100_000, time: '1 s' },
      { time: { code: 'too-fast' }, reward: { code: 'too-well-paid' } },
    ],
    [{ client: 'Acme' }, { notAPerson: { code: 'required' } }],
    [{ clientId: 'A1ACME' }, { notAPerson: { code: 'required' } }],
    [
      { title: '…', time: 'x', paid: 0, refusedWithoutReason: 0 },
      { title: { code: 'invalid' }, time: { code: 'not-a-duration' }, paid: { code: 'required' } },
    ],
  ])('refuses %j', (fields, issues) => {
    expect(codeOf(fields)).toEqual(issues);
  });
});

describe('readTaskReport takes', () => {
  test.each([
    ['a second a run', { paid: 600, time: '10 min', refusedWithoutReason: 0 }],
    ['a reward well paid', { reward: '16', time: '2 min', paid: 2, refusedWithoutReason: 0 }],
    ['a reward without a time', { reward: '5000', time: undefined }],
  ])('%s', (_, fields) => {
    expect(() => read(fields)).not.toThrow();
  });
});

test.each([
  [0, 0],
  [9, 9],
  [10, 10],
  [14, 10],
  [15, 20],
  [37, 40],
  [94, 90],
  [95, 100],
  [99, 100],
  [100, 100],
  [149, 100],
  [150, 200],
  [100_000, 100_000],
])('%i runs are published as %i', (runs, published) => {
  expect(roundRunCount(runs)).toBe(published);
});

test.each([
  [0, 0],
  [3, 3],
  [4, 5],
  [8, 7],
  [12, 14],
  [37, 30],
  [38, 45],
  [300, 270],
  [365, 365],
])('%i days until approval are published as %i', (days, published) => {
  expect(roundApprovalDays(days)).toBe(published);
});

describe('lastReportAt', () => {
  const of = (...posts: [string, string][]) =>
    posts.map(([authorKey, publishedOn]) => ({ authorKey, established: true, publishedOn }));
  const three = of(['ana', '2026-11-14'], ['bea', '2026-11-18'], ['clo', '2026-11-20']);
  const [MONDAY, NOVEMBER] = ['2026-11-16T00:00:00.000Z', '2026-11-01T00:00:00.000Z'];
  const eight = new Date('2026-11-20T08:00:00Z');

  test.each([
    ['no report: nothing', [], null, true, null],
    ['one member: the week', of(['ana', '2026-11-20']), null, true, MONDAY],
    [
      'one member, three times: the week',
      of(['ana', '2026-11-20'], ['ana', '2026-11-20'], ['ana', '2026-11-20']),
      null,
      true,
      MONDAY,
    ],
    [
      'three established members within a week: the hour',
      three,
      null,
      true,
      '2026-11-20T10:00:00.000Z',
    ],
    [
      'three members, one of them new: the week',
      three.map((post) => ({ ...post, established: post.authorKey !== 'ana' })),
      null,
      true,
      MONDAY,
    ],
    [
      'three members, one of them eight days ago: the week',
      of(['ana', '2026-11-13'], ['bea', '2026-11-18'], ['clo', '2026-11-20']),
      null,
      true,
      MONDAY,
    ],
    ['last week, from Monday on: the month', of(['ana', '2026-11-13']), null, false, NOVEMBER],
    ['a correction: the hour that was kept', three, eight, false, '2026-11-20T08:00:00.000Z'],
    [
      'a withdrawal of the last: its week',
      of(['ana', '2026-11-15'], ['bea', '2026-11-18'], ['clo', '2026-11-19']),
      eight,
      false,
      MONDAY,
    ],
    ['a withdrawal that leaves too few: the week', of(['bea', '2026-11-20']), eight, false, MONDAY],
  ])('%s', (_, reports, before, reported, at) => {
    expect(coarsenLastReportTime(reports, before, NOW, reported)?.toISOString() ?? null).toBe(at);
  });
});

describe('describeLastReport', () => {
  test.each([
    ['2026-11-20T08:00:00Z', { precision: 'hours', hours: 2, month: '2026-11' }],
    ['2026-11-19T23:00:00Z', { precision: 'hours', hours: 11, month: '2026-11' }],
    ['2026-11-20T00:00:00Z', { precision: 'week', hours: null, month: '2026-11' }],
    ['2026-11-19T09:00:00Z', { precision: 'week', hours: null, month: '2026-11' }],
    ['2026-11-16T00:00:00Z', { precision: 'week', hours: null, month: '2026-11' }],
    ['2026-11-13T00:00:00Z', { precision: 'month', hours: null, month: '2026-11' }],
    ['2026-10-01T00:00:00Z', { precision: 'month', hours: null, month: '2026-10' }],
  ])('%s', (at, said) => {
    expect(describeLastReport(new Date(at), NOW)).toEqual(said);
  });
});

describe('sortableHourly', () => {
  const paid = (authorKey: string, established: boolean) =>
    makeRatedReport({ authorKey, established, rewardMinor: 500, paid: 1, totalSeconds: 3_600 });
  const untimed = makeRatedReport({ authorKey: 'dia', established: true, paid: 1 });

  test.each([
    ['three members, one established', [paid('a', true), paid('b', false), paid('c', false)], 500],
    ['two members', [paid('a', true), paid('b', true)], null],
    ['one member, three times', [paid('a', true), paid('a', true), paid('a', true)], null],
    ['three new members', [paid('a', false), paid('b', false), paid('c', false)], null],
    [
      'three new members, and one established without a time',
      [paid('a', false), paid('b', false), paid('c', false), untimed],
      null,
    ],
  ])('%s', (_, reports, cents) => {
    expect(sortableHourlyPay(summarizeTaskReports(reports, RATES), reports, RATES)).toBe(cents);
  });
});
