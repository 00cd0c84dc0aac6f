import { countsInRatingSql } from '#server/database/predicates/counted-reviews.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import type { Day } from '#shared/core/days.ts';
import { recordFrom } from '#shared/core/record-from.ts';
import { PLATFORM_REVIEW_CRITERIA } from '#shared/directory/review-criteria.ts';
import { siteMeansOf } from '#shared/evidence/platform-rating.ts';
import {
  computeRatingFigures,
  type RatingFigures,
  type SiteMeans,
} from '#shared/evidence/rating-figures.ts';

/** Loads the rating figures of a platform: of the shown reviews that count. */
export async function loadRatingFigures(
  { sql }: Db,
  platformId: string,
  now: Day,
): Promise<RatingFigures> {
  const reviews = await sql(COUNTED_REVIEWS, [platformId]);
  return computeRatingFigures(reviews, await loadSiteMeans(sql), now);
}

/** Lists the platforms whose ratings were computed with other means of the site than those of now. */
export async function listPlatformsRatedOtherwise(sql: Sql): Promise<string[]> {
  const means = await loadSiteMeans(sql);
  const rows = await sql(
    RATED_OTHERWISE,
    PLATFORM_REVIEW_CRITERIA.map((name) => means[name]),
  );
  return rows.map(({ id }) => id);
}

async function loadSiteMeans(sql: Sql): Promise<SiteMeans> {
  return siteMeansOf(PLATFORM_REVIEW_CRITERIA, await sql(MARK_SUMS));
}

const COUNTED_REVIEWS = statement(
  {
    ...recordFrom(PLATFORM_REVIEW_CRITERIA, () => col.int),
    on: col.text,
    established: col.bool,
  },
  `SELECT pay, punctuality, fairness, communication, supply, shown_from::text AS "on", a.established
     FROM review r JOIN author_weight a ON a.id = r.author_id
    WHERE r.platform_id = $1 AND ${countsInRatingSql('r', 'a')}
    ORDER BY r.id`,
);

const MARK_SUMS = statement(
  {
    established: col.bool,
    reviews: col.int,
    ...recordFrom(PLATFORM_REVIEW_CRITERIA, () => col.int),
  },
  `SELECT a.established, count(*)::int AS reviews,
          ${PLATFORM_REVIEW_CRITERIA.map((name) => `sum(${name})::int AS ${name}`).join(', ')}
     FROM review r JOIN author_weight a ON a.id = r.author_id
    WHERE ${countsInRatingSql('r', 'a')} GROUP BY a.established`,
);

const RATED_OTHERWISE = statement(
  { id: col.text },
  `SELECT platform_id AS id FROM platform_summary
    WHERE (ratings ->> 'count')::int > 0 AND (${PLATFORM_REVIEW_CRITERIA.map(
      (name) => `(ratings #>> '{prior,${name}}')::float8`,
    ).join(', ')}) IS DISTINCT FROM (${PLATFORM_REVIEW_CRITERIA.map(
      (_, index) => `$${index + 1}::float8`,
    ).join(', ')})
    ORDER BY platform_id`,
);
