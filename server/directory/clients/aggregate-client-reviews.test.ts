import { expect, test } from 'vitest';
import type { ClientReviewFacts } from '#shared/directory/client-ratings.ts';
import { aggregateClientReviews } from './aggregate-client-reviews.ts';

const NOW = '2026-11-20';
const SITE = { communication: 3, pay: 3, fairness: 3, speed: 3 };

const review = (mark: number, overrides: Partial<ClientReviewFacts> = {}): ClientReviewFacts => ({
  authorKey: 'a',
  established: false,
  on: '2026-11-15',
  communication: mark,
  pay: mark,
  fairness: mark,
  speed: mark,
  ...overrides,
});
const established = (mark: number, count: number): ClientReviewFacts[] =>
  Array.from({ length: count }, (_, index) =>
    review(mark, { authorKey: `e${index}`, established: true }),
  );
const fresh = (mark: number, count: number, more = {}): ClientReviewFacts[] =>
  Array.from({ length: count }, (_, index) => review(mark, { authorKey: `n${index}`, ...more }));

test.each([
  ['nobody', [], null],
  ['an established member counts as one', established(5, 1), (15 + 5) / 6],
  ['a new account counts as a quarter', fresh(5, 1), (15 + 5 / 4) / 5.25],
  ['four established outweigh twenty new', [...established(5, 4), ...fresh(1, 20)], 36 / 10],
  ['twenty new alone weigh as one established', fresh(1, 20), 16 / 6],
])('%s', (_, reviews, mean) => {
  const { overall, criteria, recent } = aggregateClientReviews(reviews, SITE, NOW);
  for (const figure of [overall, criteria.pay, recent]) {
    if (mean === null) expect(figure).toBeNull();
    else expect(figure).toBeCloseTo(mean);
  }
});

test('accounts of one voice count as one member, who says what they say in the mean', () => {
  const { count, overall, distribution } = aggregateClientReviews(
    [review(1), review(5)],
    SITE,
    NOW,
  );
  expect([count, overall, distribution]).toEqual([1, 3, [0, 0, 1, 0, 0]]);
});

test('new accounts lately weigh beside those established who spoke lately', () => {
  const before = established(5, 12).map((one) => ({ ...one, on: '2025-01-15' }));
  const { recent, recentCount } = aggregateClientReviews([...before, ...fresh(1, 20)], SITE, NOW);
  expect(recentCount).toBe(20);
  expect(recent).toBeCloseTo(16 / 6);
});
