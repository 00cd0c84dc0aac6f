import type { Db } from '#server/database/db.ts';
import { col, statement, type RowOf, type RowShape } from '#server/database/sql.ts';
import { AppError } from '#server/core/errors.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { notFoundOrWithdrawn } from '#server/transparency-log/not-found-or-withdrawn.ts';
import { CURRENCIES } from '#shared/core/money.ts';
import { PAYOUT_OUTCOMES } from '#shared/evidence/payouts.ts';
import { payoutRights } from './rules.ts';

export type LoadedPayout = RowOf<typeof LOADED_PAYOUT>;

const LOADED_PAYOUT = {
  id: col.text,
  platformId: col.text,
  authorId: col.text,
  slug: col.text,
  platformName: col.text,
  state: col.oneOf(PAYOUT_OUTCOMES),
  signed: col.bool,
  stillWaitingOn: col.text.orNull,
  currency: col.oneOf(CURRENCIES),
  amountBand: col.int,
  receivedShare: col.float.orNull,
  shownMinor: col.int.orNull,
  askedMonth: col.text,
  delayDays: col.int.orNull,
  askedSealed: col.text.orNull,
  keySlot: col.int.orNull,
  showsAmount: col.bool,
  showsMonth: col.bool,
  dateForgotten: col.bool,
  closedMonth: col.text.orNull,
  pictureKey: col.text.orNull,
  proofReadyOn: col.text.orNull,
  /** The day from which others see it as a proof; null while they do not. */
  shownFrom: col.text.orNull,
  /** The author's member id; null when her account was deleted. */
  memberId: col.text.orNull,
} satisfies RowShape;

/**
 * Loads and locks a payout of the viewer for a change.
 * @throws AppError withdrawn or not-found; not-allowed for another's.
 */
export async function lockOwnPayout(tx: Db, viewer: Viewer, id: string): Promise<LoadedPayout> {
  const [payout] = await tx.sql(
    statement(
      LOADED_PAYOUT,
      `SELECT y.id, y.platform_id AS "platformId", y.author_id AS "authorId", p.slug, p.name AS "platformName", y.state, y.signed,
            y.still_waiting_on::text AS "stillWaitingOn", y.currency, COALESCE(y.amount_band, 0) AS "amountBand",
            y.received_share AS "receivedShare", y.shown_minor AS "shownMinor",
            y.asked_month AS "askedMonth", y.delay_days AS "delayDays",
            y.asked_sealed AS "askedSealed", y.key_slot AS "keySlot",
            y.shows_amount AS "showsAmount", y.shows_month AS "showsMonth",
            y.date_forgotten AS "dateForgotten",
            y.closed_month AS "closedMonth", s.key AS "pictureKey",
            y.proof_ready_on::text AS "proofReadyOn", y.shown_from::text AS "shownFrom",
            a.member_id AS "memberId"
       FROM payout y JOIN author a ON a.id = y.author_id JOIN platform p ON p.id = y.platform_id
       LEFT JOIN screenshot s ON s.payout_id = y.id
      WHERE y.id = $1 FOR UPDATE OF y`,
    ),
    [id],
  );
  if (payout === undefined) throw await notFoundOrWithdrawn(tx, `payout/${id}`);
  if (!payoutRights({ author: payout.memberId === viewer.id }).edit) {
    throw new AppError('not-allowed');
  }
  return payout;
}
