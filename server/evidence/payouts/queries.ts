import type { z } from 'zod/mini';
import type { Viewer } from '#server/http/viewer.ts';
import {
  isPictureCoveredSql,
  isCoveringUpheldSql,
} from '#server/database/predicates/covered-pictures.ts';
import { proofColumnsSql } from '#server/evidence/proof-verification/proof-level.ts';
import { isSuspectAuthorSql } from '#server/database/predicates/suspect-authors.ts';
import type { Database } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import { notFoundOrWithdrawn } from '#server/transparency-log/not-found-or-withdrawn.ts';
import { hidingJson, isRemovedSql } from '#server/database/predicates/content-visibility.ts';
import { today } from '#shared/core/days.ts';
import {
  OWN_PAYOUTS_PAGE_SIZE,
  type OwnPayout,
  type ownPayoutsResponse,
  type PublishedPayout,
} from '#shared/evidence/payouts.ts';
import { shareReceived, approximateWaitDays } from '#shared/evidence/published-payout.ts';
import { payoutRights } from './rules.ts';

/** A payout's published columns as SQL returns them, before the viewer's rights are added. */
export type PublishedPayoutRow = Omit<
  PublishedPayout,
  'can' | 'waitedAboutDays' | 'shareReceived'
> & {
  mine: boolean;
};

/**
 * Finds one payout as the public sees it.
 * @throws AppError withdrawn or not-found.
 */
export async function findPayout(
  { prisma, sql }: Database,
  viewer: Viewer | null,
  id: string,
  now: Date,
): Promise<PublishedPayout> {
  const [row] = await sql(PAYOUT_AS_JSON, [viewer?.id ?? null, id, now.toISOString()]);
  if (row === undefined) throw await notFoundOrWithdrawn(prisma, `payout/${id}`);
  return completePublishedPayout(row.payout, now);
}

/** Finds a member's payouts with exact values, for her alone; latest posted first. */
export async function findOwnPayouts(
  sql: Sql,
  viewer: Viewer,
  before: string | undefined,
): Promise<z.infer<typeof ownPayoutsResponse>> {
  const [day = null, id = null] = before?.split('_') ?? [];
  const rows = await sql(
    statement(
      { payout: col.json<OwnPayout>() },
      `SELECT ${OWN_PAYOUT_COLUMNS} AS payout ${OWN_PAYOUT_FROM}
      WHERE a.member_id = $1 AND ($2::date IS NULL OR (y.published_on, y.id) < ($2::date, $3))
      ORDER BY y.published_on DESC, y.id DESC LIMIT $4`,
    ),
    [viewer.id, day, id, OWN_PAYOUTS_PAGE_SIZE + 1],
  );
  const payouts = rows.slice(0, OWN_PAYOUTS_PAGE_SIZE).map(({ payout }) => payout);
  const last = rows.length > payouts.length ? payouts.at(-1) : undefined;
  return { payouts, next: last === undefined ? null : `${last.publishedOn}_${last.id}` };
}

/**
 * Finds one payout of the viewer with exact values.
 * @throws AppError not-found, also for another's.
 */
export async function findOwnPayout(sql: Sql, viewer: Viewer, id: string): Promise<OwnPayout> {
  const [row] = await sql(
    statement(
      { payout: col.json<OwnPayout>() },
      `SELECT ${OWN_PAYOUT_COLUMNS} AS payout ${OWN_PAYOUT_FROM} WHERE a.member_id = $1 AND y.id = $2`,
    ),
    [viewer.id, id],
  );
  return requireFound(row).payout;
}

/** Adds to a payout the values that depend on the time and the viewer. */
export function completePublishedPayout(
  { mine, ...row }: PublishedPayoutRow,
  now: Date,
): PublishedPayout {
  const waits = row.state === 'waiting';
  return {
    ...row,
    shareReceived:
      row.received === null ? null : shareReceived(row.received.minor, row.expected.minor),
    waitedAboutDays: waits ? approximateWaitDays(row.askedMonth, today(now)) : null,
    can: payoutRights({ author: mine }),
  };
}

// Publishes no exact value. An unsigned payout does not show that its author deleted her account:
// the day would identify her. $1 is the viewer; `now` is the parameter of the time. Of a covered
// picture only its author gets the key.
export const publishedPayoutColumns = (now: string): string => `json_build_object(
    'id', y.id, 'platform', json_build_object('slug', p.slug, 'name', p.name), 'state', y.state,
    'expected', json_build_object('minor', y.expected_rounded, 'currency', y.currency),
    'received', CASE WHEN y.received_rounded IS NULL THEN NULL ELSE
      json_build_object('minor', y.received_rounded, 'currency', y.currency) END,
    'askedMonth', y.asked_month, 'delayDays', y.delay_days, 'method', y.method,
    'dateForgotten', y.date_forgotten, 'afterReply', y.after_reply, 'refusal', y.refusal,
    'stillWaitingMonth', to_char(y.still_waiting_on, 'YYYY-MM'), 'noNews', y.no_news,
    'dueByItself', y.due_by_itself, 'solicited', y.solicited, 'suspect', ${isSuspectAuthorSql('a.id')},
    'author', json_build_object(
      'key', CASE WHEN y.signed THEN NULL ELSE a.payout_key END,
      'established', a.established,
      'pseudonym', CASE WHEN y.signed THEN a.pseudonym END,
      'deleted', y.signed AND a.pseudonym IS NULL),
    'postedMonth', to_char(y.published_on, 'YYYY-MM'),
    ${proofColumnsSql({ payout: 'y', screenshot: 's' }, now)},
    'hiding', ${hidingJson('y')},
    'screenshot', CASE WHEN s.key IS NULL OR (a.member_id = $1) IS NOT TRUE
        AND (${isPictureCoveredSql('s', now)} OR ${isRemovedSql('y')})
      THEN NULL ELSE json_build_object(
      'thumbnail', json_build_object('url', '/files/' || s.key || '/thumbnail.webp',
        'width', s.thumbnail_width, 'height', s.thumbnail_height),
      'reading', json_build_object('url', '/files/' || s.key || '/reading.webp',
        'width', s.width, 'height', s.height)) END,
    'mine', COALESCE(a.member_id = $1, false))`;

export const PUBLISHED_PAYOUT_FROM = `
  JOIN platform p ON p.id = y.platform_id JOIN weighed_author a ON a.id = y.author_id
  LEFT JOIN screenshot s ON s.payout_id = y.id`;

const PAYOUT_AS_JSON = statement(
  { payout: col.json<PublishedPayoutRow>() },
  `
  SELECT ${publishedPayoutColumns('$3')} AS payout FROM payout y ${PUBLISHED_PAYOUT_FROM} WHERE y.id = $2`,
);

export const OWN_PAYOUT_COLUMNS = `json_build_object(
    'id', y.id, 'platform', json_build_object('slug', p.slug, 'name', p.name), 'state', y.state,
    'currency', y.currency, 'expectedMinor', y.expected_minor, 'receivedMinor', y.received_minor,
    'feeMinor', y.fee_minor, 'method', y.method, 'askedOn', y.asked_on, 'settledOn', y.settled_on,
    'dateForgotten', y.date_forgotten, 'afterReply', y.after_reply, 'refusal', y.refusal,
    'stillWaitingOn', y.still_waiting_on, 'publishedOn', y.published_on,
    'dueByItself', y.due_by_itself, 'solicited', y.solicited, 'signed', y.signed,
    'hasScreenshot', s.payout_id IS NOT NULL, 'coveredUntil', s.covered_until,
    'coverHeld', ${isCoveringUpheldSql('s')}, 'hiding', ${hidingJson('y')})`;
export const OWN_PAYOUT_FROM = `FROM author a JOIN payout y ON y.author_id = a.id
  JOIN platform p ON p.id = y.platform_id LEFT JOIN screenshot s ON s.payout_id = y.id`;
