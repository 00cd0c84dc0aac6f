import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { eraseSalts, appendEntry, appendEntries } from '#server/transparency-log/append-entries.ts';
import { markStale } from '#server/directory/stale-figures/mark-stale.ts';
import type { CheckDecisionInput, CheckOpinionInput } from '#shared/evidence/proof-verification.ts';
import { today } from '#shared/core/days.ts';
import { lockCheck, viewerStandingOf } from './lock-proof.ts';
import { checkRights, checkDecisionKindOf } from './rules.ts';
import { recordPictureCover, uncoverPicture } from './picture-covers.ts';
import { notifyProofAuthor } from './notifications.ts';

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
  const rights = checkRights(viewerStandingOf(viewer), check);
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

/**
 * Settles a check by a rule and with a reason: the doubt is upheld or rejected.
 * @throws AppError not-allowed unless a moderator who is no party and gave no opinion; conflict
 * while opinions are missing, and once settled for good.
 */
export async function decideOnCheck(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: CheckDecisionInput,
  now: Date,
): Promise<{ id: string }> {
  return runIdempotently(tx, viewer.id, input, now, async () => {
    const check = await lockCheck(tx, viewer, id, now);
    const rights = checkRights(viewerStandingOf(viewer), check);
    if (!rights.mayJudge) throw new AppError('not-allowed');
    const kind = checkDecisionKindOf(input.rule, check.reason);
    if (!rights.decide) throw new AppError('conflict');
    const { payoutId, platformId } = check;
    const { rule, reason } = input;
    const { alone } = rights;
    const decisionId = randomId();
    const day = dayToDate(today(now));
    await tx.decision.create({
      data: {
        id: decisionId,
        kind,
        platformId,
        rule,
        reason,
        alone,
        checkId: id,
        decidedOn: day,
        memberId: viewer.id,
      },
    });
    const upheld = kind === 'uphold-check';
    await tx.proofCheck.update({
      where: { id },
      data: { state: upheld ? 'upheld' : 'dismissed', settledOn: day },
    });
    const subject = `check/${id}`;
    const act = upheld ? 'check-upheld' : 'check-dismissed';
    await appendEntries(tx, now, [
      { kind: act, subject, row: `decision/${decisionId}` },
      { kind: 'content-stated', subject },
    ]);
    if (check.reason === 'personal-data') {
      if (!upheld) await uncoverPicture(tx, payoutId, now);
      else if (!check.covered) await recordPictureCover(tx, payoutId, 'picture-covered', now);
    }
    await notifyProofAuthor(tx, payoutId, upheld ? 'upheld' : 'dismissed', now);
    await markStale(tx, 'platform', [check.platformId]);
    return { id };
  });
}
