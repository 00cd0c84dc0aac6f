import type { z } from 'zod/mini';
import type { Viewer } from '#server/accounts/viewer.ts';
import type { Database, Sql } from '#server/db.ts';
import { found } from '#server/errors.ts';
import { missing } from '#server/record/withdrawn.ts';
import { daysBetween, middleOfMonth, today } from '#shared/days.ts';
import {
  OWN_PAYOUTS_PAGE_SIZE,
  PAYOUTS_PAGE_SIZE,
  type OwnPayout,
  type ownPayoutsResponse,
  type PayoutsQuery,
  type PayoutsResponse,
  type PublishedPayout,
} from '#shared/payouts.ts';
import { payoutRights } from './rules.ts';

type Row = Omit<PublishedPayout, 'can' | 'waitedAboutDays' | 'shareReceived'> & { mine: boolean };

/**
 * Pay-outs as everybody sees them, those of the newest month posted first; within a month by their
 * random ids, so that the order tells no day.
 */
export async function findPayouts(
  sql: Sql,
  viewer: Viewer | null,
  query: PayoutsQuery,
  now: Date,
): Promise<PayoutsResponse> {
  const [month = null, id = null] = query.before?.split('_') ?? [];
  const rows = await sql<{ payout: Row }>(PAYOUTS_AS_JSON, [
    viewer?.id ?? null,
    query.platform ?? null,
    query.method ?? null,
    query.state ?? null,
    query.screenshot === true,
    month,
    id,
    PAYOUTS_PAGE_SIZE + 1,
  ]);
  const shown = rows.slice(0, PAYOUTS_PAGE_SIZE).map(({ payout }) => publish(payout, now));
  const last = rows.length > shown.length ? shown.at(-1) : undefined;
  return {
    payouts: shown,
    next: last === undefined ? null : `${last.postedMonth}_${last.id}`,
  };
}

/**
 * One pay-out as everybody sees it.
 * @throws AppError withdrawn or not-found.
 */
export async function findPayout(
  { prisma, sql }: Database,
  viewer: Viewer | null,
  id: string,
  now: Date,
): Promise<PublishedPayout> {
  const [row] = await sql<{ payout: Row }>(PAYOUT_AS_JSON, [viewer?.id ?? null, id]);
  if (row === undefined) throw await missing(prisma, `payout/${id}`);
  return publish(row.payout, now);
}

/** The pay-outs of a member, exact, for her eyes; the latest posted first. */
export async function findOwnPayouts(
  sql: Sql,
  viewer: Viewer,
  before: string | undefined,
): Promise<z.infer<typeof ownPayoutsResponse>> {
  const [day = null, id = null] = before?.split('_') ?? [];
  const rows = await sql<{ payout: OwnPayout }>(
    `SELECT ${OWN_COLUMNS} AS payout ${OWN_FROM}
      WHERE a.member_id = $1 AND ($2::date IS NULL OR (y.published_on, y.id) < ($2::date, $3))
      ORDER BY y.published_on DESC, y.id DESC LIMIT $4`,
    [viewer.id, day, id, OWN_PAYOUTS_PAGE_SIZE + 1],
  );
  const payouts = rows.slice(0, OWN_PAYOUTS_PAGE_SIZE).map(({ payout }) => payout);
  const last = rows.length > payouts.length ? payouts.at(-1) : undefined;
  return { payouts, next: last === undefined ? null : `${last.publishedOn}_${last.id}` };
}

/**
 * One pay-out of the viewer's own, exact.
 * @throws AppError not-found where it is not hers.
 */
export async function findOwnPayout(sql: Sql, viewer: Viewer, id: string): Promise<OwnPayout> {
  const [row] = await sql<{ payout: OwnPayout }>(
    `SELECT ${OWN_COLUMNS} AS payout ${OWN_FROM} WHERE a.member_id = $1 AND y.id = $2`,
    [viewer.id, id],
  );
  return found(row).payout;
}

function publish({ mine, ...row }: Row, now: Date): PublishedPayout {
  const waits = row.state === 'waiting';
  return {
    ...row,
    shareReceived:
      row.received === null ? null : Math.min(1, row.received.minor / row.expected.minor),
    waitedAboutDays: waits
      ? Math.max(0, daysBetween(middleOfMonth(row.askedMonth), today(now)))
      : null,
    can: payoutRights({ author: mine }),
  };
}

// Published columns only. Who deleted her account is not said of what she left unsigned: the day
// it happened would name her. $1 is the viewer.
const PUBLISHED_COLUMNS = `json_build_object(
    'id', y.id, 'platform', json_build_object('slug', p.slug, 'name', p.name), 'state', y.state,
    'expected', json_build_object('minor', y.expected_rounded, 'currency', y.currency),
    'received', CASE WHEN y.received_rounded IS NULL THEN NULL ELSE
      json_build_object('minor', y.received_rounded, 'currency', y.currency) END,
    'askedMonth', y.asked_month, 'delayDays', y.delay_days, 'method', y.method,
    'dueByItself', y.due_by_itself, 'solicited', y.solicited,
    'author', json_build_object(
      'key', CASE WHEN y.signed THEN NULL ELSE a.payout_key END,
      'established', COALESCE(a.frozen_established, m.established_on IS NOT NULL),
      'pseudonym', CASE WHEN y.signed THEN m.pseudonym END,
      'deleted', y.signed AND m.id IS NULL),
    'postedMonth', to_char(y.published_on, 'YYYY-MM'),
    'screenshot', CASE WHEN s.key IS NULL THEN NULL ELSE json_build_object(
      'thumbnail', json_build_object('url', '/files/' || s.key || '/thumbnail.webp',
        'width', s.thumbnail_width, 'height', s.thumbnail_height),
      'reading', json_build_object('url', '/files/' || s.key || '/reading.webp',
        'width', s.width, 'height', s.height)) END,
    'mine', COALESCE(a.member_id = $1, false))`;

const PUBLISHED_FROM = `
  JOIN platform p ON p.id = y.platform_id JOIN author a ON a.id = y.author_id
  LEFT JOIN member m ON m.id = a.member_id LEFT JOIN screenshot s ON s.payout_id = y.id`;

const PAYOUT_AS_JSON = `
  SELECT ${PUBLISHED_COLUMNS} AS payout FROM payout y ${PUBLISHED_FROM} WHERE y.id = $2`;

const WANTED = `($2::text IS NULL OR y.platform_id = (SELECT id FROM platform WHERE slug = $2))
       AND ($3::text IS NULL OR y.method = $3) AND ($4::text IS NULL OR y.state = $4)
       AND (NOT $5::boolean OR EXISTS (SELECT 1 FROM screenshot s WHERE s.payout_id = y.id))`;

// Whole months in a random order: so the index on the day first finds how far back one page can
// reach ($8 more before the cursor's month), and only those months are sorted. The page is cut
// before the rest is joined.
const PAYOUTS_AS_JSON = `
  WITH reach AS (
    SELECT date_trunc('month', y.published_on::timestamp)::date AS since FROM payout y
     WHERE ${WANTED} AND ($6::text IS NULL OR y.published_on < ($6 || '-01')::date)
     ORDER BY y.published_on DESC OFFSET $8 - 1 LIMIT 1)
  SELECT ${PUBLISHED_COLUMNS} AS payout FROM (
    SELECT y.*, to_char(y.published_on, 'YYYY-MM') COLLATE "C" AS month FROM payout y
     WHERE ${WANTED} AND y.published_on >= COALESCE((SELECT since FROM reach), '-infinity')
       AND ($6::text IS NULL OR (y.published_on < ($6 || '-01')::date + interval '1 month'
         AND (to_char(y.published_on, 'YYYY-MM') COLLATE "C", y.id COLLATE "C") < ($6, $7::text)))
     ORDER BY month DESC, y.id COLLATE "C" DESC LIMIT $8) y ${PUBLISHED_FROM}
   ORDER BY y.month DESC, y.id COLLATE "C" DESC`;

const OWN_COLUMNS = `json_build_object(
    'id', y.id, 'platform', json_build_object('slug', p.slug, 'name', p.name), 'state', y.state,
    'currency', y.currency, 'expectedMinor', y.expected_minor, 'receivedMinor', y.received_minor,
    'feeMinor', y.fee_minor, 'method', y.method, 'askedOn', y.asked_on, 'settledOn', y.settled_on,
    'stillWaitingOn', y.still_waiting_on, 'publishedOn', y.published_on,
    'dueByItself', y.due_by_itself, 'solicited', y.solicited, 'signed', y.signed,
    'hasScreenshot', s.payout_id IS NOT NULL)`;
const OWN_FROM = `FROM author a JOIN payout y ON y.author_id = a.id
  JOIN platform p ON p.id = y.platform_id LEFT JOIN screenshot s ON s.payout_id = y.id`;
