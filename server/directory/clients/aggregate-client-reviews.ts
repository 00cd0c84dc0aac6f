import {
  CLIENT_CRITERIA,
  type ClientCriterion,
  type ClientRating,
  type ClientReviewFacts,
} from '#shared/directory/client-ratings.ts';
import { daysBetween, type Day } from '#shared/core/days.ts';
import { recordFrom } from '#shared/core/record-from.ts';
import { weighMembers } from '#shared/evidence/weighted-statistics.ts';
import {
  RATING_RECENT_DAYS,
  bayesianMean,
  overallScore,
  computeRating,
  type RatedReview,
} from '#shared/evidence/platform-rating.ts';

/** The weighted mean rating of all clients for each criterion; null where nobody rated one. */
export type SiteMeanRatings = Readonly<Record<ClientCriterion, number | null>>;

/** The ratings of one member (or of linked accounts that count as one), with her weight. */
type Marked = {
  readonly marks: Readonly<Record<ClientCriterion, number>>;
  readonly on: Day;
  readonly established: boolean;
  readonly weight: number;
};

/**
 * Aggregates the reviews of a client: Bayesian averages with the site's mean as prior, for all time and
 * recently. Weights are those of task reports. A review counts in the middle of the quarter
 * worked, because its month is not published.
 */
export function aggregateClientReviews(
  reviews: readonly ClientReviewFacts[],
  site: SiteMeanRatings,
  now: Day,
): ClientRating {
  const members = markedBy(reviews);
  // The total weight of new accounts is capped by that of established members in the same period.
  const lately = markedBy(reviews.filter(({ on }) => daysBetween(on, now) <= RATING_RECENT_DAYS));
  const siteMean = overallScore(CLIENT_CRITERIA.map((criterion) => site[criterion]));
  const { allTime } = computeRating(members.map(toRated), siteMean, now);
  const { recent } = computeRating(lately.map(toRated), siteMean, now);
  const meanOf = (criterion: ClientCriterion): number | null =>
    members.length === 0
      ? null
      : bayesianMean(
          members.map(({ marks, weight }) => ({ value: marks[criterion], weight })),
          site[criterion],
        );
  return {
    overall: allTime.mean,
    count: allTime.count,
    distribution: allTime.distribution,
    recent: recent.mean,
    recentCount: recent.count,
    criteria: recordFrom(CLIENT_CRITERIA, meanOf),
  };
}

function markedBy(reviews: readonly ClientReviewFacts[]): Marked[] {
  return weighMembers(reviews).map(({ reports: own, established, weight }) => {
    const mean = (criterion: ClientCriterion): number =>
      own.reduce((sum, review) => sum + review[criterion], 0) / own.length;
    const days = own.map(({ on }) => on).toSorted();
    return {
      marks: recordFrom(CLIENT_CRITERIA, mean),
      on: days.at(-1) ?? '',
      established,
      weight,
    };
  });
}

function toRated({ marks, on, established }: Marked): RatedReview {
  const score = overallScore(CLIENT_CRITERIA.map((criterion) => marks[criterion])) ?? 0;
  return { score, on, established };
}
