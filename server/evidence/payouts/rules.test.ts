import { describe, expect, test } from 'vitest';
import type { ClaimAnswer } from '#shared/evidence/claims.ts';
import type { PayoutFacts } from '#shared/evidence/payouts.ts';
import { findPayoutFieldErrors, payoutRights, parsePayout, settleClaim } from './rules.ts';

const NOW = '2026-11-20';
const GIVEN_UP_ON = '2026-11-13';
const RECEIVED: PayoutFacts = {
  outcome: 'received',
  expected: '27,43',
  currency: 'EUR',
  method: 'paypal',
  askedOn: '2026-11-03',
  receivedOn: '2026-11-07',
  dateForgotten: false,
  afterReply: false,
  dueByItself: false,
  solicited: false,
  signed: false,
  showsAmount: false,
  showsMonth: false,
};
const WAITING: PayoutFacts = without({ ...RECEIVED, outcome: 'waiting' }, 'receivedOn');
const REFUSED: PayoutFacts = { ...WAITING, outcome: 'refused', refusedOn: '2026-11-09' };

function without(facts: PayoutFacts, name: keyof PayoutFacts): PayoutFacts {
  return Object.fromEntries(Object.entries(facts).filter(([key]) => key !== name)) as PayoutFacts;
}

describe('what is kept of a payout is rounded', () => {
  test.each<[string, PayoutFacts, object]>([
    [
      'received whole',
      RECEIVED,
      { amountBand: 1, receivedShare: 1, shownMinor: null, askedMonth: '2026-11', delayDays: 5 },
    ],
    [
      'received in part',
      { ...RECEIVED, received: '13,55', showsAmount: true },
      { amountBand: 1, receivedShare: 0.25, shownMinor: 1400 },
    ],
    ['received more', { ...RECEIVED, received: '54,86' }, { amountBand: 2, receivedShare: 1 }],
    ['on the day asked', { ...RECEIVED, receivedOn: '2026-11-03' }, { delayDays: 2 }],
    ['asked today', { ...WAITING, askedOn: NOW }, { askedMonth: '2026-11', delayDays: null }],
    ['on the first day of all', { ...WAITING, askedOn: '2000-01-01' }, { askedMonth: '2000-01' }],
    ['waiting', WAITING, { receivedShare: null, delayDays: null, state: 'waiting' }],
    ['refused', REFUSED, { receivedShare: null, delayDays: 5, state: 'refused' }],
    [
      'received, day forgotten',
      without({ ...RECEIVED, dateForgotten: true, afterReply: true }, 'receivedOn'),
      {
        state: 'received',
        receivedShare: 1,
        delayDays: null,
        dateForgotten: true,
        afterReply: true,
      },
    ],
    [
      'refused, with the reason',
      { ...REFUSED, refusal: 'quality' },
      { refusal: 'quality', delayDays: 5 },
    ],
    [
      'given up',
      { ...WAITING, outcome: 'given-up', askedOn: '2026-10-28' },
      { state: 'given-up', delayDays: 22, receivedShare: null },
    ],
    [
      'without decimals',
      { ...RECEIVED, currency: 'MGA', expected: '125 430', showsAmount: true },
      { amountBand: 1, shownMinor: 130_000, currency: 'MGA' },
    ],
  ])('%s', (_, facts, kept) => {
    expect(parsePayout(facts, NOW, GIVEN_UP_ON)).toMatchObject({ kept });
  });

  test('no exact amount or day is among it', () => {
    const read = parsePayout({ ...RECEIVED, received: '26,41' }, NOW, null);
    const kept = JSON.stringify('kept' in read ? read.kept : null);
    for (const exact of ['2743', '27.43', '2641', '2026-11-03', '2026-11-07']) {
      expect(kept).not.toContain(exact);
    }
  });
});

describe('of a form that cannot be read as a whole', () => {
  const neither = {
    receivedOn: { code: 'required-if', limit: 'received' },
    refusedOn: { code: 'required-if', limit: 'refused' },
  };
  test.each<[string, Partial<PayoutFacts>, object]>([
    ['nothing told: the day that each outcome would need', {}, neither],
    ['the day that an outcome needs', { outcome: 'received' }, { receivedOn: required() }],
    ['the day of a refusal', { outcome: 'refused' }, { refusedOn: required() }],
    ['nothing of one that waits', { outcome: 'waiting' }, {}],
    ['nothing of a day told, whatever the outcome', { receivedOn: NOW }, {}],
    ['a day to come', { askedOn: '2026-11-21', outcome: 'waiting' }, { askedOn: future() }],
    [
      'a day before it was asked',
      { outcome: 'received', askedOn: NOW, receivedOn: '2026-11-19' },
      { receivedOn: before() },
    ],
    [
      'an amount that is none',
      { outcome: 'waiting', expected: 'x', currency: 'EUR' },
      { expected: { code: 'not-an-amount', limit: '27,50' } },
    ],
    ['no amount without its currency', { outcome: 'waiting', expected: 'x' }, {}],
    [
      'forgotten, and told',
      { dateForgotten: true, receivedOn: NOW },
      { dateForgotten: contradicts() },
    ],
  ])('%s', (_, typed, issues) => {
    expect(findPayoutFieldErrors(typed, NOW, null)).toEqual(issues);
  });
});

describe('what is wrong is named field by field', () => {
  test.each<[string, PayoutFacts, string, object]>([
    ['asked tomorrow', { ...WAITING, askedOn: '2026-11-21' }, 'askedOn', future()],
    [
      'asked before there were any',
      { ...WAITING, askedOn: '1999-12-31' },
      'askedOn',
      { code: 'too-small', limit: '2000-01-01' },
    ],
    ['received tomorrow', { ...RECEIVED, receivedOn: '2026-11-21' }, 'receivedOn', future()],
    ['refused tomorrow', { ...REFUSED, refusedOn: '2026-11-21' }, 'refusedOn', future()],
    ['before it was asked', { ...RECEIVED, receivedOn: '2026-11-02' }, 'receivedOn', before()],
    ['refused before asked', { ...REFUSED, refusedOn: '2026-11-02' }, 'refusedOn', before()],
    ['received, no day', without(RECEIVED, 'receivedOn'), 'receivedOn', { code: 'required' }],
    ['refused, no day', without(REFUSED, 'refusedOn'), 'refusedOn', { code: 'required' }],
    ['waits, received on', { ...WAITING, receivedOn: NOW }, 'receivedOn', contradicts()],
    ['waits, refused on', { ...WAITING, refusedOn: NOW }, 'refusedOn', contradicts()],
    ['waits, received some', { ...WAITING, received: '5' }, 'received', contradicts()],
    ['refused, received some', { ...REFUSED, received: '5' }, 'received', contradicts()],
    ['refused, received on', { ...REFUSED, receivedOn: NOW }, 'receivedOn', contradicts()],
    ['forgotten, and told', { ...RECEIVED, dateForgotten: true }, 'dateForgotten', contradicts()],
    ['waits, forgotten', { ...WAITING, dateForgotten: true }, 'dateForgotten', contradicts()],
    ['waits, replied', { ...WAITING, afterReply: true }, 'afterReply', contradicts()],
    ['refused, replied', { ...REFUSED, afterReply: true }, 'afterReply', contradicts()],
    ['received, refusal', { ...RECEIVED, refusal: 'other' }, 'refusal', contradicts()],
    ['gives up nothing', { ...WAITING, outcome: 'given-up' }, 'outcome', contradicts()],
    ['received, refused on', { ...RECEIVED, refusedOn: NOW }, 'refusedOn', contradicts()],
    ['no number', { ...RECEIVED, expected: 'dix' }, 'expected', amount('27,50')],
    ['three decimals', { ...RECEIVED, expected: '1,234' }, 'expected', amount('27,50')],
    ['cents of ariary', { ...RECEIVED, currency: 'MGA' }, 'expected', amount('2750')],
    ['nothing', { ...RECEIVED, expected: '0' }, 'expected', { code: 'too-small', limit: '0.01' }],
    ['received nothing', { ...RECEIVED, received: '0,00' }, 'received', { code: 'too-small' }],
    ['received a word', { ...RECEIVED, received: 'tout' }, 'received', amount('27,50')],
    [
      'received more than twice',
      { ...RECEIVED, received: '54,87' },
      'received',
      { code: 'too-big', limit: '54.86' },
    ],
  ])('%s', (_, facts, field, issue) => {
    const read = parsePayout(facts, NOW, null);
    expect(read).toEqual({ issues: { [field]: expect.objectContaining(issue) as object } });
  });

  test('all at once', () => {
    const read = parsePayout({ ...REFUSED, expected: '?', askedOn: '2027-01-01' }, NOW, null);
    expect('issues' in read && Object.keys(read.issues).toSorted()).toEqual([
      'askedOn',
      'expected',
      'refusedOn',
    ]);
  });
});

test('who gave up before she asked is told', () => {
  const facts: PayoutFacts = { ...WAITING, outcome: 'given-up', askedOn: '2026-11-14' };
  expect(parsePayout(facts, NOW, GIVEN_UP_ON)).toEqual({ issues: { askedOn: contradicts() } });
});

describe('a claim is settled by one answer', () => {
  test.each<[string, Omit<ClaimAnswer, 'afterReply'> & { afterReply?: boolean }, object]>([
    ['received', { answer: 'received' }, { receivedShare: 1, delayDays: 22 }],
    [
      'received on the day asked',
      { answer: 'received', on: '2026-10-28' },
      { delayDays: 2, dateForgotten: false },
    ],
    [
      'forgotten',
      { answer: 'date-forgotten', afterReply: true },
      { receivedShare: 1, delayDays: null, dateForgotten: true, afterReply: true },
    ],
    ['refused', { answer: 'refused', refusal: 'other' }, { receivedShare: null, refusal: 'other' }],
    ['given up', { answer: 'given-up' }, { receivedShare: null, delayDays: 22 }],
    ['received, the class told', { answer: 'received', delay: 11 }, { delayDays: 11 }],
    // Some day of the class was: the 15th after the day asked, of 15 to 30.
    ['refused, a class just begun', { answer: 'refused', delay: 22 }, { delayDays: 22 }],
    [
      'received, a class that is not yet possible',
      { answer: 'received', delay: 45 },
      { issues: { on: future() } },
    ],
    [
      'the class and a day',
      { answer: 'received', delay: 2, on: '2026-10-28' },
      { issues: { on: contradicts() } },
    ],
    [
      'the class of a forgotten day',
      { answer: 'date-forgotten', delay: 2 },
      { issues: { on: contradicts() } },
    ],
  ])('%s', (_, answer, settled) => {
    const read = settleClaim('2026-10-28', { afterReply: false, ...answer }, NOW);
    expect(read).toMatchObject(settled);
  });
});

test('only its author changes a payout', () => {
  expect(payoutRights({ author: true })).toEqual({ edit: true });
  expect(payoutRights({ author: false })).toEqual({ edit: false });
});

function required(): object {
  return { code: 'required' };
}
function future(): object {
  return { code: 'in-the-future', limit: NOW };
}
function before(): object {
  return { code: 'before-start' };
}
function contradicts(): object {
  return { code: 'contradicts' };
}
function amount(limit: string): object {
  return { code: 'not-an-amount', limit };
}
