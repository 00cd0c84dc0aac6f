import type { z } from 'zod/mini';
import { isSuspectAuthorSql } from '#server/database/predicates/suspect-authors.ts';
import { isShownSql } from '#server/database/predicates/content-visibility.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import type { Day } from '#shared/core/days.ts';
import { recordFrom } from '#shared/core/record-from.ts';
import { PLATFORM_REVIEW_CRITERIA } from '#shared/directory/review-criteria.ts';
import type { ratingFigures } from '#shared/directory/platforms.ts';
import { bayesianMean, overallScore, computeRating } from '#shared/evidence/platform-rating.ts';

type RatingFigures = z.infer<typeof ratingFigures>;

/**
 * Computes rating figures from the shown reviews: Bayesian averages with the site's mean as prior. A
 * review is dated to the Monday on which it was shown.
 */
export async function loadRatingFigures(
  tx: Db,
  platformId: string,
  now: Day,
): Promise<RatingFigures> {
  const { sql } = tx;
  const reviews = await sql(
    statement(
      { ...recordFrom(PLATFORM_REVIEW_CRITERIA, () => col.int), on: col.text },
      `SELECT pay, punctuality, fairness, communication, supply,
            shown_from::text AS "on"
       FROM review r JOIN author a ON a.id = r.author_id
      WHERE r.platform_id = $1 AND ${isShownSql('r')} AND NOT solicited AND hidden_by IS NULL AND NOT ${isSuspectAuthorSql('a.id')}
      ORDER BY r.id`,
    ),
    [platformId],
  );
  const [site] = await sql(
    statement(
      recordFrom(PLATFORM_REVIEW_CRITERIA, () => col.float.orNull),
      `SELECT avg(pay)::float AS pay, avg(punctuality)::float AS punctuality,
            avg(fairness)::float AS fairness, avg(communication)::float AS communication,
            avg(supply)::float AS supply FROM review r
      WHERE ${isShownSql('r')} AND NOT solicited AND hidden_by IS NULL`,
    ),
  );
  const siteMean = overallScore(
    PLATFORM_REVIEW_CRITERIA.map((criterion) => site?.[criterion] ?? null),
  );
  const rating = computeRating(
    reviews.map((review) => ({
      score: overallScore(PLATFORM_REVIEW_CRITERIA.map((criterion) => review[criterion])) ?? 0,
      on: review.on,
    })),
    siteMean,
    now,
  );
  const criteria = recordFrom(PLATFORM_REVIEW_CRITERIA, (criterion) =>
    reviews.length === 0
      ? null
      : bayesianMean(
          reviews.map((review) => review[criterion]),
          site?.[criterion] ?? null,
        ),
  );
  return {
    overall: rating.allTime.mean,
    count: rating.allTime.count,
    distribution: rating.allTime.distribution,
    recent: rating.recent.mean,
    recentCount: rating.recent.count,
    criteria,
  };
}
