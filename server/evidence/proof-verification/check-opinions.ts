import { viewerRoles } from '#server/identity/roles/decision-maker-handles.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { eraseSalts, appendEntry } from '#server/transparency-log/append-entries.ts';
import type { CheckOpinionInput } from '#shared/evidence/proof-verification.ts';
import { today } from '#shared/core/days.ts';
import { lockCheck } from './lock-proof.ts';
import { checkRights } from './rules.ts';

/**
 * Gives an opinion on a check: whether the doubt is right. Only members who are no party.
 * @throws AppError not-allowed for parties and members who are not established; conflict when
 * already given, when the check is settled, or when its picture is covered.
 */
export async function giveOpinion(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: CheckOpinionInput,
  now: Date,
): Promise<{ id: string }> {
  const check = await lockCheck(tx, viewer, id, now);
  const rights = checkRights(viewerRoles(viewer), check);
  if (!rights.look || !viewer.established) throw new AppError('not-allowed');
  if (!rights.opine) throw new AppError('conflict');
  await countDailyUse(tx, viewer.id, 'opinion', now);
  const opinionId = randomId();
  const upholds = input.verdict === 'right';
  const sentence = input.sentence ?? null;
  await tx.checkOpinion.create({
    data: {
      id: opinionId,
      checkId: id,
      memberId: viewer.id,
      upholds,
      sentence,
      createdOn: dayToDate(today(now)),
    },
  });
  await appendEntry(tx, now, {
    kind: 'check-opinion',
    subject: `opinion/${opinionId}`,
  });
  return { id };
}

/**
 * Withdraws the viewer's opinion on a check.
 * @throws AppError not-found.
 */
export async function withdrawOpinion(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<{ id: string }> {
  const check = await lockCheck(tx, viewer, id, now);
  const opinionId = requireFound(check.opinionId);
  const subject = `opinion/${opinionId}`;
  await tx.checkOpinion.delete({ where: { id: opinionId } });
  await eraseSalts(tx, subject);
  await appendEntry(tx, now, { kind: 'check-opinion-withdrawn', subject });
  return { id };
}
