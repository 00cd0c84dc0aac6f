import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { AppError, fieldError } from '#server/core/errors.ts';
import { PAUSE_DAYS } from '#shared/governance/posting-pauses.ts';
import type { PostBatchInput } from '#shared/governance/post-batches.ts';
import { addPartiesOfCoveredCases } from '#server/governance/cases/covered-posts.ts';
import { caseRights } from '#server/governance/cases/rules.ts';
import { loadCase } from '#server/governance/cases/load-case.ts';
import { findPostBatches, findPostsOfDay } from '#server/governance/cases/posts-of-day.ts';
import { decideCase, putProposal, wordsOf } from '#server/governance/case-decisions/decide-case.ts';
import {
  requireModerator,
  toDecisionMaker,
  viewerRoles,
} from '#server/identity/roles/decision-maker-handles.ts';
import { putPause } from './propose-pause.ts';

export type ProposedBatch = {
  readonly id: string;
  readonly decision: string | null;
  /** The case of the next author and day to look at; null without one. */
  readonly next: string | null;
};

/**
 * Proposes to hide the post of a case and those of its author's posts of that day that a moderator
 * ticked, by one rule and reason; a second person decides on all of them. It does not count as a case
 * that she takes. With `pause`, also proposes a pause of the author, which has a case of its own.
 * @throws AppError not-allowed unless the viewer is a moderator who is no party; conflict when the case is
 * another's or decided; bad-input when no other post is ticked, or one of another author or day.
 */
export async function proposeBatch(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: PostBatchInput,
  now: Date,
): Promise<ProposedBatch> {
  requireModerator(viewer);
  return runIdempotently(tx, viewer.id, input, now, async () => {
    const one = await loadCase(tx, viewer, id, now);
    if (one.party || one.linked) throw new AppError('not-allowed');
    const rights = caseRights(viewerRoles(viewer), one);
    if (!rights.batch) throw new AppError('conflict');
    const there = new Set(
      (await findPostsOfDay(tx.sql, viewer, one.subject.id)).map((post) => post.id),
    );
    const batch = [...new Set(input.posts)].filter((post) => post !== one.subject.id);
    if (batch.length === 0) throw fieldError('posts', 'nothing-chosen');
    if (batch.some((post) => !there.has(post))) throw fieldError('posts', 'invalid');
    await countDailyUse(tx, viewer.id, 'batch', now);
    await addPartiesOfCoveredCases(tx, id, batch);
    const words = wordsOf(input);
    if (input.pause) {
      const pause = { ...words, days: PAUSE_DAYS };
      await putPause(tx, viewer, one, pause, [one.subject.id, ...batch], now);
    }
    const hand = await toDecisionMaker(tx, viewer);
    const decided = { kind: 'hide', ...words, alone: true, batch } as const;
    const decision = rights.alone ? await decideCase(tx, one, [hand], decided, now) : null;
    if (decision === null) await putProposal(tx, one, hand, 'hide', words, now, { batch });
    const { batches } = await findPostBatches(tx.sql, viewer, now);
    return { id, decision, next: batches[0]?.case ?? null };
  });
}
