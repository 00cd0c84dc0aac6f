import type { z } from 'zod/mini';
import type { SharedReads } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { fieldError } from '#server/core/errors.ts';
import { decimalsOf, parseAmount } from '#shared/core/money.ts';
import type { ExchangeRate } from '#shared/directory/reference-data.ts';
import {
  MOBILE_MONEY,
  PLATFORMS_A_PAGE,
  STANDING_GROUPS,
  type ComparisonResponse,
  type RankingQuery,
  type RankingResponse,
  type RankingSort,
  type rankedPlatform,
} from '#shared/directory/platform-ranking.ts';
import { EXACT_MATCH_SCORE, MATCHING_PLATFORMS_SQL, platformSearchKeys } from './search.ts';

// Unknown values come last in every order. Ties are broken by the certainty of the standing.
const ORDERS: Record<RankingSort, string> = {
  standing: `array_position(ARRAY['reliable', 'promising', 'doubtful', 'not-paying', 'unknown', 'closed'], state),
             mean DESC NULLS LAST, slips DESC`,
  name: 'name_key',
  rating: 'rating DESC NULLS LAST, rating_count DESC',
  delay: 'median_delay_days NULLS LAST, slips DESC',
  hourly: `(hourly ->> 'median')::float * (RATES ->> (hourly ->> 'currency'))::float DESC NULLS LAST`,
};

type Ranking = {
  platforms: z.infer<typeof rankedPlatform>[];
  total: number;
  until: string | null;
  exact: string | null;
  countries: string[];
};

/**
 * A page of the platforms that match the filters, sorted; one round trip.
 * @throws AppError bad-input where the threshold is invalid.
 */
export async function rankPlatforms(
  shared: SharedReads,
  query: RankingQuery,
  rates: readonly ExchangeRate[],
): Promise<RankingResponse> {
  const page = query.page ?? 1;
  const filters = describeFilters(query);
  const keys = platformSearchKeys(query.q ?? '');
  if (query.q !== undefined && query.q !== '' && keys === null) filters.conditions.push('false');
  const offset = (page - 1) * PLATFORMS_A_PAGE;
  const order = orderOf(query.sort ?? 'standing', rates, filters.values);
  const [row] = await shared(
    statement(
      { ranking: col.json<Ranking>() },
      `WITH hit AS MATERIALIZED (${keys === null ? NO_HIT : MATCHING_PLATFORMS_SQL}),
          fit AS MATERIALIZED (
            SELECT ${COLUMNS}, p.name_key, s.mean, hit.score
              FROM ${PLATFORMS_WITH_FIGURES}
              ${keys === null ? 'LEFT JOIN' : 'JOIN'} hit ON hit.platform_id = p.id
             WHERE ${['true', ...filters.conditions].join(' AND ')})
     SELECT json_build_object(
       'total', (SELECT count(*) FROM fit),
       'exact', (SELECT CASE WHEN count(*) FILTER (WHERE score = ${EXACT_MATCH_SCORE}) = 1
                                  THEN min(slug) FILTER (WHERE score = ${EXACT_MATCH_SCORE})
                             WHEN count(*) = 1 AND length($1) > 2 THEN min(slug) FILTER (WHERE score >= 1)
                        END FROM fit),
       'countries', COALESCE((SELECT json_agg(DISTINCT headquarters_country) FROM platform
                               WHERE headquarters_country IS NOT NULL), '[]'),
       'until', (SELECT max(until) FROM fit),
       'platforms', COALESCE((SELECT json_agg(${PLATFORM_ROW}) FROM (
          SELECT * FROM fit ORDER BY ${query.sort === undefined ? 'score DESC NULLS LAST,' : ''}
            ${order}, name_key, slug
           LIMIT ${PLATFORMS_A_PAGE} OFFSET ${offset}) r), '[]')
     ) AS ranking`,
    ),
    [...(keys ?? ['', '', '']), ...filters.values],
  );
  const ranking = row?.ranking ?? {
    platforms: [],
    total: 0,
    until: null,
    exact: null,
    countries: [],
  };
  return { ...ranking, page, pages: Math.max(1, Math.ceil(ranking.total / PLATFORMS_A_PAGE)) };
}

const NO_HIT = `SELECT NULL::text AS platform_id, NULL::float AS score
  WHERE $1::text || $2::text || $3::text IS NULL`;

const COLUMNS = `p.slug, p.name, p.activity, p.headquarters_country, p.methods, p.threshold_minor,
  p.threshold_currency, s.state, s.standing, s.payouts AS slips, s.median_delay_days, s.rating,
  (s.ratings ->> 'count')::int AS rating_count, e.slips -> 'shareReceived' AS share_received,
  (e.slips ->> 'paid')::int AS paid, e.slips ->> 'until' AS until,
  NULLIF(e.tasks -> 'hourly', 'null') AS hourly`;

// One call for all parts of the evidence: each access to the column would decompress all of it.
const PLATFORMS_WITH_FIGURES = `platform p JOIN platform_summary s ON s.platform_id = p.id
  CROSS JOIN LATERAL jsonb_to_record(s.evidence) AS e(slips jsonb, tasks jsonb)`;

const PLATFORM_ROW = `json_build_object(
  'slug', slug, 'name', name, 'activity', activity, 'country', headquarters_country,
  'state', state, 'lines', standing->'lines', 'slips', slips, 'paid', paid,
  'hourly', CASE WHEN hourly IS NULL THEN NULL ELSE json_build_object(
    'minor', (hourly ->> 'median')::int, 'currency', hourly ->> 'currency') END,
  'shareReceived', share_received, 'medianDelayDays', median_delay_days, 'rating', rating, 'ratingCount', rating_count,
  'methods', methods, 'threshold', CASE WHEN threshold_minor IS NULL THEN NULL ELSE
    json_build_object('minor', threshold_minor, 'currency', threshold_currency) END)`;

/** SQL of an order; adds to the values of the statement what it needs. */
function orderOf(sort: RankingSort, rates: readonly ExchangeRate[], values: unknown[]): string {
  if (sort !== 'hourly') return ORDERS[sort];
  // Euros for a minor unit of each currency.
  const euros = rates.map(({ currency, perEur }) => [
    currency,
    1 / (perEur * 10 ** decimalsOf(currency)),
  ]);
  const place = `$${values.push(JSON.stringify(Object.fromEntries(euros))) + 3}::jsonb`;
  return ORDERS.hourly.replace('RATES', place);
}

/** Platforms side by side, in the order asked for, without those that are not there; one round trip. */
export async function comparePlatforms(
  sql: Sql,
  slugs: readonly string[],
): Promise<ComparisonResponse> {
  const [row] = await sql(COMPARED_PLATFORMS, [slugs]);
  return row?.compared ?? { platforms: [], until: null };
}

export const COMPARED_PLATFORMS = statement(
  { compared: col.json<ComparisonResponse>() },
  `SELECT json_build_object('until', max(until),
     'platforms', COALESCE(json_agg(${PLATFORM_ROW} ORDER BY array_position($1::text[], slug)), '[]')
   ) AS compared
   FROM (SELECT ${COLUMNS} FROM ${PLATFORMS_WITH_FIGURES}
          WHERE p.slug = ANY($1::text[])) r`,
);

/**
 * SQL conditions of the filters, and their values, whose parameters are numbered from $4.
 * @throws AppError bad-input where the threshold is invalid.
 */
function describeFilters(query: RankingQuery): { conditions: string[]; values: unknown[] } {
  const conditions: string[] = [];
  const values: unknown[] = [];
  const add = (value: unknown): string => `$${values.push(value) + 3}`;
  const { standing, method } = query;
  if (standing !== undefined) {
    const states =
      standing === 'pays' || standing === 'avoid' ? STANDING_GROUPS[standing] : [standing];
    conditions.push(`s.state = ANY(${add(states)}::text[])`);
  }
  if (query.activity !== undefined) conditions.push(`p.activity = ${add(query.activity)}`);
  if (method !== undefined) {
    conditions.push(
      `p.methods && ${add(method === 'mobile-money' ? MOBILE_MONEY : [method])}::text[]`,
    );
  }
  if (query.country !== undefined) {
    conditions.push(`p.headquarters_country = ${add(query.country)}`);
  }
  if (query.threshold !== undefined) {
    const currency = query.currency ?? 'EUR';
    const minor = parseAmount(query.threshold, currency);
    if (minor === null) throw fieldError('threshold', 'invalid');
    // Zero is the same in all currencies; other amounts are compared only within one.
    conditions.push(
      `(p.threshold_minor = 0 OR (p.threshold_currency = ${add(currency)} AND p.threshold_minor <= ${add(minor)}))`,
    );
  }
  return { conditions, values };
}
