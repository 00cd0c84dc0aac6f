import type { Db } from '#server/database/db.ts';
import { markStale } from '#server/directory/stale-figures/mark-stale.ts';
import { CASE_CONTENT, type FlaggableSubject } from '#server/public-schema/flaggable-subjects.ts';

/**
 * Hides a subject by a decision, which must exist already, or shows it again with null; marks the
 * figures that count it as stale.
 */
export async function setSubjectHiding(
  tx: Db,
  subject: FlaggableSubject,
  decisionId: string | null,
): Promise<void> {
  const { kind, id } = subject;
  const { table } = CASE_CONTENT[kind];
  await tx.sql(`UPDATE ${table} SET hidden_by = $2 WHERE id = $1`, [id, decisionId]);
  await markMovedFiguresStale(tx, subject);
}

/** Hides posts by a decision that names them, or shows them again with null; no figure counts posts. */
export async function setPostsHiding(
  tx: Db,
  posts: readonly string[],
  decisionId: string | null,
): Promise<void> {
  await tx.sql(`UPDATE forum_post SET hidden_by = $2 WHERE id = ANY($1::text[])`, [
    posts,
    decisionId,
  ]);
}

/** Marks the figures that count a subject as stale, after it was hidden, restored or withdrawn. */
export async function markMovedFiguresStale(
  tx: Db,
  { kind, platformId, clientId, taskId }: FlaggableSubject,
): Promise<void> {
  if (!CASE_CONTENT[kind].moves) return;
  if (platformId !== null) await markStale(tx, 'platform', [platformId]);
  if (taskId !== null) await markStale(tx, 'task', [taskId]);
  if (clientId !== null) await markStale(tx, 'client', [clientId]);
}
