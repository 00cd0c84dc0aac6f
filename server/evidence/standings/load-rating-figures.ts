import { isSuspectAuthorSql } from '#server/database/predicates/suspect-authors.ts';
import { isShownSql } from '#server/database/predicates/content-visibility.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import type { Day } from '#shared/core/days.ts';
import { recordFrom } from '#shared/core/record-from.ts';
import { PLATFORM_REVIEW_CRITERIA } from '#shared/directory/review-criteria.ts';
import { computeRatingFigures, type RatingFigures } from '#shared/evidence/rating-figures.ts';

/** Loads the rating figures of a platform: of the shown reviews that count. */
export async function loadRatingFigures(
  { sql }: Db,
  platformId: string,
  now: Day,
): Promise<RatingFigures> {
  const reviews = await sql(COUNTED_REVIEWS, [platformId]);
  const [site] = await sql(SITE_MEANS);
  return computeRatingFigures(
    reviews,
    site ?? recordFrom(PLATFORM_REVIEW_CRITERIA, () => null),
    now,
  );
}

/** Lists the platforms whose ratings were computed with other means of the site than those of now. */
export async function listPlatformsRatedOtherwise(sql: Sql): Promise<string[]> {
  const rows = await sql(RATED_OTHERWISE);
  return rows.map(({ id }) => id);
}

const COUNTED_REVIEWS = statement(
  { ...recordFrom(PLATFORM_REVIEW_CRITERIA, () => col.int), on: col.text },
  `SELECT pay, punctuality, fairness, communication, supply, shown_from::text AS "on"
     FROM review r JOIN author a ON a.id = r.author_id
    WHERE r.platform_id = $1 AND ${isShownSql('r')} AND NOT solicited AND hidden_by IS NULL
      AND NOT ${isSuspectAuthorSql('a.id')}
    ORDER BY r.id`,
);

const MEANS = `
  SELECT ${PLATFORM_REVIEW_CRITERIA.map((name) => `avg(${name})::float AS ${name}`).join(', ')}
    FROM review r WHERE ${isShownSql('r')} AND NOT solicited AND hidden_by IS NULL`;

const SITE_MEANS = statement(
  recordFrom(PLATFORM_REVIEW_CRITERIA, () => col.float.orNull),
  MEANS,
);

const RATED_OTHERWISE = statement(
  { id: col.text },
  `SELECT s.platform_id AS id FROM platform_summary s, (${MEANS}) m
    WHERE (s.ratings ->> 'count')::int > 0 AND (${PLATFORM_REVIEW_CRITERIA.map(
      (name) => `(s.ratings #>> '{prior,${name}}')::float8`,
    ).join(
      ', ',
    )}) IS DISTINCT FROM (${PLATFORM_REVIEW_CRITERIA.map((name) => `m.${name}`).join(', ')})
    ORDER BY s.platform_id`,
);
