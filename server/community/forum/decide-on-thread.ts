import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { AppError, fieldError } from '#server/core/errors.ts';
import { requireImpartial } from '#server/identity/two-person-approval/load-proposed-change.ts';
import { proposeChange } from '#server/identity/two-person-approval/propose-change.ts';
import { readGuideSources } from '#shared/community/guides.ts';
import type { ThreadDecisionInput } from '#shared/community/thread-decisions.ts';
import { applyThreadDecision } from './apply-thread-decision.ts';
import { findGuideText, lockThread } from './lock-thread.ts';
import { checkThreadDecision, threadRights } from './rules.ts';
import { PROPOSABLE_THREAD_CHANGES } from './proposed-changes.ts';

/**
 * The thread's id, and the id `act` of the proposal that waits for a second person; null when the
 * decision took effect.
 */
type Decided = { id: string; act: string | null };

/**
 * Proposes to pin, close, move or rename another member's thread, or to undo that, or to make it a
 * guide, with a reason. Slow mode, and the end of a guide, take effect at once.
 * @throws AppError not-allowed unless the viewer is a moderator who did not start the thread;
 * conflict when nothing would change.
 */
export async function decideOnThread(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: ThreadDecisionInput,
  now: Date,
): Promise<Decided> {
  if (!threadRights(viewer, { mine: false, closed: false, answered: false }).moderate) {
    throw new AppError('not-allowed');
  }
  return runIdempotently(tx, viewer.id, input, now, async () => {
    const thread = await lockThread(tx, id);
    checkThreadDecision(input, { ...thread, guideText: await findGuideText(tx, id) });
    const { decision, reason, category, title, rule, text } = input;
    // They take nothing away: slow mode hides no post, and without the mark a guide is a topic.
    if (decision === 'slow' || decision === 'unguide') {
      await requireImpartial(tx.sql, PROPOSABLE_THREAD_CHANGES.close, viewer.id, { subjectId: id });
      await applyThreadDecision(tx, id, input, { memberId: viewer.id, alone: true }, now);
      return { id, act: null };
    }
    if (decision === 'move') await requireCategory(tx, category);
    const asked = {
      subjectId: id,
      rule: decision === 'close' ? (rule ?? null) : null,
      reason,
      payload: {
        ...(decision === 'move' && category !== undefined ? { category } : {}),
        ...(decision === 'rename' && title !== undefined ? { title } : {}),
        ...(decision === 'guide' ? { text, sources: requireSources(input.sources) } : {}),
      },
    };
    const act = await proposeChange(tx, PROPOSABLE_THREAD_CHANGES[decision], viewer, asked, now);
    return { id, act: act.id };
  });
}

/** @throws AppError bad-input unless each line of `typed`, one at least, is an https address. */
export function requireSources(typed: string | undefined): string[] {
  if (typed === undefined) throw fieldError('sources', 'required');
  const sources = readGuideSources(typed);
  if (sources === null) throw fieldError('sources', 'not-an-address');
  return sources;
}

async function requireCategory(tx: Db, slug: string | undefined): Promise<void> {
  const known = slug !== undefined && (await tx.forumCategory.count({ where: { slug } })) > 0;
  if (!known) throw fieldError('category', 'invalid');
}
