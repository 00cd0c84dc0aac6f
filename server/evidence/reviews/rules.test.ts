import { describe, expect, test } from 'vitest';
import { AppError } from '#server/core/errors.ts';
import { isSameReview, parseReview } from './rules.ts';

const NOW = '2026-11-01';
const TYPED = {
  pay: 1,
  punctuality: 2,
  fairness: 3,
  communication: 4,
  supply: 5,
  experiencedMonth: '2026-11',
  solicited: false,
  signed: false,
};

describe('readReview', () => {
  test.each(['2000-01', '2026-11'])('takes the month %s', (experiencedMonth) => {
    expect(parseReview({ ...TYPED, experiencedMonth }, NOW)).toEqual({
      ...TYPED,
      experiencedMonth,
      text: null,
    });
  });

  test.each(['1999-12', '2026-12', '2027-01'])('refuses the month %s', (experiencedMonth) => {
    expect(() => parseReview({ ...TYPED, experiencedMonth }, NOW)).toThrow(AppError);
  });
});

describe('isSameReview', () => {
  const review = parseReview({ ...TYPED, text: 'Bien.' }, NOW);

  test.each([
    [{}, true],
    [{ supply: 4 }, false],
    [{ experiencedMonth: '2026-10' }, false],
    [{ text: 'Mieux.' }, false],
    [{ text: null }, false],
    [{ solicited: true }, false],
    [{ signed: true }, false],
  ])('with %j: %j', (change, same) => {
    expect(isSameReview(review, { ...review, ...change })).toBe(same);
  });
});
