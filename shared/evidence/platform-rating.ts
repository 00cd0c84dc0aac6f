import { daysBetween, type Day } from '#shared/core/days.ts';
import { recordFrom } from '#shared/core/record-from.ts';
import { WEIGHT_OF_ESTABLISHED_AUTHOR } from './standing-constants.ts';
import { sumOf, weightOfNewMember, weightsOf, type WeightedValue } from './weighted-statistics.ts';

/** Weight of the site's mean in a rating, in reviews. */
export const RATING_PRIOR_WEIGHT = 5;
/** The middle of the scale 1 to 5: the prior while the site has no review. */
export const RATING_PRIOR_FALLBACK = 3;
/** Length of the period of recent ratings, in days. */
export const RATING_RECENT_DAYS = 90;

/**
 * One review: its overall score, 1 to 5 (the mean of its criteria), its day, and whether its author is
 * established.
 */
export type RatedReview = { score: number; on: Day; established: boolean };

/** Numbers of reviews whose score rounds to 1, 2, 3, 4 and 5. */
export type RatingDistribution = [number, number, number, number, number];

/** A rating (null without a review) of weighted reviews, with the number of them and of each score. */
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

/** Weighted Bayesian mean of scores from 1 to 5: the site's mean enters as 5 more established members. */
export function bayesianMean(
  scores: readonly WeightedValue<number>[],
  siteMean: number | null,
): number {
  const prior = { value: siteMean ?? RATING_PRIOR_FALLBACK, weight: RATING_PRIOR_WEIGHT };
  const all = [prior, ...scores];
  return sumOf(all, ({ value, weight }) => value * weight) / sumOf(all, ({ weight }) => weight);
}

/** Sums of the marks of reviews whose authors are established, or are not. */
export type MarkSums<Criterion extends string> = Readonly<Record<Criterion, number>> & {
  readonly established: boolean;
  readonly reviews: number;
};

/**
 * The weighted mean of all reviews of the site by criterion; null without one. Takes integer sums, so
 * that a query and a dump in another order give the same digits.
 */
export function siteMeansOf<Criterion extends string>(
  criteria: readonly Criterion[],
  sums: readonly MarkSums<Criterion>[],
): Record<Criterion, number | null> {
  const established = sums.find((sum) => sum.established);
  const others = sums.find((sum) => !sum.established);
  const [known, unknown] = [established?.reviews ?? 0, others?.reviews ?? 0];
  const other = weightOfNewMember(known, unknown);
  const add = (ofEstablished: number, ofOthers: number): number =>
    ofEstablished * WEIGHT_OF_ESTABLISHED_AUTHOR + ofOthers * other;
  return recordFrom(criteria, (name) =>
    known + unknown === 0
      ? null
      : add(established?.[name] ?? 0, others?.[name] ?? 0) / add(known, unknown),
  );
}

/**
 * The rating over all time and over the last 90 days, `now` included. An established member weighs 1,
 * another one 0.25; all others together weigh at most 1, or a quarter of the established members of the
 * same period.
 */
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
  const weights = weightsOf(reviews.map(({ established }) => established));
  const rounded = scores.map((score) => Math.round(score));
  const count = (stars: number): number => rounded.filter((score) => score === stars).length;
  return {
    mean:
      scores.length === 0
        ? null
        : bayesianMean(
            scores.map((value, index) => ({ value, weight: weights[index] ?? 0 })),
            siteMean,
          ),
    count: scores.length,
    distribution: [count(1), count(2), count(3), count(4), count(5)],
  };
}
