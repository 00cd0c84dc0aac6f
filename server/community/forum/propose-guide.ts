import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { AppError } from '#server/core/errors.ts';
import { proposeToModerators } from '#server/identity/two-person-approval/propose-change.ts';
import type { GuideInput } from '#shared/community/guides.ts';
import { requireSources } from './decide-on-thread.ts';
import { findGuideText, lockThread } from './lock-thread.ts';
import { PROPOSABLE_THREAD_CHANGES } from './proposed-changes.ts';
import { threadRights } from './rules.ts';

/**
 * Proposes the viewer's own thread, as it stands, as a guide. Nothing shows before two moderators other
 * than her have read it; any change of its text ends the proposal.
 * @returns the id of the proposal.
 * @throws AppError not-allowed for another's thread or a closed one; bad-input unless each source is an
 * https address; conflict where a proposal waits already, or the first post is hidden.
 */
export async function proposeOwnGuide(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: GuideInput,
  now: Date,
): Promise<{ id: string }> {
  const sources = requireSources(input.sources);
  return runIdempotently(tx, viewer.id, input, now, async () => {
    const { memberId, closed } = await lockThread(tx, id);
    const mine = memberId === viewer.id;
    if (!threadRights(viewer, { mine, closed, answered: false }).proposeGuide) {
      throw new AppError('not-allowed');
    }
    await countDailyUse(tx, viewer.id, 'guide', now);
    const text = await findGuideText(tx, id);
    const about = { kind: 'guide-thread', subject: `thread/${id}`, state: 'open' };
    if (text === null || (await tx.proposedChange.count({ where: about })) > 0) {
      throw new AppError('conflict');
    }
    const { reason } = input;
    const asked = { subjectId: id, rule: null, reason, payload: { text, sources } };
    return proposeToModerators(tx, PROPOSABLE_THREAD_CHANGES.guide, viewer, asked, now);
  });
}
