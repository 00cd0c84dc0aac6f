import { describe, expect, test } from 'vitest';
import { parseDuration } from '#shared/core/durations.ts';
import { payoutForm } from '#shared/evidence/payouts.ts';
import { taskReportForm } from '#shared/evidence/tasks.ts';
import type { PayoutEntry, TaskEntry } from '#shared/evidence/workbook.ts';
import {
  comparableContentOf,
  isChangedSincePublication,
  missingDetailOf,
  publicationRequestOf,
} from './publication-request.ts';
import { NO_RUNS } from './timer-state.ts';

/** What leaves the workbook is valid for its routes, matches the entry, and contains no more. */

const SHARED = {
  id: '0123456789abcdef0123456789abcdef',
  changedAt: 1,
  device: 'phone',
  platform: 'Clickworker',
  day: '2026-11-20',
  note: 'chez Nadia, rue des Lilas',
  published: null,
} as const;
const TASK: TaskEntry = {
  ...SHARED,
  kind: 'task',
  title: 'Trier des photos',
  client: 'Acme',
  rewardMinor: 12,
  currency: 'EUR',
  counts: { ...NO_RUNS, paid: 3, screenOuts: 1 },
  seconds: 4_833,
};
const PAYOUT: PayoutEntry = {
  ...SHARED,
  kind: 'payout',
  expectedMinor: 2_743,
  receivedMinor: null,
  currency: 'EUR',
  method: 'paypal',
  state: 'received',
  settledOn: '2026-11-22',
};
const FROM = '/fr/carnet';

function bodyOf(entry: TaskEntry | PayoutEntry, company = false): Record<string, unknown> {
  return publicationRequestOf(entry, { company, from: FROM }).body;
}

describe('a task', () => {
  test('is what the route takes: reward, runs, time to the second, its own id as key', () => {
    const { path, body } = publicationRequestOf(TASK, { company: false, from: FROM });
    expect(path).toBe('/api/task-reports');
    const read = taskReportForm.parse(body);
    expect(read).toMatchObject({
      _key: SHARED.id,
      title: 'Trier des photos',
      reward: '0.12',
      paid: 3,
      screenOuts: 1,
      pending: 0,
      workedOn: '2026-11-20',
    });
    expect(parseDuration(read.time ?? '')).toBe(4_833);
  });

  test('names its client only where she says that it is a company', () => {
    expect(bodyOf(TASK)).not.toHaveProperty('client');
    expect(bodyOf(TASK, true)).toMatchObject({ client: 'Acme', notAPerson: true });
  });

  test('without a time sends none', () => {
    expect(bodyOf({ ...TASK, seconds: null })).not.toHaveProperty('time');
  });
});

describe('a payout', () => {
  test.each([
    ['received', PAYOUT, { outcome: 'received', expected: '27.43', receivedOn: '2026-11-22' }],
    ['received in part', { ...PAYOUT, receivedMinor: 2_000 }, { received: '20.00' }],
    ['received on a day forgotten', { ...PAYOUT, settledOn: null }, { dateForgotten: true }],
    ['refused', { ...PAYOUT, state: 'refused' as const }, { refusedOn: '2026-11-22' }],
    [
      'waited for, in whole francs',
      { ...PAYOUT, state: 'waiting' as const, settledOn: null, currency: 'XOF' as const },
      { outcome: 'waiting', expected: '2743' },
    ],
  ])('%s is what the route takes', (_, entry, part) => {
    const { path, body } = publicationRequestOf(entry, { company: false, from: FROM });
    expect(path).toBe('/api/payouts');
    expect(payoutForm.parse(body)).toMatchObject({ ...part, askedOn: '2026-11-20' });
  });

  test('that came whole says no second amount', () => {
    expect(bodyOf({ ...PAYOUT, receivedMinor: 2_743 })).not.toHaveProperty('received');
  });
});

test.each([TASK, PAYOUT])('a note stays in the book: $kind', (entry) => {
  expect(JSON.stringify(bodyOf(entry, true))).not.toContain('Lilas');
});

test.each([
  ['a payout without a method', { ...PAYOUT, method: null }, 'needsMethod'],
  ['a task without a title', { ...TASK, title: '' }, 'needsTitle'],
  ['a task without a run', { ...TASK, counts: NO_RUNS }, 'needsRuns'],
  ['a whole one', TASK, null],
])('%s lacks %s', (_, entry, lack) => {
  expect(missingDetailOf(entry)).toBe(lack);
});

describe('what was published and has changed since', () => {
  const published = (entry: TaskEntry, company: boolean): TaskEntry => ({
    ...entry,
    published: {
      id: 'abc',
      path: '/fr/x',
      content: comparableContentOf(publicationRequestOf(entry, { company, from: FROM })),
    },
  });

  test.each([true, false])('is known by its content, with its client or without: %s', (company) => {
    const entry = published(TASK, company);
    expect(isChangedSincePublication(entry)).toBe(false);
    expect(isChangedSincePublication({ ...entry, note: 'other' })).toBe(false);
    expect(isChangedSincePublication({ ...entry, counts: { ...TASK.counts, paid: 4 } })).toBe(true);
    expect(isChangedSincePublication({ ...entry, title: 'Trier' })).toBe(true);
  });

  test('its client counts where it was published', () => {
    const client = 'Acme SA';
    expect(isChangedSincePublication({ ...published(TASK, true), client })).toBe(true);
    expect(isChangedSincePublication({ ...published(TASK, false), client })).toBe(false);
  });

  test('is not said where nobody knows', () => {
    expect(isChangedSincePublication({ ...TASK, published: { id: 'abc', path: '/fr/x' } })).toBe(
      false,
    );
  });

  test('who signs changes nothing of what it says', () => {
    const asked = { company: false, from: FROM };
    const [signed, alone] = [
      publicationRequestOf(TASK, { ...asked, signing: 'sign' }),
      publicationRequestOf(PAYOUT, { ...asked, signing: 'unsign-others' }),
    ];
    expect([signed.body['signed'], signed.body['alike']]).toEqual([true, undefined]);
    expect([alone.body['signed'], alone.body['alike']]).toEqual([undefined, true]);
    expect(comparableContentOf(signed)).toBe(
      comparableContentOf(publicationRequestOf(TASK, asked)),
    );
    expect(comparableContentOf(alone)).toBe(
      comparableContentOf(publicationRequestOf(PAYOUT, asked)),
    );
  });

  test('the page it was sent from changes nothing', () => {
    const sentFrom = (from: string): string =>
      comparableContentOf(publicationRequestOf(TASK, { company: false, from }));
    expect(sentFrom('/fr/carnet')).toBe(sentFrom('/en/workbook'));
  });
});
