import { describe, expect, test } from 'vitest';
import type { Vote } from '#shared/governance/juries.ts';
import type { Measure } from '#shared/core/moderation-decisions.ts';
import {
  checkJurorVote,
  visibilityAfter,
  isVoteOfMajority,
  majorityOf,
  verdictOf,
  possibleVotes,
} from './rules.ts';

/** Makes votes of letters: s shows, h hides by R5, r removes by R4, R removes by R6. */
function votes(letters: string) {
  const meant: Record<string, { vote: Vote; rule: string | null }> = {
    s: { vote: 'restore', rule: null },
    d: { vote: 'dismiss', rule: null },
    h: { vote: 'hide', rule: 'R5' },
    r: { vote: 'remove', rule: 'R4' },
    R: { vote: 'remove', rule: 'R6' },
  };
  return letters.split('').flatMap((letter) => meant[letter] ?? []);
}

describe('a jury', () => {
  test('decides by more than half of its seats', () => {
    expect([3, 5].map(majorityOf)).toEqual([2, 3]);
  });

  const verdicts: [letters: string, seats: number, kind: string | null][] = [
    ['', 3, null],
    ['s', 3, null],
    ['ss', 3, 'restore'],
    ['sd', 3, 'restore'],
    ['hh', 3, 'hide'],
    ['hs', 3, null],
    ['hsh', 3, 'hide'],
    ['rr', 3, 'remove'],
    // A vote to remove is also one to hide; the third may still make it a removal.
    ['hr', 3, null],
    ['hrs', 3, 'hide'],
    ['hrr', 3, 'remove'],
    ['hhr', 3, 'hide'],
    ['rss', 3, 'restore'],
    ['hhh', 5, 'hide'],
    ['hhr', 5, null],
    ['hhrs', 5, 'hide'],
    ['hrr', 5, null],
    ['hrrr', 5, 'remove'],
    ['hrrs', 5, null],
    ['hrrss', 5, 'hide'],
    ['ss', 5, null],
    ['sdsh', 5, 'restore'],
    ['hhss', 5, null],
  ];
  for (const [letters, seats, kind] of verdicts) {
    test(`of ${seats} with the votes "${letters}" has decided ${kind ?? 'nothing yet'}`, () => {
      expect(verdictOf(votes(letters), seats)?.kind ?? null).toBe(kind);
    });
  }

  test('decides the same, in whatever order its votes come, once all are there', () => {
    const orders = (letters: string): string[] =>
      letters.length < 2
        ? [letters]
        : letters
            .split('')
            .flatMap((one, at) =>
              orders(letters.slice(0, at) + letters.slice(at + 1)).map((rest) => one + rest),
            );
    for (const all of ['hrrss', 'hhrrs', 'rrrhs', 'sshhr', 'hhhrs']) {
      // An early verdict equals the one after all votes.
      const decided = orders(all).map((order) => {
        const early = [1, 2, 3, 4, 5].map((n) => verdictOf(votes(order.slice(0, n)), 5)?.kind);
        return early.find((kind) => kind !== undefined);
      });
      expect([all, new Set(decided).size]).toEqual([all, 1]);
    }
  });

  const over: [letters: string, kind: string | null][] = [
    ['hhr', 'hide'],
    ['hrr', 'hide'],
    ['hh', null],
    ['hhss', null],
    ['', null],
    ['sss', 'restore'],
  ];
  for (const [letters, kind] of over) {
    test(`of five whose time is over, with "${letters}", has decided ${kind ?? 'nothing'}`, () => {
      expect(verdictOf(votes(letters), 5, true)?.kind ?? null).toBe(kind);
    });
  }

  test('names the rule that most of its majority named', () => {
    expect(verdictOf(votes('rRR'), 3)?.rule).toBe('R6');
    expect(verdictOf(votes('hhr'), 3)?.rule).toBe('R5');
    // On a tie the first rule in their order, whoever voted first.
    expect(verdictOf(votes('Rr'), 3)?.rule).toBe('R4');
    expect(verdictOf(votes('ss'), 3)?.rule).toBeNull();
  });

  test('has as hands those whose votes made it, and no others', () => {
    const hands = (letters: string, kind: Vote) =>
      letters
        .split('')
        .filter((one) => votes(one).some((cast) => isVoteOfMajority(cast, { kind, rule: null })))
        .join('');
    expect(hands('shrd', 'hide')).toBe('hr');
    expect(hands('shrd', 'remove')).toBe('r');
    expect(hands('shrd', 'restore')).toBe('sd');
    expect(hands('shrd', 'dismiss')).toBe('sd');
  });
});

describe('a vote', () => {
  test('is for what would change something, or for leaving it', () => {
    const whole = { coverAtStake: false, covered: true };
    expect(possibleVotes('post', null, whole)).toEqual(['dismiss', 'hide', 'remove']);
    for (const hidden of ['hide', 'remove', 'veil'] as const) {
      expect(possibleVotes('post', hidden, whole)).toEqual(['restore', 'hide', 'remove']);
    }
  });

  test('on covering words is to cover them or to show them, whatever hides the whole', () => {
    const votesOn = (hidden: Measure | null, covered: boolean) =>
      possibleVotes('post', hidden, { coverAtStake: true, covered });
    expect(votesOn(null, false)).toEqual(['dismiss', 'cover']);
    expect(votesOn(null, true)).toEqual(['restore', 'cover']);
    expect(votesOn('veil', false)).toEqual(['restore', 'cover']);
    const cast = (vote: Vote) => ({ vote, rule: vote === 'cover' ? 'R4' : null });
    const two = verdictOf([cast('cover'), cast('restore'), cast('cover')], 3);
    expect(two).toEqual({ kind: 'cover', rule: 'R4' });
    expect(isVoteOfMajority(cast('cover'), { kind: 'cover', rule: 'R4' })).toBe(true);
    expect(isVoteOfMajority(cast('cover'), { kind: 'hide', rule: 'R4' })).toBe(false);
  });

  test('names a rule where it hides, one that allows it where it removes', () => {
    expect(checkJurorVote('hide', 'R5')).toBe('R5');
    expect(checkJurorVote('remove', 'R4')).toBe('R4');
    expect(checkJurorVote('cover', 'R4')).toBe('R4');
    expect(checkJurorVote('restore', 'R5')).toBeNull();
    expect(() => checkJurorVote('hide', undefined)).toThrow('bad-input');
    expect(() => checkJurorVote('remove', 'R5')).toThrow('bad-input');
    expect(() => checkJurorVote('cover', 'R5')).toThrow('bad-input');
  });
});

describe('the visibility after a decision', () => {
  test('reverses what a reader sees, or confirms it', () => {
    const effects = (
      ['hide', 'remove', 'veil', 'cover', 'uncover', 'restore', 'dismiss'] as Measure[]
    ).map(visibilityAfter);
    expect(effects).toEqual(['hidden', 'removed', 'removed', 'covered', 'shown', 'shown', 'shown']);
  });
});
