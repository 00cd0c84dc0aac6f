import { refreshClient } from '#server/clients/figures.ts';
import { sqlIn, type Db } from '#server/db.ts';
import { refreshFigures } from '#server/platforms/figures.ts';
import { refreshTask } from '#server/tasks/figures.ts';
import { SUBJECT_TABLES, type Subject } from './subjects.ts';

/**
 * SQL: how a thing is hidden, as `shared/cases.ts` says it, or null; `row` is the alias of its table.
 * A veil keeps from reading what is said to be illegal, personal or a threat.
 */
export function hidingOf(row: string): string {
  return `(SELECT json_build_object(
    'level', CASE WHEN d.kind = 'hide' THEN 'hidden' ELSE 'removed' END, 'rule', d.rule,
    'decision', d.id, 'until', to_char(d.until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
    FROM decision d WHERE d.id = ${row}.hidden_by)`;
}

/** SQL: whether the text of a hidden thing may not leave the server. */
export function isRemoved(row: string): string {
  return `(${row}.hidden_by IS NOT NULL AND EXISTS (
    SELECT 1 FROM decision d WHERE d.id = ${row}.hidden_by AND d.kind <> 'hide'))`;
}

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
  await sqlIn(tx)(`UPDATE ${SUBJECT_TABLES[kind]} SET hidden_by = $2 WHERE id = $1`, [
    id,
    decisionId,
  ]);
  if (kind === 'post' || kind === 'guess' || kind === 'reply') return;
  // Locked in this order everywhere: platform, task, client.
  if (platformId !== null) await refreshFigures(tx, platformId, now);
  if (taskId !== null) await refreshTask(tx, taskId, now);
  if (clientId !== null) await refreshClient(tx, clientId, now);
}
