import {
  CLIENT_CRITERIA,
  type ClientCriterion,
  type ClientRating,
  type ClientReviewFacts,
} from '#shared/clients.ts';
import { middleOfMonth, type Day } from '#shared/days.ts';
import { bayesianMean, overallScore, rate } from '#shared/rating.ts';

/** The mean of all clients' marks for each criterion; null where the site has none. */
export type SiteMeans = Readonly<Record<ClientCriterion, number | null>>;

/**
 * What the reviews of a client come to: Bayesian means towards the mean of the whole site, and
 * lately against all time. A review counts in the month that it tells of: its day is not published.
 */
export function describeReviews(
  reviews: readonly ClientReviewFacts[],
  site: SiteMeans,
  now: Day,
): ClientRating {
  const scored = reviews.map((review) => ({
    score: overallScore(CLIENT_CRITERIA.map((criterion) => review[criterion])) ?? 0,
    on: middleOfMonth(review.experiencedMonth),
  }));
  const siteMean = overallScore(CLIENT_CRITERIA.map((criterion) => site[criterion]));
  const { allTime, recent } = rate(scored, siteMean, now);
  const meanOf = (criterion: ClientCriterion): number | null =>
    reviews.length === 0
      ? null
      : bayesianMean(
          reviews.map((review) => review[criterion]),
          site[criterion],
        );
  return {
    overall: allTime.mean,
    count: allTime.count,
    distribution: allTime.distribution,
    recent: recent.mean,
    recentCount: recent.count,
    criteria: {
      communication: meanOf('communication'),
      pay: meanOf('pay'),
      fairness: meanOf('fairness'),
      speed: meanOf('speed'),
    },
  };
}
