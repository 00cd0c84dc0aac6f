import { daysBetween, type Day } from '#shared/core/days.ts';

/** Weight of the site's mean in a rating, in reviews. */
export const RATING_PRIOR_WEIGHT = 5;
/** The middle of the scale 1 to 5: the prior while the site has no review. */
export const RATING_PRIOR_FALLBACK = 3;
/** Length of the period of recent ratings, in days. */
export const RATING_RECENT_DAYS = 90;

/**
 * One review: its overall score, 1 to 5 (the mean of its criteria), its day, and its weight
 * (default 1).
 */
export type RatedReview = { score: number; on: Day; weight?: number };

/** How many reviews round to 1, 2, 3, 4 and 5. */
export type RatingDistribution = [number, number, number, number, number];

/** A rating (null without a review) with its count and distribution. */
export type RatingWithDistribution = {
  mean: number | null;
  count: number;
  distribution: RatingDistribution;
};

/** The score of one review: the mean of the criteria given, 1 to 5; null without any. */
export function overallScore(criteria: readonly (number | null)[]): number | null {
  const given = criteria.filter((criterion) => criterion !== null);
  if (given.length === 0) return null;
  return given.reduce((sum, criterion) => sum + criterion, 0) / given.length;
}

/** Bayesian mean of scores from 1 to 5: the site's mean enters as 5 more reviews. */
export function bayesianMean(
  scores: readonly number[],
  siteMean: number | null,
  weights: readonly number[] = scores.map(() => 1),
): number {
  const prior = RATING_PRIOR_WEIGHT * (siteMean ?? RATING_PRIOR_FALLBACK);
  const sum = scores.reduce((total, score, at) => total + score * (weights[at] ?? 1), prior);
  return sum / weights.reduce((total, weight) => total + weight, RATING_PRIOR_WEIGHT);
}

/** The rating over all time and over the last 90 days, `now` included. */
export function computeRating(
  reviews: readonly RatedReview[],
  siteMean: number | null,
  now: Day,
): { allTime: RatingWithDistribution; recent: RatingWithDistribution } {
  const recent = reviews.filter(({ on }) => daysBetween(on, now) <= RATING_RECENT_DAYS);
  return { allTime: rateAll(reviews, siteMean), recent: rateAll(recent, siteMean) };
}

function rateAll(reviews: readonly RatedReview[], siteMean: number | null): RatingWithDistribution {
  const scores = reviews.map(({ score }) => score);
  const weights = reviews.map(({ weight = 1 }) => weight);
  const rounded = scores.map((score) => Math.round(score));
  const count = (stars: number): number => rounded.filter((score) => score === stars).length;
  return {
    mean: scores.length === 0 ? null : bayesianMean(scores, siteMean, weights),
    count: scores.length,
    distribution: [count(1), count(2), count(3), count(4), count(5)],
  };
}
