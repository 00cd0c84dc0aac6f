import { expect, test } from 'vitest';
import { shiftRowDates } from './shift-dates.ts';

const column = (name: string, type: string) => ({ name, type });
const table = (name: string, ...columns: { name: string; type: string }[]) => ({ name, columns });

test.each([
  ['date', '2026-11-28', 5, '2026-12-03'],
  ['date', '2024-02-28', 1, '2024-02-29'],
  ['timestamp(0) with time zone', '2026-12-31 23:59:10+00', 1, '2027-01-01 23:59:10+00'],
  // A month without an exact day moves as its middle does.
  ['text', '2026-11', 15, '2026-11'],
  ['text', '2026-11', 16, '2026-12'],
  ['text', 'Depuis 2026-11, plus rien', 400, 'Depuis 2026-11, plus rien'],
  ['integer', '2026', 400, '2026'],
  [
    'jsonb',
    '{"on": "2026-11-28", "month": "2026-11"}',
    30,
    '{"on": "2026-12-28", "month": "2026-12"}',
  ],
  ['jsonb', '["2026-11-28T10:00:00.000Z"]', 3, '["2026-12-01T10:00:00.000Z"]'],
  ['jsonb', '{"hour": "2026-11-28 10"}', 3, '{"hour": "2026-12-01 10"}'],
  [
    'jsonb',
    '{"share": 0.2026, "text": "en 2026-11"}',
    90,
    '{"share": 0.2026, "text": "en 2026-11"}',
  ],
])('a value of type %s, %s, is moved by %i days to %s', (type, value, days, moved) => {
  expect(shiftRowDates(table('some', column('it', type)), { it: value }, days)).toEqual({
    it: moved,
  });
});

test('what is not there stays away', () => {
  expect(shiftRowDates(table('some', column('on', 'date')), { on: null }, 9)).toEqual({ on: null });
});

test('a published month stays that of the exact day that it was published of', () => {
  const incident = table(
    'incident',
    column('happened_month', 'text'),
    column('happened_on', 'date'),
  );
  const row = { happened_month: '2026-11', happened_on: '2026-11-30' };
  expect(shiftRowDates(incident, row, 1)).toEqual({
    happened_month: '2026-12',
    happened_on: '2026-12-01',
  });
  const report = table('task_report', column('worked_month', 'text'), column('exact', 'jsonb'));
  const worked = { worked_month: '2026-11', exact: '{"paid": 1, "workedOn": "2026-11-30"}' };
  expect(shiftRowDates(report, worked, 1)).toEqual({
    worked_month: '2026-12',
    exact: '{"paid": 1, "workedOn": "2026-12-01"}',
  });
});

test('the month of a request keeps its distance from the day it was posted', () => {
  const payout = table('payout', column('asked_month', 'text'), column('published_on', 'date'));
  const row = { asked_month: '2026-11', published_on: '2027-01-30' };
  expect(shiftRowDates(payout, row, 1)).toMatchObject({ asked_month: '2026-11' });
  expect(shiftRowDates(payout, row, 2)).toMatchObject({ asked_month: '2026-12' });
  expect(shiftRowDates(payout, row, 30)).toMatchObject({ asked_month: '2027-01' });
});

test('Mondays stay Mondays, one of each week, and lists of slips go with them', () => {
  const slips = table('slip', column('monday', 'date'), column('withdrawn_on', 'date'));
  const slip = { monday: '2026-11-23', withdrawn_on: '2027-01-04' };
  expect(shiftRowDates(slips, slip, 6)).toEqual({
    monday: '2026-11-23',
    withdrawn_on: '2027-01-04',
  });
  expect(shiftRowDates(slips, slip, 7)).toEqual({
    monday: '2026-11-30',
    withdrawn_on: '2027-01-11',
  });
  const entries = table('record_entry', column('subject', 'text'));
  const moved = shiftRowDates(entries, { subject: 'slips/abc-2026-11-23' }, 10);
  expect(moved).toEqual({ subject: 'slips/abc-2026-11-30' });
});

test('the figures of a week stay those of a Monday, of one week each', () => {
  const weeks = table('platform_day', column('day', 'date'));
  const moved = ['2026-11-16', '2026-11-23'].map((day) => shiftRowDates(weeks, { day }, 10)['day']);
  expect(moved).toEqual(['2026-11-23', '2026-11-30']);
});
