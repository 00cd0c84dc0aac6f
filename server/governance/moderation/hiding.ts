import type { Db } from '#server/database/db.ts';
import { markStale } from '#server/evidence/recompute/marks.ts';
import type { SubjectKind } from '#shared/governance/cases.ts';
import { SUBJECT_TABLES, type Subject } from './subjects.ts';

/** What no figure counts. */
const MOVES_NOTHING: readonly SubjectKind[] = ['post', 'guess', 'reply', 'boycott'];

/**
 * Lets a decision hide a thing, or with null shows it again, and marks the figures that it moved. The
 * decision has to stand already.
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
