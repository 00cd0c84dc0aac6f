import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { markStale } from '#server/directory/stale-figures/mark-stale.ts';
import { today } from '#shared/core/days.ts';
import { lockPlatformTasks } from './lock-report.ts';
import { removeEmptyTask } from './remove-empty-task.ts';

/**
 * Lets reports whose Monday has come count, and deletes those that leave the figures; marks the figures
 * as stale. Idempotent.
 */
export async function countDueTaskReports(tx: Db, now: Date): Promise<void> {
  const day = today(now);
  const come = await tx.sql(COME, [day]);
  const gone = await tx.sql(GONE, [day]);
  const moved = [...come, ...gone];
  await markStale(tx, 'platform', distinct(moved.map(({ platformId }) => platformId)));
  await markStale(tx, 'task', distinct(moved.map(({ taskId }) => taskId)));
  // Locked because another report may be attached meanwhile to a task without one.
  for (const platformId of distinct(gone.map((report) => report.platformId))) {
    await lockPlatformTasks(tx, platformId);
  }
  for (const taskId of distinct(gone.map((report) => report.taskId))) {
    await removeEmptyTask(tx, taskId, '', now);
  }
}

const distinct = (ids: readonly string[]): string[] => [...new Set(ids)].toSorted();

const PLACED = { taskId: col.text, platformId: col.text };
const COME = statement(
  PLACED,
  `UPDATE task_report SET counted = true WHERE NOT counted AND due_on <= $1::date AND leaves_on IS NULL
   RETURNING task_id AS "taskId", platform_id AS "platformId"`,
);
const GONE = statement(
  PLACED,
  `DELETE FROM task_report WHERE leaves_on <= $1::date
   RETURNING task_id AS "taskId", platform_id AS "platformId"`,
);
