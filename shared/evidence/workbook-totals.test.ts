import { describe, expect, test } from 'vitest';
import type { WorkbookEntry } from './workbook.ts';
import { computeAmountsOwed, computeWorkbookTotals } from './workbook-totals.ts';
import { makePayoutEntry, makeSearchEntry, makeTaskEntry } from './workbook.testing.ts';

const TODAY = '2026-11-24';
const gone: WorkbookEntry = { kind: 'deleted', id: 'x', changedAt: 1, device: 'phone' };

describe('totalsOf', () => {
  test('an empty book, or one with deleted entries alone, has no totals', () => {
    for (const entries of [[], [gone]]) {
      expect(computeWorkbookTotals(entries)).toEqual({ platforms: [], months: [], currencies: [] });
    }
  });

  test('one platform is one under all its spellings, named as last written', () => {
    const { platforms } = computeWorkbookTotals([
      makeTaskEntry({ platform: 'foule-factory', day: '2026-11-01' }),
      makeTaskEntry({ platform: 'Foule Factory', day: '2026-11-02' }),
    ]);
    expect(platforms).toEqual([
      {
        key: 'Foule Factory',
        amounts: [{ currency: 'EUR', earnedMinor: 200, receivedMinor: 0 }],
        seconds: 1200,
        searchSeconds: 0,
        hourly: { minor: 600, currency: 'EUR' },
      },
    ]);
  });

  test.each<[string, WorkbookEntry[], number | null]>([
    ['one task of ten minutes', [makeTaskEntry()], 600],
    ['search time lowers it', [makeTaskEntry(), makeSearchEntry()], 300],
    [
      'refused runs and screen-outs take time and bring nothing',
      [
        makeTaskEntry({
          counts: { paid: 1, refusedWithoutReason: 2, screenOuts: 5 },
          seconds: 1800,
        }),
      ],
      200,
    ],
    ['a task refused outright', [makeTaskEntry({ counts: { refusedWithReason: 1 } })], 0],
    [
      'a task without a time does not raise it',
      [makeTaskEntry(), makeTaskEntry({ seconds: null })],
      600,
    ],
    ['no time at all', [makeTaskEntry({ seconds: null })], null],
    ['search alone', [makeSearchEntry()], null],
    ['a payout is no work', [makeTaskEntry(), makePayoutEntry({ state: 'received' })], 600],
    ['two currencies', [makeTaskEntry(), makeTaskEntry({ currency: 'USD' })], null],
    [
      'a payout in another currency leaves it as it is',
      [makeTaskEntry(), makePayoutEntry({ currency: 'USD' })],
      600,
    ],
  ])('the hourly rate: %s', (_, entries, minor) => {
    expect(computeWorkbookTotals(entries).platforms[0]?.hourly?.minor ?? null).toBe(minor);
  });

  test('what was received counts in the month it came, what was earned in the month of the work', () => {
    const { months } = computeWorkbookTotals([
      makeTaskEntry({ day: '2026-10-30' }),
      makePayoutEntry({
        day: '2026-10-31',
        settledOn: '2026-11-07',
        state: 'received',
        receivedMinor: 970,
      }),
    ]);
    expect(months.map(({ key, amounts }) => [key, amounts[0]])).toEqual([
      ['2026-11', { currency: 'EUR', earnedMinor: 0, receivedMinor: 970 }],
      ['2026-10', { currency: 'EUR', earnedMinor: 100, receivedMinor: 0 }],
    ]);
  });

  test('a payout that waits or was refused is not received', () => {
    const { platforms } = computeWorkbookTotals([
      makePayoutEntry(),
      makePayoutEntry({ state: 'refused' }),
    ]);
    expect(platforms[0]?.amounts).toEqual([{ currency: 'EUR', earnedMinor: 0, receivedMinor: 0 }]);
  });

  test('a search counts in the currency of its platform, else of most of the book', () => {
    const { currencies } = computeWorkbookTotals([
      makeTaskEntry(),
      makeTaskEntry(),
      makeTaskEntry({ platform: 'Prolific', currency: 'GBP' }),
      makeSearchEntry({ platform: 'Prolific', seconds: 60 }),
      makeSearchEntry({ platform: 'Toluna', seconds: 7 }),
    ]);
    expect(currencies.map(({ key, searchSeconds }) => [key, searchSeconds])).toEqual([
      ['EUR', 7],
      ['GBP', 60],
    ]);
  });
});

describe('owedBy', () => {
  const none = { toAskMinor: 0, toAskSince: null, toAskDays: null };
  const notWaiting = { waitingMinor: 0, waitingSince: null, waitingDays: null };
  const here = { platform: 'Clickworker', currency: 'EUR' };
  test.each<[string, WorkbookEntry[], object[]]>([
    ['nothing', [], []],
    ['what is not judged yet', [makeTaskEntry({ counts: { pending: 3 } })], []],
    [
      'approved, not asked for',
      [makeTaskEntry({ day: '2026-11-04' }), makeTaskEntry({ day: '2026-11-14' })],
      [{ ...here, ...notWaiting, toAskMinor: 200, toAskSince: '2026-11-04', toAskDays: 20 }],
    ],
    [
      'asked for, not come',
      [makeTaskEntry(), makePayoutEntry({ expectedMinor: 100, day: '2026-11-14' })],
      [{ ...here, ...none, waitingMinor: 100, waitingSince: '2026-11-14', waitingDays: 10 }],
    ],
    [
      'payouts cover the oldest tasks first',
      [
        makeTaskEntry({ day: '2026-11-14' }),
        makeTaskEntry({ day: '2026-11-04' }),
        makePayoutEntry({ expectedMinor: 150, state: 'received', receivedMinor: 150 }),
      ],
      [{ ...here, ...notWaiting, toAskMinor: 50, toAskSince: '2026-11-14', toAskDays: 10 }],
    ],
    [
      'a fee is no debt',
      [
        makeTaskEntry({ rewardMinor: 1000 }),
        makePayoutEntry({ expectedMinor: 1000, state: 'received', receivedMinor: 960 }),
      ],
      [],
    ],
    [
      'a payout that was refused is owed again',
      [
        makeTaskEntry({ rewardMinor: 1000 }),
        makePayoutEntry({ expectedMinor: 1000, state: 'refused' }),
      ],
      [{ ...here, ...notWaiting, toAskMinor: 1000, toAskSince: '2026-11-03', toAskDays: 21 }],
    ],
    [
      'a bonus paid on top is no debt of hers',
      [makeTaskEntry(), makePayoutEntry({ expectedMinor: 500, state: 'received' })],
      [],
    ],
    ['what she deleted', [gone], []],
  ])('%s', (_, entries, owed) => {
    expect(computeAmountsOwed(entries, TODAY)).toEqual(owed);
  });

  test('keeps platforms and currencies apart; who owes for longest comes first', () => {
    const owed = computeAmountsOwed(
      [
        makeTaskEntry({ day: '2026-11-10' }),
        makeTaskEntry({ day: '2026-11-09', currency: 'USD' }),
        makePayoutEntry({ platform: 'Prolific', day: '2026-10-01' }),
      ],
      TODAY,
    );
    expect(owed.map(({ platform, currency }) => `${platform} ${currency}`)).toEqual([
      'Prolific EUR',
      'Clickworker USD',
      'Clickworker EUR',
    ]);
  });
});
