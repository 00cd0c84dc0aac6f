import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { dropOutdatedConfirmations } from '#server/evidence/proof-verification/drop-checks-and-statements.ts';
import { recordProofChange } from '#server/evidence/proof-verification/proof-ready-columns.ts';
import type { Db } from '#server/database/db.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import { loadReport } from '#server/evidence/publication/load-report.ts';
import { reviseReport, type SlipDeps } from '#server/evidence/publication/publish-report.ts';
import { deleteInboxItems } from '#server/identity/notifications/mark-read.ts';
import { drawCountingDays } from '#server/evidence/publication/counting-days.ts';
import type { ClaimAnswer } from '#shared/evidence/claims.ts';
import { monthOf, today } from '#shared/core/days.ts';
import { markPlatformStale, RESET_REMINDERS } from './actions.ts';
import { NO_ASKED_DAY, readAskedDay } from './asked-day.ts';
import { lockOwnPayout, type LoadedPayout } from './lock-payout.ts';
import { settleClaim } from './rules.ts';

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
  const day = today(now);
  if (before.state !== 'waiting') {
    if (isSameAnswer(before, input)) return { id };
    throw new AppError('conflict');
  }
  const settled = settleClaim(await readAskedDay(slips.secrets, before), input, day);
  if ('issues' in settled) throw new AppError('bad-input', { fields: settled.issues });
  await countDailyUse(tx, viewer.id, 'correction', now);
  const reported = requireFound(await loadReport(tx, id, day));
  await dropOutdatedConfirmations(tx, id, { ...before, ...settled }, now);
  await tx.payout.update({
    where: { id },
    data: {
      ...settled,
      ...NO_ASKED_DAY,
      unpaidOn: null,
      stillWaitingOn: null,
      closedMonth: monthOf(day),
      ...(await drawCountingDays(tx, slips, before.platformId, day)),
      ...RESET_REMINDERS,
    },
  });
  await reviseReport(tx, slips, reported, now);
  await recordProofChange(tx, id, 'payout-closed', now);
  await deleteInboxItems(tx, viewer.id, ['claim-reminder'], id);
  await markPlatformStale(tx, before);
  return { id };
}

/** Whether a claim was closed by the same answer before. Its day is not kept, so it is not compared. */
function isSameAnswer(before: LoadedPayout, { answer }: ClaimAnswer): boolean {
  const forgotten = answer === 'date-forgotten';
  return (
    before.closedMonth !== null &&
    before.state === (forgotten ? 'received' : answer) &&
    before.dateForgotten === forgotten
  );
}
