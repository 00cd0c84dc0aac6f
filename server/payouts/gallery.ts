import type { Viewer } from '#server/accounts/viewer.ts';
import type { Sql } from '#server/db.ts';
import { refuseField } from '#server/errors.ts';
import { counts } from '#server/moderation/visible.ts';
import { parseAmount } from '#shared/money.ts';
import {
  MOST_COUNTED,
  PAYOUTS_PAGE_SIZE,
  type PayoutFilters,
  type PayoutsCount,
  type PayoutsQuery,
  type PayoutsResponse,
} from '#shared/payouts.ts';
import { PUBLISHED_FROM, publish, publishedColumns, type PublishedRow } from './queries.ts';

/**
 * Pay-outs as everybody sees them, those of the newest month posted first; within a month by their
 * random ids, so that the order tells no day.
 * @throws AppError bad-input where an amount cannot be read.
 */
export async function findPayouts(
  sql: Sql,
  viewer: Viewer | null,
  query: PayoutsQuery,
  now: Date,
): Promise<PayoutsResponse> {
  const values: unknown[] = [viewer?.id ?? null];
  const add = (value: unknown): string => `$${values.push(value)}`;
  const [month, id] = query.before?.split('_') ?? [];
  const text = pageOf(
    describeWanted(query, add),
    add(PAYOUTS_PAGE_SIZE + 1),
    month === undefined ? null : { month: add(month), id: add(id) },
    add(now.toISOString()),
  );
  const rows = await sql<{ payout: PublishedRow }>(text, values);
  const shown = rows.slice(0, PAYOUTS_PAGE_SIZE).map(({ payout }) => publish(payout, now));
  const last = rows.length > shown.length ? shown.at(-1) : undefined;
  return {
    payouts: shown,
    next: last === undefined ? null : `${last.postedMonth}_${last.id}`,
  };
}

/**
 * How many pay-outs fit and are not hidden; no further than MOST_COUNTED, so that counting stays cheap.
 * @throws AppError bad-input where an amount cannot be read.
 */
export async function countPayouts(sql: Sql, query: PayoutFilters): Promise<PayoutsCount> {
  const values: unknown[] = [];
  const wanted = describeWanted(query, (value) => `$${values.push(value)}`);
  const [row] = await sql<{ count: number }>(
    `SELECT count(*)::int AS count FROM (
       SELECT 1 FROM payout y WHERE ${wanted} AND ${counts('y')} LIMIT ${MOST_COUNTED + 1}) y`,
    values,
  );
  const count = row?.count ?? 0;
  return { count: Math.min(count, MOST_COUNTED), more: count > MOST_COUNTED };
}

type Add = (value: unknown) => string;

/** What a filter asks of a pay-out `y`: published values alone, or it could be used to guess. */
function describeWanted(query: PayoutFilters, add: Add): string {
  const conditions: string[] = [];
  const { platform, method, state, month } = query;
  if (platform !== undefined) {
    conditions.push(`y.platform_id = (SELECT id FROM platform WHERE slug = ${add(platform)})`);
  }
  if (method !== undefined) conditions.push(`y.method = ${add(method)}`);
  if (state !== undefined) conditions.push(`y.state = ${add(state)}`);
  if (month !== undefined) conditions.push(`y.asked_month = ${add(month)}`);
  if (query.screenshot === true) {
    conditions.push('EXISTS (SELECT 1 FROM screenshot s WHERE s.payout_id = y.id)');
  }
  return [...conditions, ...describeAmounts(query, add)].join(' AND ') || 'true';
}

/** The amount that its card shows: what came, else what was expected; in one currency. */
function describeAmounts(query: PayoutFilters, add: Add): string[] {
  const bounds = (['from', 'to'] as const).flatMap((name) => {
    const typed = query[name];
    if (typed === undefined) return [];
    const minor = parseAmount(typed, query.currency ?? 'EUR');
    if (minor === null) throw refuseField(name, 'invalid');
    return [`${SHOWN_AMOUNT} ${name === 'from' ? '>=' : '<='} ${add(minor)}::int`];
  });
  if (bounds.length === 0 && query.currency === undefined) return [];
  return [`y.currency = ${add(query.currency ?? 'EUR')}`, ...bounds];
}

const SHOWN_AMOUNT = 'COALESCE(y.received_rounded, y.expected_rounded)';

// Whole months in a random order: so the index on the day first finds how far back one page can
// reach (a page more before the cursor's month), and only those months are sorted. The page is cut
// before the rest is joined.
function pageOf(
  wanted: string,
  size: string,
  cursor: { month: string; id: string } | null,
  now: string,
): string {
  const month = `to_char(y.published_on, 'YYYY-MM') COLLATE "C"`;
  const before =
    cursor === null ? '' : `AND y.published_on < (${cursor.month}::text || '-01')::date`;
  const after =
    cursor === null
      ? ''
      : `AND y.published_on < (${cursor.month}::text || '-01')::date + interval '1 month'
         AND (${month}, y.id COLLATE "C") < (${cursor.month}::text, ${cursor.id}::text)`;
  return `
  WITH reach AS (
    SELECT date_trunc('month', y.published_on::timestamp)::date AS since FROM payout y
     WHERE ${wanted} ${before}
     ORDER BY y.published_on DESC OFFSET ${size}::int - 1 LIMIT 1)
  SELECT ${publishedColumns(now)} AS payout FROM (
    SELECT y.*, ${month} AS month FROM payout y
     WHERE ${wanted} AND y.published_on >= COALESCE((SELECT since FROM reach), '-infinity') ${after}
     ORDER BY month DESC, y.id COLLATE "C" DESC LIMIT ${size}::int) y ${PUBLISHED_FROM}
   ORDER BY y.month DESC, y.id COLLATE "C" DESC`;
}
