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

describe('what is published of a payout is rounded', () => {
  test.each<[string, PayoutFacts, object, object]>([
    [
      'received whole',
      RECEIVED,
      { expectedMinor: 2743, receivedMinor: 2743, feeMinor: null, settledOn: '2026-11-07' },
      { expectedRounded: 2700, receivedRounded: 2700, askedMonth: '2026-11', delayDays: 4 },
    ],
    [
      'received in part, with a fee',
      { ...RECEIVED, received: '13,55', fee: '0,35' },
      { receivedMinor: 1355, feeMinor: 35 },
      { receivedRounded: 1400 },
    ],
    ['received more', { ...RECEIVED, received: '54,86' }, { receivedMinor: 5486 }, {}],
    ['on the day asked', { ...RECEIVED, receivedOn: '2026-11-03' }, {}, { delayDays: 0 }],
    ['asked today', { ...WAITING, askedOn: NOW }, {}, { askedMonth: '2026-11', delayDays: null }],
    ['on the first day of all', { ...WAITING, askedOn: '2000-01-01' }, {}, {}],
    [
      'waiting',
      WAITING,
      { receivedMinor: null, settledOn: null },
      { receivedRounded: null, delayDays: null, state: 'waiting' },
    ],
    [
      'refused',
      REFUSED,
      { receivedMinor: null, settledOn: '2026-11-09' },
      { receivedRounded: null, delayDays: 6, state: 'refused' },
    ],
    [
      'received, day forgotten',
      without({ ...RECEIVED, dateForgotten: true, afterReply: true }, 'receivedOn'),
      { receivedMinor: 2743, settledOn: null },
      { state: 'received', delayDays: null, dateForgotten: true, afterReply: true },
    ],
    [
      'refused, with the reason',
      { ...REFUSED, refusal: 'quality' },
      {},
      { refusal: 'quality', delayDays: 6 },
    ],
    [
      'given up: from the middle of the month asked',
      { ...WAITING, outcome: 'given-up', askedOn: '2026-10-28' },
      { settledOn: GIVEN_UP_ON },
      { state: 'given-up', delayDays: 29, receivedRounded: null },
    ],
    [
      'given up before the middle of the month asked',
      { ...WAITING, outcome: 'given-up', askedOn: '2026-11-12' },
      {},
      { delayDays: 0 },
    ],
    [
      'without decimals',
      { ...RECEIVED, currency: 'MGA', expected: '125 430' },
      { expectedMinor: 125_430 },
      { expectedRounded: 130_000, currency: 'MGA' },
    ],
  ])('%s', (_, facts, exact, published) => {
    const read = parsePayout(facts, NOW, GIVEN_UP_ON);
    expect(read).toMatchObject({ exact, published });
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
    ['a fee larger than all', { ...RECEIVED, fee: '27,44' }, 'fee', { code: 'too-big' }],
    ['a fee in words', { ...RECEIVED, fee: 'peu' }, 'fee', amount('27,50')],
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
  const claim = { askedOn: '2026-10-28', expectedMinor: 2743 };
  const whole = { receivedMinor: 2743, receivedRounded: 2700 };
  const nothing = { receivedMinor: null, receivedRounded: null };

  test.each<[string, Omit<ClaimAnswer, 'afterReply'> & { afterReply?: boolean }, object]>([
    ['received', { answer: 'received' }, { ...whole, settledOn: NOW, delayDays: 23 }],
    [
      'received on the day asked',
      { answer: 'received', on: '2026-10-28' },
      { settledOn: '2026-10-28', delayDays: 0, dateForgotten: false },
    ],
    [
      'forgotten',
      { answer: 'date-forgotten', afterReply: true },
      { ...whole, settledOn: null, delayDays: null, dateForgotten: true, afterReply: true },
    ],
    ['refused', { answer: 'refused', refusal: 'other' }, { ...nothing, refusal: 'other' }],
    ['given up', { answer: 'given-up' }, { ...nothing, settledOn: NOW, delayDays: 36 }],
  ])('%s', (_, answer, settled) => {
    expect(settleClaim(claim, { afterReply: false, ...answer }, NOW)).toMatchObject(settled);
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
