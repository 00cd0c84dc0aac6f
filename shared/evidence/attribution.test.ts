import { describe, expect, test } from 'vitest';
import { findSigningMismatch, signingStateOf } from './attribution.ts';

const tally = (signed: number, unsigned: number) => ({ signed, unsigned });

describe('signedAs', () => {
  test.each([
    [tally(0, 0), null],
    [tally(2, 0), 'signed'],
    [tally(0, 1), 'unsigned'],
    [tally(1, 1), 'mixed'],
  ])('%j are %s', (others, expected) => {
    expect(signingStateOf(others)).toBe(expected);
  });
});

describe('refuseMixing', () => {
  test.each([
    ['the first one is signed or not, as she likes', tally(0, 0), { signed: true }, null],
    ['the first one is signed or not, as she likes', tally(0, 0), { signed: false }, null],
    ['one more like the others', tally(3, 0), { signed: true }, null],
    ['one more like the others', tally(0, 3), { signed: false }, null],
    ['a signed one beside unsigned ones', tally(0, 3), { signed: true }, 'others-unsigned'],
    ['an unsigned one beside signed ones', tally(3, 0), { signed: false }, 'others-signed'],
    ['the others become as it is', tally(0, 3), { signed: true, alike: true }, null],
    ['the others become as it is', tally(3, 0), { signed: false, alike: true }, null],
    ['beside mixed ones neither goes', tally(1, 1), { signed: true }, 'others-unsigned'],
    ['beside mixed ones neither goes', tally(1, 1), { signed: false }, 'others-signed'],
    ['mixed ones become as it is', tally(1, 1), { signed: false, alike: true }, null],
  ] as const)('%s', (_, others, wish, expected) => {
    expect(findSigningMismatch(others, wish)).toBe(expected);
  });
});
