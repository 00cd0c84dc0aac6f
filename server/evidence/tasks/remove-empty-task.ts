import type { Db } from '#server/database/db.ts';
import { removeEmptyClient } from '#server/directory/clients/remove-empty-client.ts';
import { markStale } from '#server/directory/stale-figures/mark-stale.ts';
import { deleteProposalsAbout } from '#server/identity/two-person-approval/erase-old-proposers.ts';
import { appendIfContentChanged } from '#server/transparency-log/append-entries.ts';
import { unlistIfStated } from '#server/transparency-log/state-found-rows.ts';
import { col, statement } from '#server/database/sql.ts';

/**
 * Deletes a task when its last report was deleted or moved, and its client when unused.
 * @param leaving the member who withdrew the report; empty when the weekly job removed it.
 */
export async function removeEmptyTask(
  tx: Db,
  taskId: string,
  leaving: string,
  now: Date,
): Promise<void> {
  // Of two reports withdrawn concurrently, the second sees the first gone.
  const [task] = await tx.sql(TASK, [taskId]);
  if (task === undefined || (await tx.sql(ANY_REPORT, [taskId])) > 0) return;
  const about = await tx.sql(ABOUT, [taskId]);
  await tx.task.delete({ where: { id: taskId } });
  await unlistIfStated(tx, `task/${taskId}`, now);
  // These proposals have lost their subject.
  for (const { subject } of about) await appendIfContentChanged(tx, now, subject);
  await deleteProposalsAbout(tx, `task/${taskId}`);
  const { clientId } = task;
  if (clientId === null || (await removeEmptyClient(tx, clientId, leaving, now))) return;
  await markStale(tx, 'client', [clientId]);
}

const TASK = statement(
  { clientId: col.text.orNull },
  'SELECT client_id AS "clientId" FROM task WHERE id = $1 FOR NO KEY UPDATE',
);
const ABOUT = statement(
  { subject: col.text },
  `SELECT 'thread/' || id AS subject FROM forum_thread WHERE task_id = $1
   UNION ALL SELECT 'boycott/' || id FROM boycott WHERE task_id = $1 ORDER BY 1`,
);
const ANY_REPORT = 'SELECT 1 AS one FROM task_report WHERE task_id = $1 LIMIT 1';
