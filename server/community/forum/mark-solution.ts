import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { AppError, fieldError } from '#server/core/errors.ts';
import type { SolutionInput } from '#shared/community/reaction-forms.ts';
import { lockThread } from './lock-thread.ts';

/**
 * Stores which post answered the question of a thread, as its author says; without a post the question
 * is open again. Also in a closed thread.
 * @throws AppError not-allowed for another's thread; bad-input for a post that is not a visible answer
 * of this thread.
 */
export async function markSolution(
  tx: Db,
  viewer: Viewer,
  threadId: string,
  input: SolutionInput,
  now: Date,
): Promise<{ id: string }> {
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await countDailyUse(tx, viewer.id, 'solution', now);
    const thread = await lockThread(tx, threadId);
    if (thread.memberId !== viewer.id) throw new AppError('not-allowed');
    const post =
      input.post === undefined
        ? null
        : await tx.forumPost.findFirst({
            where: {
              id: input.post,
              threadId,
              place: { gt: 1 },
              text: { not: null },
              hiddenBy: null,
            },
            select: { place: true },
          });
    if (input.post !== undefined && post === null) throw fieldError('post', 'invalid');
    await tx.forumThread.update({
      where: { id: threadId },
      data: { solvedPlace: post?.place ?? null, solvedAway: null },
    });
    return { id: threadId };
  });
}
