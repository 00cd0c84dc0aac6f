import { viewerRoles } from '#server/identity/roles/decision-maker-handles.ts';
import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { AppError } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { appendEntries } from '#server/transparency-log/append-entries.ts';
import { markStale } from '#server/directory/stale-figures/mark-stale.ts';
import type { CheckDecisionInput } from '#shared/evidence/proof-verification.ts';
import { today } from '#shared/core/days.ts';
import { lockCheck } from './lock-proof.ts';
import { checkRights, checkDecisionKindOf } from './rules.ts';
import { recordPictureCover, uncoverPicture } from './picture-covers.ts';
import { notifyProofAuthor } from './notifications.ts';

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
    const rights = checkRights(viewerRoles(viewer), check);
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
