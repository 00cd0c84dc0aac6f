import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { dropOutdatedConfirmations } from '#server/evidence/proof-verification/drop-checks-and-statements.ts';
import { recordProofChange } from '#server/evidence/proof-verification/proof-showing.ts';
import { dayToDate, dateToDay, type Db } from '#server/database/db.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import { loadReport } from '#server/evidence/publication/load-report.ts';
import { reviseReport, type SlipDeps } from '#server/evidence/publication/publish-report.ts';
import { deleteInboxItems } from '#server/identity/notifications/mark-read.ts';
import { markStale } from '#server/directory/stale-figures/mark-stale.ts';
import { drawCountingDays } from '#server/evidence/publication/counting-days.ts';
import type { ClaimAnswer } from '#shared/evidence/claims.ts';
import { monthOf, today } from '#shared/core/days.ts';
import type { Currency } from '#shared/core/money.ts';
import { NO_REMINDERS_YET } from './actions.ts';
import { lockOwnPayout } from './lock-payout.ts';
import { settleClaim, type ParsedPayout } from './rules.ts';

/**
 * Closes a claim by its author's answer; repeating the answer is idempotent.
 * @throws AppError conflict when it was closed otherwise.
 */
export async function closeClaim(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: ClaimAnswer,
  slips: SlipDeps,
  now: Date,
): Promise<{ id: string }> {
  const before = await lockOwnPayout(tx, viewer, id);
  const claim = await tx.payout.findUniqueOrThrow({ where: { id } });
  const day = today(now);
  const settled = settleClaim(
    { askedOn: dateToDay(claim.askedOn), expectedMinor: claim.expectedMinor },
    input,
    day,
  );
  if ('issues' in settled) throw new AppError('bad-input', { fields: settled.issues });
  const { receivedMinor, settledOn, ...outcome } = settled;
  if (before.state !== 'waiting') {
    const same =
      before.closedMonth !== null &&
      before.state === outcome.state &&
      before.settledOn === settledOn &&
      claim.dateForgotten === outcome.dateForgotten;
    if (same) return { id };
    throw new AppError('conflict');
  }
  await countDailyUse(tx, viewer.id, 'correction', now);
  const reported = requireFound(await loadReport(tx, id, day));
  const published: ParsedPayout['published'] = {
    currency: claim.currency as Currency,
    method: claim.method,
    expectedRounded: claim.expectedRounded,
    askedMonth: claim.askedMonth,
    dueByItself: claim.dueByItself,
    solicited: claim.solicited,
    signed: claim.signed,
    showsAmount: claim.showsAmount,
    showsMonth: claim.showsMonth,
    ...outcome,
  };
  const amounts = { expectedMinor: claim.expectedMinor, receivedMinor };
  await dropOutdatedConfirmations(tx, id, { ...published, ...amounts }, now);
  await tx.payout.update({
    where: { id },
    data: {
      ...published,
      receivedMinor,
      settledOn: settledOn === null ? null : dayToDate(settledOn),
      stillWaitingOn: null,
      closedMonth: monthOf(day),
      ...drawCountingDays(slips, day),
      ...NO_REMINDERS_YET,
    },
  });
  await reviseReport(tx, slips, reported, now);
  await recordProofChange(tx, id, 'payout-closed', now);
  await deleteInboxItems(tx, viewer.id, ['claim-reminder'], id);
  await markStale(tx, 'platform', [before.platformId]);
  return { id };
}
