import type { Db } from '#server/database/db.ts';
import { markStale } from '#server/evidence/recompute/marks.ts';
import type { SubjectKind } from '#shared/governance/cases.ts';
import { SUBJECT_TABLES, type Subject } from './subjects.ts';

/** Kinds that no figure counts. */
const MOVES_NOTHING: readonly SubjectKind[] = ['post', 'guess', 'reply', 'boycott'];

/**
 * Hides a thing by a decision, or restores it with null, and marks the figures that change. The
 * decision must exist already.
 */
export async function setHiding(
  tx: Db,
  subject: Subject,
  decisionId: string | null,
): Promise<void> {
  const { kind, id, platformId, clientId, taskId } = subject;
  await tx.sql(`UPDATE ${SUBJECT_TABLES[kind]} SET hidden_by = $2 WHERE id = $1`, [id, decisionId]);
  if (MOVES_NOTHING.includes(kind)) return;
  if (platformId !== null) await markStale(tx, 'platform', [platformId]);
  if (taskId !== null) await markStale(tx, 'task', [taskId]);
  if (clientId !== null) await markStale(tx, 'client', [clientId]);
}
