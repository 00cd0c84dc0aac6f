import type { z } from 'zod/mini';
import type { Viewer } from '#server/http/viewer.ts';
import { isCoveringUpheldSql } from '#server/database/predicates/covered-pictures.ts';
import { hidingJson, isProofShownSql } from '#server/database/predicates/content-visibility.ts';
import { col, statement, type RowShape, type Sql } from '#server/database/sql.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { requireFound } from '#server/core/errors.ts';
import {
  OWN_PAYOUTS_PAGE_SIZE,
  type OwnPayout,
  type ownPayoutsResponse,
} from '#shared/evidence/payouts.ts';
import { readAskedDays, type AskedColumns } from './asked-day.ts';
import { publicationJson } from '#server/evidence/publication/publication-states.ts';

/** Finds a member's payouts, for her alone; latest posted first. */
export async function findOwnPayouts(
  sql: Sql,
  secrets: Secrets,
  viewer: Viewer,
  before: string | undefined,
): Promise<z.infer<typeof ownPayoutsResponse>> {
  const [day = null, id = null] = before?.split('_') ?? [];
  const rows = await sql(
    statement(
      OWN_PAYOUT,
      `SELECT ${OWN_PAYOUT_COLUMNS} ${OWN_PAYOUT_FROM}
      WHERE a.member_id = $1 AND ($2::date IS NULL OR (y.published_on, y.id) < ($2::date, $3))
      ORDER BY y.published_on DESC, y.id DESC LIMIT $4`,
    ),
    [viewer.id, day, id, OWN_PAYOUTS_PAGE_SIZE + 1],
  );
  const payouts = await withAskedDays(secrets, rows.slice(0, OWN_PAYOUTS_PAGE_SIZE));
  const last = rows.length > payouts.length ? payouts.at(-1) : undefined;
  return { payouts, next: last === undefined ? null : `${last.publishedOn}_${last.id}` };
}

/**
 * Finds one payout of the viewer.
 * @throws AppError not-found, also for another's.
 */
export async function findOwnPayout(
  sql: Sql,
  secrets: Secrets,
  viewer: Viewer,
  id: string,
): Promise<OwnPayout> {
  const rows = await sql(
    statement(
      OWN_PAYOUT,
      `SELECT ${OWN_PAYOUT_COLUMNS} ${OWN_PAYOUT_FROM} WHERE a.member_id = $1 AND y.id = $2`,
    ),
    [viewer.id, id],
  );
  return requireFound((await withAskedDays(secrets, rows))[0]);
}

/** Adds the day asked, which is encrypted, to payouts that wait and have one. */
export async function withAskedDays(
  secrets: Secrets,
  rows: readonly (AskedColumns & { readonly payout: OwnPayout })[],
): Promise<OwnPayout[]> {
  const asked = rows.map(({ payout: { id, askedMonth }, askedSealed, keySlot }) => {
    return { id, askedMonth, askedSealed, keySlot };
  });
  const days = await readAskedDays(secrets, asked);
  return rows.map(({ payout, askedSealed }, at) => {
    return { ...payout, askedOn: askedSealed === null ? null : (days[at] ?? null) };
  });
}

/** The columns of a payout for its author. The day asked is separate, since it is encrypted. */
export const OWN_PAYOUT = {
  payout: col.json<OwnPayout>(),
  askedSealed: col.text.orNull,
  keySlot: col.int.orNull,
} satisfies RowShape;

const OWN_PAYOUT_JSON = `json_build_object(
    'id', y.id, 'platform', json_build_object('slug', p.slug, 'name', p.name), 'state', y.state,
    'currency', y.currency, 'amountBand', COALESCE(y.amount_band, 0), 'receivedShare', y.received_share,
    'shownMinor', y.shown_minor, 'method', y.method, 'askedMonth', y.asked_month, 'askedOn', NULL,
    'delayDays', y.delay_days,
    'dateForgotten', y.date_forgotten, 'afterReply', y.after_reply, 'refusal', y.refusal,
    'stillWaitingOn', y.still_waiting_on, 'publishedOn', y.published_on,
    'dueByItself', y.due_by_itself, 'solicited', y.solicited, 'signed', y.signed,
    'showsAmount', y.shows_amount, 'showsMonth', y.shows_month, 'shown', ${isProofShownSql('y')},
    'hasScreenshot', s.payout_id IS NOT NULL, 'coveredUntil', s.covered_until,
    'coverHeld', ${isCoveringUpheldSql('s')}, 'hiding', ${hidingJson('y')},
    'publication', ${publicationJson('y')})`;
export const OWN_PAYOUT_COLUMNS = `${OWN_PAYOUT_JSON} AS payout, y.asked_sealed AS "askedSealed", y.key_slot AS "keySlot"`;
export const OWN_PAYOUT_FROM = `FROM author a JOIN payout y ON y.author_id = a.id
  JOIN platform p ON p.id = y.platform_id LEFT JOIN screenshot s ON s.payout_id = y.id`;
