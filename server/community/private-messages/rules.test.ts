import { YOUNG_ACCOUNT_MESSAGE_LIMITS } from '#shared/community/new-account-limits.ts';
import { describe, expect, test } from 'vitest';
import { AppError } from '#server/core/errors.ts';
import { DAILY_MESSAGE_LIMITS } from '#shared/community/private-messages.ts';
import {
  checkMessageFlagDecision,
  dailyMessageLimits,
  daysUntilExpiry,
  expiryCutoff,
  requireMayWrite,
  suspensionEnd,
  mayWriteTo,
  type SenderAndRecipient,
} from './rules.ts';

const OPEN: SenderAndRecipient = {
  self: false,
  suspendedUntil: null,
  allows: true,
  ignoring: false,
  otherAllows: true,
  otherIgnores: false,
};
const NOW = new Date('2026-11-20T10:00:00Z');

describe('whether one may write to the other', () => {
  test.each<[string, Partial<SenderAndRecipient>, string]>([
    ['where both allow it', {}, 'open'],
    ['not to herself', { self: true }, 'self'],
    ['not while a decision keeps her', { suspendedUntil: '2026-12-01' }, 'suspended'],
    ['not where she does not allow it', { allows: false }, 'own-off'],
    ['not to whom she ignores', { ignoring: true }, 'ignoring'],
    ['not to who does not allow it', { otherAllows: false }, 'refused'],
    ['not to who ignores her', { otherIgnores: true }, 'refused'],
    ['her own choice is said first', { allows: false, otherIgnores: true }, 'own-off'],
  ])('%s', (_, change, writing) => {
    expect(mayWriteTo({ ...OPEN, ...change })).toBe(writing);
  });
});

describe('requireOpen', () => {
  const refusal = (change: Partial<SenderAndRecipient>): unknown => {
    try {
      requireMayWrite({ ...OPEN, ...change });
      return null;
    } catch (error) {
      return error instanceof AppError ? [error.code, error.fields] : 'unexpected';
    }
  };

  test('who is ignored gets to the letter what anybody gets who is not allowed', () => {
    expect(refusal({ otherIgnores: true })).toEqual(refusal({ otherAllows: false }));
    expect(refusal({ otherIgnores: true })).toEqual([
      'not-allowed',
      { text: { code: 'takes-no-messages' } },
    ]);
  });

  test('says until when a decision holds', () => {
    expect(refusal({ suspendedUntil: '2026-12-01' })).toEqual([
      'not-allowed',
      { text: { code: 'kept-from-writing', limit: '2026-12-01' } },
    ]);
    expect(refusal({})).toBeNull();
  });
});

describe('what one day may bring', () => {
  test.each([
    ['2026-11-20T10:00:00Z', YOUNG_ACCOUNT_MESSAGE_LIMITS],
    ['2026-11-10T10:00:01Z', YOUNG_ACCOUNT_MESSAGE_LIMITS],
    ['2026-11-10T10:00:00Z', DAILY_MESSAGE_LIMITS],
    ['2020-01-01T00:00:00Z', DAILY_MESSAGE_LIMITS],
  ])('for an account made at %s', (createdAt, limits) => {
    expect(dailyMessageLimits(new Date(createdAt), NOW)).toEqual(limits);
  });
});

describe('how long a message stays', () => {
  test.each([
    ['2026-11-20T10:00:00Z', 30],
    ['2026-11-20T09:59:59Z', 30],
    ['2026-11-19T10:00:00Z', 29],
    ['2026-10-22T10:00:01Z', 2],
    ['2026-10-22T10:00:00Z', 1],
    ['2026-10-21T10:00:01Z', 1],
  ])('one of %s: within %i days', (sentAt, days) => {
    expect(daysUntilExpiry(new Date(sentAt), NOW)).toBe(days);
  });

  test('is gone after 30 days to the second', () => {
    expect(expiryCutoff(NOW).toISOString()).toBe('2026-10-21T10:00:00.000Z');
  });
});

describe('checkFlagDecision: what is missing', () => {
  test.each([
    ['nothing, where nothing is to do', { decision: 'none' as const }, []],
    ['rule and reason', { decision: 'suspend' as const }, ['rule', 'reason']],
    ['a reason', { decision: 'suspend' as const, rule: 'R5' as const }, ['reason']],
    ['a rule', { decision: 'suspend' as const, reason: 'Une menace.' }, ['rule']],
    ['nothing', { decision: 'suspend' as const, rule: 'R5' as const, reason: 'Menace.' }, []],
  ])('%s', (_, decision, fields) => {
    expect(Object.keys(checkMessageFlagDecision(decision))).toEqual(fields);
  });
});

describe('when a suspension ends', () => {
  test.each([
    [null, '2026-12-20'],
    ['2026-12-01', '2026-12-20'],
    ['2027-01-05', '2027-01-05'],
  ])('after one until %s', (earlier, end) => {
    expect(suspensionEnd(NOW, 30, earlier)).toBe(end);
  });
});
