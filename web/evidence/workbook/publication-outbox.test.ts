import { describe, expect, test } from 'vitest';
import type { ErrorCode, FieldIssues } from '#shared/core/errors.ts';
import {
  moveToAccount,
  requestPublication,
  beginAttempt,
  isSignedUnlikeOthers,
  isAttemptUnresolved,
  mayBePublic,
  applyRefusal,
  cancelPublication,
  whyEntryWaits,
  type OutgoingEntry,
} from './outgoing-entry-state.ts';

/** A waiting entry is published once, as it was sent, under the account that asked for it. */

const REPORT = { path: '/api/payouts', body: { expected: '27.43' } };
const NEW: OutgoingEntry = requestPublication(null, {
  company: false,
  account: 'hers',
  looked: false,
});
const TRIED: OutgoingEntry = { ...NEW, sent: REPORT, firstTriedAt: 5 };
const error = (code: ErrorCode) => ({ code });

describe('a try', () => {
  test('keeps what is sent and when, before it is sent', () => {
    expect(beginAttempt(NEW, REPORT, 5)).toEqual(TRIED);
    expect(beginAttempt(TRIED, REPORT, 9)).toEqual(TRIED);
  });

  test('is not begun of what was taken back or erased meanwhile', () => {
    expect(beginAttempt(null, REPORT, 5)).toBeNull();
    expect(beginAttempt({ ...TRIED, state: 'held' }, REPORT, 9)?.state).toBe('held');
  });
});

describe('taken back', () => {
  test('before it was sent, it is forgotten', () => {
    expect(cancelPublication(NEW)).toBeNull();
  });

  test('after an answer that was lost, it may be public, and the first try stays known', () => {
    const held = cancelPublication(TRIED);
    expect(held).toEqual({ ...TRIED, state: 'held' });
    expect(held !== null && mayBePublic(held)).toBe(true);
  });

  test('published again, the first try stays known; the account, too', () => {
    const again = requestPublication(cancelPublication(TRIED), {
      company: true,
      account: 'another',
      looked: false,
    });
    expect(again).toMatchObject({ state: 'waiting', firstTriedAt: 5, account: 'hers', sent: null });
  });

  test('once she looked at her evidence, it counts as new', () => {
    const asked = { company: false, account: 'another', looked: true };
    expect(requestPublication(cancelPublication(TRIED), asked)).toMatchObject({
      firstTriedAt: null,
      account: 'another',
    });
  });
});

describe('where her others on the platform are signed', () => {
  const refusedOn = (fields: FieldIssues): OutgoingEntry | null =>
    applyRefusal(TRIED, NEW, { code: 'bad-input', fields });
  const limit = 'payout';

  test.each<[FieldIssues, boolean]>([
    [{ signed: { code: 'others-signed', limit } }, true],
    [{ alike: { code: 'others-named-in-posts' } }, true],
    [{ signed: { code: 'others-unsigned', limit } }, false],
    [{ expected: { code: 'not-an-amount' } }, false],
  ])('%j lets her choose: %s', (fields, chooses) => {
    const refused = refusedOn(fields);
    expect(refused !== null && isSignedUnlikeOthers(refused)).toBe(chooses);
  });

  test('what she chose is sent, and not chosen for her the next time', () => {
    const asked = { company: false, account: 'hers', looked: false };
    const chosen = requestPublication(refusedOn({}), { ...asked, signing: 'sign' });
    expect(chosen).toMatchObject({ state: 'waiting', signing: 'sign', problem: null });
    expect(requestPublication(chosen, asked).signing).toBeUndefined();
  });
});

describe('a refusal', () => {
  test.each<[string, ErrorCode, OutgoingEntry, Partial<OutgoingEntry>]>([
    ['of what is wrong with it', 'bad-input', NEW, { state: 'refused', firstTriedAt: null }],
    [
      'for later, at first',
      'signed-out',
      NEW,
      { state: 'waiting', firstTriedAt: null, sent: null },
    ],
    [
      'for later, after a lost answer',
      'signed-out',
      TRIED,
      { state: 'waiting', firstTriedAt: 5, sent: REPORT },
    ],
    [
      'of the same content, which proves that an earlier try published nothing',
      'bad-input',
      TRIED,
      { state: 'refused', firstTriedAt: null, sent: null },
    ],
    [
      'of other content than an earlier try’s, which proves nothing',
      'bad-input',
      { ...TRIED, sent: null },
      { state: 'refused', firstTriedAt: 5 },
    ],
    ['of a key that is taken', 'conflict', NEW, { state: 'refused', firstTriedAt: 9, sent: null }],
    [
      'of a server that broke',
      'internal',
      NEW,
      { state: 'waiting', firstTriedAt: 9, sent: REPORT },
    ],
  ])('%s', (_, code, before, after) => {
    const tried = beginAttempt(before, REPORT, 9);
    expect(applyRefusal(tried, before, error(code))).toMatchObject(after);
  });

  test('of what was taken back while it was on its way leaves nothing to say', () => {
    const held = cancelPublication(beginAttempt(NEW, REPORT, 9));
    expect(applyRefusal(held, NEW, error('bad-input'))).toBeNull();
    expect(applyRefusal(held, NEW, error('too-many'))).toBeNull();
    expect(applyRefusal(held, TRIED, error('too-many'))).toMatchObject({ state: 'held' });
  });

  test('of a book that was erased meanwhile brings nothing back', () => {
    expect(applyRefusal(null, NEW, error('bad-input'))).toBeNull();
  });
});

describe('on a device that several people use', () => {
  test.each<[string, OutgoingEntry, string | null, ReturnType<typeof whyEntryWaits>]>([
    ['her own goes', NEW, 'hers', 'line'],
    ['with nobody signed in, it waits', NEW, null, 'line'],
    ['under another account she is asked', NEW, 'another', 'consent'],
    ['marked by nobody, she is asked', { ...NEW, account: null }, 'hers', 'consent'],
    ['what another account sent waits for that one', TRIED, 'another', 'other-account'],
  ])('%s', (_, outgoing, viewer, what) => {
    expect(whyEntryWaits(outgoing, viewer)).toBe(what);
  });

  test('what she adopts is hers; what another account sent is not', () => {
    expect(moveToAccount(NEW, 'another').account).toBe('another');
    expect(moveToAccount(TRIED, 'another').account).toBe('hers');
  });
});

test('what was sent three months ago without an answer does not go again by itself', () => {
  const day = 86_400_000;
  const tried: OutgoingEntry = { ...NEW, firstTriedAt: 0 };
  expect(isAttemptUnresolved(tried, 79 * day)).toBe(false);
  expect(isAttemptUnresolved(tried, 81 * day)).toBe(true);
  expect(isAttemptUnresolved(NEW, 700 * day)).toBe(false);
});
