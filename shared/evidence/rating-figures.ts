import type { Day } from '#shared/core/days.ts';
import { recordFrom } from '#shared/core/record-from.ts';
import { PLATFORM_REVIEW_CRITERIA } from '#shared/directory/review-criteria.ts';
import {
  bayesianMean,
  computeRating,
  overallScore,
  type RatingDistribution,
} from './platform-rating.ts';
import { weightsOf } from './weighted-statistics.ts';

type Criterion = (typeof PLATFORM_REVIEW_CRITERIA)[number];

/**
 * The marks of a review, 1 to 5, the Monday from which it is shown, and whether its author is
 * established.
 */
export type ReviewMarks = Readonly<Record<Criterion, number>> & {
  readonly on: Day;
  readonly established: boolean;
};

/** The weighted mean of all reviews of the site by criterion; null without one. */
export type SiteMeans = Readonly<Record<Criterion, number | null>>;

export type RatingFigures = {
  readonly overall: number | null;
  readonly count: number;
  readonly distribution: RatingDistribution;
  readonly recent: number | null;
  readonly recentCount: number;
  readonly criteria: Readonly<Record<Criterion, number | null>>;
  /** The site's means that were used as prior. */
  readonly prior: SiteMeans;
};

/** Computes the rating of a platform on a day: weighted Bayesian means, those of the site as prior. */
export function computeRatingFigures(
  reviews: readonly ReviewMarks[],
  prior: SiteMeans,
  now: Day,
): RatingFigures {
  const siteMean = overallScore(PLATFORM_REVIEW_CRITERIA.map((criterion) => prior[criterion]));
  const rating = computeRating(
    reviews.map((review) => ({
      score: overallScore(PLATFORM_REVIEW_CRITERIA.map((criterion) => review[criterion])) ?? 0,
      on: review.on,
      established: review.established,
    })),
    siteMean,
    now,
  );
  const weights = weightsOf(reviews.map(({ established }) => established));
  const meanOf = (criterion: Criterion): number | null =>
    reviews.length === 0
      ? null
      : bayesianMean(
          reviews.map((review, index) => ({
            value: review[criterion],
            weight: weights[index] ?? 0,
          })),
          prior[criterion],
        );
  return {
    overall: rating.allTime.mean,
    count: rating.allTime.count,
    distribution: rating.allTime.distribution,
    recent: rating.recent.mean,
    recentCount: rating.recent.count,
    criteria: recordFrom(PLATFORM_REVIEW_CRITERIA, meanOf),
    prior,
  };
}
