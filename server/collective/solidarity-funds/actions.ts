import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { AppError, fieldError, requireFound } from '#server/core/errors.ts';
import { requireImpartial } from '#server/identity/two-person-approval/load-proposed-change.ts';
import { proposeToModerators } from '#server/identity/two-person-approval/propose-change.ts';
import {
  findOrCreateModeratorHandle,
  requireModerator,
} from '#server/identity/roles/decision-maker-handles.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import type { FundInput, TakeOffInput } from '#shared/collective/solidarity-funds.ts';
import { today } from '#shared/core/days.ts';
import { readWebAddress } from '#shared/core/web-address.ts';
import { SHOW_FUND } from './proposed-changes.ts';

/**
 * Proposes a fund for those who take part in a boycott. Nobody but moderators reads it before two of
 * them have checked it.
 * @throws AppError bad-input unless its address is https; conflict where it waits or is shown already.
 */
export async function proposeFund(
  tx: Db,
  viewer: Viewer,
  boycottId: string,
  input: FundInput,
  now: Date,
): Promise<{ id: string }> {
  const address = readWebAddress(input.address, ['https:']);
  if (address === null) throw fieldError('address', 'not-an-address');
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await countDailyUse(tx, viewer.id, 'fund', now);
    const payload = { name: input.name, address };
    const asked = { subjectId: boycottId, rule: null, reason: '', payload };
    await proposeToModerators(tx, SHOW_FUND, viewer, asked, now);
    return { id: boycottId };
  });
}

/**
 * Takes a fund off at once, as one moderator: what two checked stands only while no moderator doubts
 * it. It can be proposed again.
 * @throws AppError not-allowed unless a moderator without an interest in it; conflict when it is off.
 */
export async function takeFundOff(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: TakeOffInput,
  now: Date,
): Promise<{ id: string }> {
  requireModerator(viewer);
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await tx.sql('SELECT 1 FROM solidarity_fund WHERE id = $1 FOR NO KEY UPDATE', [id]);
    const fund = requireFound(await tx.solidarityFund.findUnique({ where: { id } }));
    await requireImpartial(tx.sql, SHOW_FUND, viewer.id, { subjectId: fund.boycottId });
    if (fund.takenOffOn !== null) throw new AppError('conflict');
    await tx.solidarityFund.update({
      where: { id },
      data: {
        takenOffOn: dayToDate(today(now)),
        takenOffReason: input.reason,
        takenOffBy: await findOrCreateModeratorHandle(tx, viewer.id),
      },
    });
    await appendEntry(tx, now, { kind: 'fund-taken-off', subject: `fund/${id}` });
    return { id: fund.boycottId };
  });
}
