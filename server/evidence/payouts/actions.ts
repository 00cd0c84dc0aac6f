import type { Prisma } from '#prisma/client.ts';
import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import {
  dropUnsupportedChecks,
  recommitStatementsAboutPicture,
  dropOutdatedConfirmations,
  deleteProofStatements,
} from '#server/evidence/proof-verification/drop-checks-and-statements.ts';
import {
  recordProofChange,
  showingColumns,
  unlistProof,
} from '#server/evidence/proof-verification/proof-ready-columns.ts';
import { countsFromSql } from '#server/database/predicates/counted-payout-authors.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { insertRow } from '#server/database/insert-row.ts';
import { AppError, appErrorOrRethrow, requireFound } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { loadReport } from '#server/evidence/publication/load-report.ts';
import {
  publishReport,
  reviseReport,
  type SlipDeps,
} from '#server/evidence/publication/publish-report.ts';
import { refuseUnsigning } from '#server/evidence/attribution/refuse-unsigning.ts';
import { deleteInboxItems } from '#server/identity/notifications/mark-read.ts';
import { findOrCreateAuthor } from '#server/directory/platforms/find-or-create-author.ts';
import { resolvePlatform } from '#server/directory/platforms/resolve-platform.ts';
import { withdrawContent } from '#server/identity/accounts/withdraw-content.ts';
import {
  lockSigningState,
  matchSigningOfOtherPieces,
} from '#server/evidence/attribution/actions.ts';
import { drawCountingDays } from '#server/evidence/publication/counting-days.ts';
import { monthOf, today, type Day } from '#shared/core/days.ts';
import type { PayoutCorrection, PayoutFacts, PayoutForm } from '#shared/evidence/payouts.ts';
import { NO_ASKED_DAY, sealAskedDay, type AskedColumns } from './asked-day.ts';
import { writtenOffDay, requireValidPayout } from './check-payout-form.ts';
import { lockOwnPayout, type LoadedPayout } from './lock-payout.ts';
import { type StoredPicture } from '#server/media/pictures/attach-picture.ts';
import { markStale } from '#server/directory/stale-figures/mark-stale.ts';
import { attachProofPicture } from '#server/evidence/proof-verification/recycled-pictures.ts';
import type { ParsedPayout } from './rules.ts';

/** Columns of a payout whose reminders start again. */
export const RESET_REMINDERS = { unansweredReminders: 0, expectedDays: null };

/** A changed payout's id, and the key of the picture that it no longer shows; null without one. */
export type ChangedPayout = { readonly id: string; readonly unusedPictureKey: string | null };

const NEVER_SHOWN = { proofReadyOn: null, shownFrom: null };

/**
 * Reports a payout of the viewer. The record tells of it once it is shown as a proof. Idempotent by
 * the form's key.
 */
export async function publishPayout(
  tx: Db,
  viewer: Viewer,
  sent: PayoutFacts &
    Pick<PayoutForm, 'platform' | '_key'> &
    Partial<Pick<PayoutForm, 'detail' | 'later'>>,
  picture: StoredPicture | null,
  slips: SlipDeps,
  now: Date,
): Promise<{ id: string }> {
  const input = applyOpenness(sent);
  return runIdempotently(tx, viewer.id, input, now, async () => {
    const [platform] = await Promise.all([
      resolvePlatform(tx, input.platform).catch(appErrorOrRethrow),
      countDailyUse(tx, viewer.id, 'payout', now),
    ]);
    const payout = requireValidPayout(input, now, {
      givenUpOn: null,
      refused: platform instanceof AppError ? platform : null,
    });
    if (platform instanceof AppError) throw platform;
    const { id: platformId } = platform;
    const id = randomId();
    const { kept } = payout;
    const authorId = await findOrCreateAuthor(tx, viewer.id, platformId);
    const day = today(now);
    const [counting] = await Promise.all([
      drawCountingDays(tx, slips, platformId, day),
      matchSigningOfOtherPieces(tx, viewer, { kind: 'payout', authorId, id: null }, input, now),
    ]);
    await insertRow(tx, 'payout', {
      ...kept,
      ...(await askedColumns(tx, slips, id, payout)),
      id,
      platformId,
      authorId,
      publishedOn: dayToDate(day),
      ...showingColumns(picture !== null || kept.signed, NEVER_SHOWN, day),
      ...counting,
      unansweredReminders: 0,
    } satisfies Prisma.PayoutUncheckedCreateInput);
    if (picture !== null) await attachProofPicture(tx, id, picture);
    const { detail = 'delay', later = false } = input;
    await publishReport(tx, slips, id, now, { detail, later });
    return { id };
  });
}

/**
 * Replaces the facts of a payout by its author's correction, which can close or reopen a claim and
 * add or remove a picture.
 */
export async function correctPayout(
  tx: Db,
  viewer: Viewer,
  id: string,
  sent: PayoutCorrection,
  picture: StoredPicture | null,
  slips: SlipDeps,
  now: Date,
): Promise<ChangedPayout> {
  const input = applyOpenness(sent);
  await lockSigningState(tx, viewer, 'payout', id);
  const before = await lockOwnPayout(tx, viewer, id);
  const day = today(now);
  const reported = requireFound(await loadReport(tx, id, day));
  const waited = before.state === 'waiting';
  const payout = requireValidPayout(input, now, {
    givenUpOn: writtenOffDay(before, day),
    refused: null,
  });
  const { authorId } = before;
  const { kept } = payout;
  await matchSigningOfOtherPieces(tx, viewer, { kind: 'payout', authorId, id }, input, now);
  await countDailyUse(tx, viewer.id, 'correction', now);
  const waits = kept.state === 'waiting';
  const closedMonth = waited ? monthOf(day) : before.closedMonth;
  const stillWaitingOn = waits ? before.stillWaitingOn : null;
  const hasPicture = picture !== null || (before.pictureKey !== null && !input.removeScreenshot);
  const isProof = hasPicture || kept.signed;
  await dropOutdatedConfirmations(tx, id, kept, now);
  // Reopening a payout withdraws the outcome that its author reported.
  if (waits && !waited) await keepWithdrawalDay(tx, id, day);
  await tx.payout.update({
    where: { id },
    data: {
      ...kept,
      ...(await askedColumns(tx, slips, id, payout)),
      unpaidOn: null,
      stillWaitingOn: stillWaitingOn === null ? null : dayToDate(stillWaitingOn),
      closedMonth: waits ? null : closedMonth,
      ...showingColumns(isProof, before, day),
      ...(await drawCountingDays(tx, slips, before.platformId, day)),
      ...RESET_REMINDERS,
    },
  });
  await reviseReport(tx, slips, reported, now);
  let pictureKey = before.pictureKey;
  if (picture !== null) {
    await attachProofPicture(tx, id, picture);
    pictureKey = picture.image.key;
  } else if (input.removeScreenshot) {
    await tx.screenshot.deleteMany({ where: { payoutId: id } });
    pictureKey = null;
  }
  if (before.signed && !kept.signed) {
    await refuseUnsigning(tx, viewer, 'payout', id);
  }
  const unlists = before.shownFrom !== null && !isProof;
  if (unlists) await unlistProof(tx, id, now);
  else await dropUnsupportedChecks(tx, id, now);
  if (!unlists && before.pictureKey !== pictureKey)
    await recommitStatementsAboutPicture(tx, id, now);
  if (!waits) await deleteInboxItems(tx, viewer.id, ['claim-reminder'], id);
  await recordProofChange(tx, id, waited && !waits ? 'payout-closed' : 'payout-corrected', now);
  await markPlatformStale(tx, before);
  return { id, unusedPictureKey: before.pictureKey === pictureKey ? null : before.pictureKey };
}

/** Confirms that the viewer's payout is still pending today; once a day at most. */
export async function confirmStillPending(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<ChangedPayout> {
  const { state, stillWaitingOn } = await lockOwnPayout(tx, viewer, id);
  if (state !== 'waiting') throw new AppError('conflict');
  const day = today(now);
  if (stillWaitingOn === day) return { id, unusedPictureKey: null };
  await tx.payout.update({
    where: { id },
    data: { stillWaitingOn: dayToDate(day), ...RESET_REMINDERS },
  });
  await deleteInboxItems(tx, viewer.id, ['claim-reminder'], id);
  return { id, unusedPictureKey: null };
}

/**
 * Deletes a payout and its picture for good; of one that was shown the record keeps only that its
 * author withdrew it.
 * @returns the keys of pictures to delete.
 */
export async function withdrawPayout(
  tx: Db,
  viewer: Viewer,
  id: string,
  slips: SlipDeps,
  now: Date,
): Promise<string[]> {
  const { platformId, shownFrom } = await lockOwnPayout(tx, viewer, id);
  const shown = shownFrom !== null;
  const reported = requireFound(await loadReport(tx, id, today(now)));
  await deleteProofStatements(tx, id, shown, now);
  await deleteInboxItems(tx, viewer.id, ['claim-reminder', 'check'], id);
  await keepWithdrawalDay(tx, id, today(now));
  const unusedPictureKeys = await withdrawContent(tx, viewer.id, 'payout', id, now, {
    recorded: shown,
  });
  await reviseReport(tx, slips, reported, now);
  await markPlatformStale(tx, { platformId, shownFrom });
  return unusedPictureKeys;
}

/** Keeps the day on which a payout that counted is withdrawn: its author is not heard again at once. */
async function keepWithdrawalDay(tx: Db, id: string, day: Day): Promise<void> {
  await tx.sql(
    `UPDATE author a SET withdrew_on = $2::date FROM payout p
      WHERE p.id = $1 AND a.id = p.author_id AND ${countsFromSql('p')} <= $2::date`,
    [id, day],
  );
}

/**
 * Marks the figures that a change of a payout moves at once: those that count its proof. What reports say
 * of a platform is computed once a day.
 */
export async function markPlatformStale(
  tx: Db,
  { platformId, shownFrom }: Pick<LoadedPayout, 'platformId' | 'shownFrom'>,
): Promise<void> {
  if (shownFrom !== null) await markStale(tx, 'platform', [platformId]);
}

/** Without a script, boxes that she ticked before she chose to stay discreet are sent too. */
function applyOpenness<Facts extends PayoutFacts>(facts: Facts): Facts {
  return facts.openness === 'discreet'
    ? { ...facts, signed: false, showsAmount: false, showsMonth: false }
    : facts;
}

/** The columns of the day asked: kept, encrypted, while the payout waits. */
function askedColumns(
  tx: Db,
  { secrets }: SlipDeps,
  id: string,
  { askedOn, kept }: ParsedPayout,
): Promise<AskedColumns> | AskedColumns {
  return kept.state === 'waiting' ? sealAskedDay(tx, secrets, id, askedOn) : NO_ASKED_DAY;
}
