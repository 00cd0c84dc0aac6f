import type { Viewer } from '#server/http/viewer.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { fieldError } from '#server/core/errors.ts';
import { countsInFiguresSql } from '#server/database/predicates/content-visibility.ts';
import { postedMonthSql } from '#server/database/predicates/posted-month.ts';
import { parseAmount } from '#shared/core/money.ts';
import {
  MAX_PAYOUTS_COUNTED,
  PAYOUTS_PAGE_SIZE,
  type PayoutFilters,
  type PayoutsCount,
  type PayoutsQuery,
  type PayoutsResponse,
} from '#shared/evidence/payouts.ts';
import {
  PUBLISHED_PAYOUT_FROM,
  completePublishedPayout,
  publishedPayoutColumns,
  type PublishedPayoutRow,
} from './queries.ts';

/**
 * Finds payouts as the public sees them, newest month of posting first; within a month by random
 * id, so that the order reveals no day.
 * @throws AppError bad-input for an unreadable amount.
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
  const wanted = describeWanted(query, add);
  const after = month === undefined ? '' : `AND ${MONTH_AND_ID} < ${cursorOf(add(month), add(id))}`;
  const size = query.limit ?? PAYOUTS_PAGE_SIZE;
  const text = pageOf(`${wanted} ${after}`, add(size + 1), add(now.toISOString()));
  const rows = await sql(statement({ payout: col.json<PublishedPayoutRow>() }, text), values);
  const shown = rows.slice(0, size).map(({ payout }) => completePublishedPayout(payout, now));
  const last = rows.length > shown.length ? shown.at(-1) : undefined;
  return {
    payouts: shown,
    next: last === undefined ? null : `${last.postedMonth}_${last.id}`,
  };
}

/**
 * Counts visible payouts that match, up to MAX_PAYOUTS_COUNTED to keep it cheap.
 * @throws AppError bad-input for an unreadable amount.
 */
export async function countPayouts(sql: Sql, query: PayoutFilters): Promise<PayoutsCount> {
  const values: unknown[] = [];
  const wanted = describeWanted(query, (value) => `$${values.push(value)}`);
  const [row] = await sql(
    statement(
      { count: col.int },
      `SELECT count(*)::int AS count FROM (
       SELECT 1 FROM payout y WHERE ${wanted} AND ${countsInFiguresSql('y')} LIMIT ${MAX_PAYOUTS_COUNTED + 1}) y`,
    ),
    values,
  );
  const count = row?.count ?? 0;
  return { count: Math.min(count, MAX_PAYOUTS_COUNTED), more: count > MAX_PAYOUTS_COUNTED };
}

type Add = (value: unknown) => string;

/**
 * SQL: the conditions of a filter on payout `y`. They use published values only, or filters could
 * be used to guess exact ones.
 */
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

/**
 * SQL: the conditions of a filter on the amount that the card shows (received, else expected), in
 * one currency.
 */
function describeAmounts(query: PayoutFilters, add: Add): string[] {
  const bounds = (['from', 'to'] as const).flatMap((name) => {
    const typed = query[name];
    if (typed === undefined) return [];
    const minor = parseAmount(typed, query.currency ?? 'EUR');
    if (minor === null) throw fieldError(name, 'invalid');
    return [`${SHOWN_AMOUNT} ${name === 'from' ? '>=' : '<='} ${add(minor)}::int`];
  });
  if (bounds.length === 0 && query.currency === undefined) return [];
  return [`y.currency = ${add(query.currency ?? 'EUR')}`, ...bounds];
}

const SHOWN_AMOUNT = 'COALESCE(y.received_rounded, y.expected_rounded)';

const MONTH_AND_ID = `(${postedMonthSql('y')}, y.id COLLATE "C")`;

const cursorOf = (month: string, id: string): string =>
  `((${month}::text || '-01')::timestamp, ${id}::text)`;

// Indexes provide the order, and the page is cut before joining. LIMIT is a literal so that the
// planner knows that a page is short.
function pageOf(wanted: string, size: string, now: string): string {
  const newest = 'y.month DESC, y.id COLLATE "C" DESC';
  return `
  SELECT ${publishedPayoutColumns(now)} AS payout FROM (
    SELECT * FROM (
      SELECT y.*, ${postedMonthSql('y')} AS month FROM payout y WHERE ${wanted}
       ORDER BY ${postedMonthSql('y')} DESC, y.id COLLATE "C" DESC LIMIT ${PAYOUTS_PAGE_SIZE + 1}) y
     ORDER BY ${newest} LIMIT ${size}::int) y ${PUBLISHED_PAYOUT_FROM}
   ORDER BY ${newest}`;
}
