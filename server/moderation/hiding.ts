import { refreshClient } from '#server/clients/figures.ts';
import type { Db } from '#server/db.ts';
import { markStale } from '#server/stale/marks.ts';
import { refreshTask } from '#server/tasks/figures.ts';
import type { SubjectKind } from '#shared/cases.ts';
import { SUBJECT_TABLES, type Subject } from './subjects.ts';

/** What no figure counts. */
const MOVES_NOTHING: readonly SubjectKind[] = ['post', 'guess', 'reply', 'boycott'];

/**
 * Lets a decision hide a thing, or with null shows it again, and brings the figures that it moved up
 * to date. The decision has to stand already.
 */
export async function setHiding(
  tx: Db,
  subject: Subject,
  decisionId: string | null,
  now: Date,
): Promise<void> {
  const { kind, id, platformId, clientId, taskId } = subject;
  await tx.sql(`UPDATE ${SUBJECT_TABLES[kind]} SET hidden_by = $2 WHERE id = $1`, [id, decisionId]);
  if (MOVES_NOTHING.includes(kind)) return;
  // Locked in this order everywhere: task, client.
  if (platformId !== null) await markStale(tx, 'platform', [platformId]);
  if (taskId !== null) await refreshTask(tx, taskId, now);
  if (clientId !== null) await refreshClient(tx, clientId, now);
}
