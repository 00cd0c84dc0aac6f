import { AppError, appErrorOrRethrow } from '#server/core/errors.ts';
import type { Db } from '#server/database/db.ts';
import { notFoundOrWithdrawn } from '#server/transparency-log/not-found-or-withdrawn.ts';
import type { FieldIssues } from '#shared/core/errors.ts';
import type { ThreadInput } from '#shared/community/forum.ts';
import { resolveThreadSubject } from './resolve-thread-subject.ts';

/**
 * Finds the field errors of a new thread that schema validation misses: `typed` has the valid fields
 * only. One answer can then list all errors.
 */
export async function findNewThreadErrors(
  tx: Db,
  typed: Partial<ThreadInput>,
): Promise<FieldIssues> {
  const { category } = typed;
  const subject = await resolveThreadSubject(tx, typed).catch(appErrorOrRethrow);
  const known =
    category === undefined || (await tx.forumCategory.count({ where: { slug: category } })) > 0;
  return {
    ...(subject instanceof AppError ? subject.fields : {}),
    ...(known ? {} : { category: { code: 'invalid' } }),
  };
}

/**
 * Checks that a thread takes posts, before the account of who writes one is judged.
 * @throws AppError withdrawn, not-found or thread-closed.
 */
export async function requireOpenThread(tx: Db, id: string): Promise<FieldIssues> {
  const thread = await tx.forumThread.findUnique({ where: { id }, select: { closedOn: true } });
  if (thread === null) throw await notFoundOrWithdrawn(tx, `thread/${id}`);
  if (thread.closedOn !== null) throw new AppError('thread-closed');
  return {};
}
