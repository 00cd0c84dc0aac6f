import { describe, expect, test } from 'vitest';
import {
  findReplyErrors,
  checkReplyDecision,
  replyReadingDeadline,
  replyWaitingTime,
} from './rules.ts';

const reply = { signedAs: 'Clickworker', text: 'Nous avons payé le 3.', entitled: true };

describe('checkReply: what is missing', () => {
  test.each([
    ['nothing, about a platform', { platform: 'clickworker' }, []],
    ['nothing, about a client', { client: 'lab' }, []],
    ['whom it is about', {}, ['platform']],
    ['which of two it is about', { platform: 'clickworker', client: 'lab' }, ['platform']],
    ['that the sender is named', { platform: 'clickworker', entitled: false }, ['entitled']],
  ])('%s', (_, change, fields) => {
    expect(Object.keys(findReplyErrors({ ...reply, ...change }))).toEqual(fields);
  });
});

describe('checkReplyDecision: what is missing', () => {
  test.each([
    ['nothing to publish', { decision: 'publish' as const }, []],
    ['rule and reason to refuse', { decision: 'refuse' as const }, ['rule', 'reason']],
    ['a reason', { decision: 'refuse' as const, rule: 'R5' as const }, ['reason']],
    ['a rule', { decision: 'refuse' as const, reason: 'Une insulte.' }, ['rule']],
    ['nothing', { decision: 'refuse' as const, rule: 'R5' as const, reason: 'Une insulte.' }, []],
  ])('%s', (_, decision, fields) => {
    expect(Object.keys(checkReplyDecision(decision))).toEqual(fields);
  });
});

test.each([
  ['2026-11-20', 0, false],
  ['2026-11-17', 3, false],
  ['2026-11-16', 4, true],
])('received on %s: waits for %i days, longer than promised: %s', (receivedOn, days, late) => {
  expect(replyWaitingTime(receivedOn, '2026-11-20')).toEqual({ days, late });
});

test('is to be read within three days', () => {
  expect(replyReadingDeadline('2026-11-29')).toBe('2026-12-02');
});
