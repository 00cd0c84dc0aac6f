import { z } from 'zod/mini';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import { currency, day, id, month, slug } from '#shared/core/form-fields.ts';
import { incidentKind } from '#shared/evidence/incidents.ts';
import { proofState } from '#shared/evidence/proofs.ts';
import { isProofShownSql, isShownSql } from '#server/database/predicates/content-visibility.ts';
import {
  proofStateSql,
  shownMoneySql,
  shownMonthSql,
} from '#server/database/predicates/shown-proofs.ts';
import { standingState } from '#shared/directory/standing-states.ts';

const MAX_NEWS = 100;

/** Feed data of a platform: published values only. */
const platformNews = z.object({
  slug,
  name: z.string(),
  createdOn: day,
  standings: z.array(
    z.object({ id, on: day, before: z.nullable(standingState), after: standingState }),
  ),
  payouts: z.array(
    z.object({
      id,
      shownFrom: day,
      state: proofState,
      amount: z.nullable(z.object({ minor: z.int(), currency })),
      month: z.nullable(month),
    }),
  ),
  incidents: z.array(
    z.object({
      id,
      shownFrom: day,
      kind: incidentKind,
    }),
  ),
  reviews: z.array(z.object({ id, shownFrom: day, mean: z.number() })),
});
export type PlatformNews = z.infer<typeof platformNews>;

/** The feed data of a platform; one round trip. */
export async function findPlatformNews(sql: Sql, platform: string): Promise<PlatformNews> {
  const [row] = await sql(NEWS, [platform]);
  return platformNews.parse(requireFound(row).news);
}

/** All platforms with the day of their last computation, by slug; for the sitemap. */
export function listPlatformAddresses(sql: Sql): Promise<{ slug: string; computedOn: string }[]> {
  return sql(
    statement(
      { slug: col.text, computedOn: col.text },
      `SELECT p.slug, s.computed_on::text AS "computedOn"
       FROM platform p JOIN platform_summary s ON s.platform_id = p.id ORDER BY p.slug`,
    ),
  );
}

// SQL: the rows shown last; those of one Monday by random id, so that the order does not lead to the posting.
function latest(table: string, columns: string): string {
  return `COALESCE((SELECT json_agg(e) FROM (
    SELECT id, shown_from AS "shownFrom", ${columns} FROM ${table} x
     WHERE platform_id = p.id AND ${isShownSql('x')} AND NOT solicited AND hidden_by IS NULL
     ORDER BY 2 DESC, id LIMIT ${MAX_NEWS}) e), '[]')`;
}

const NEWS = statement(
  { news: col.json<unknown>() },
  `
  SELECT json_build_object(
    'slug', p.slug, 'name', p.name, 'createdOn', p.created_on,
    'standings', COALESCE((SELECT json_agg(e) FROM (
      SELECT id, day AS on, before, after FROM standing_change
       WHERE platform_id = p.id ORDER BY day DESC, id LIMIT ${MAX_NEWS}) e), '[]'),
    'payouts', COALESCE((SELECT json_agg(e) FROM (
      SELECT y.id, y.shown_from AS "shownFrom", ${proofStateSql('y')} AS state,
             ${shownMoneySql('y')} AS amount, ${shownMonthSql('y')} AS month
        FROM payout y WHERE y.platform_id = p.id AND ${isProofShownSql('y')} AND NOT y.solicited
         AND y.hidden_by IS NULL
       ORDER BY 2 DESC, y.id LIMIT ${MAX_NEWS}) e), '[]'),
    'incidents', ${latest('incident', 'kind')},
    'reviews', ${latest(
      'review',
      '(pay + punctuality + fairness + communication + supply)::float / 5 AS mean',
    )}
  ) AS news FROM platform p WHERE p.slug = $1`,
);
