import type { Viewer } from '#server/http/viewer.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { col, statement, type RowOf, type RowShape } from '#server/database/sql.ts';
import { AppError } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { notFoundOrWithdrawn } from '#server/transparency-log/not-found-or-withdrawn.ts';
import { today } from '#shared/core/days.ts';
import type { ParsedTask } from './rules.ts';

export type LoadedTaskReport = RowOf<typeof LOADED_REPORT>;

const LOADED_REPORT = {
  taskId: col.text,
  platformId: col.text,
  authorId: col.text,
  slug: col.text,
  /** The author's member id; null when her account was deleted. */
  memberId: col.text.orNull,
  counted: col.bool,
} satisfies RowShape;

/**
 * Loads and locks a report of the viewer for a change.
 * @throws AppError withdrawn or not-found; not-allowed for another's.
 */
export async function lockOwnTaskReport(
  tx: Db,
  viewer: Viewer,
  id: string,
): Promise<LoadedTaskReport> {
  const [report] = await tx.sql(
    statement(
      LOADED_REPORT,
      `SELECT r.task_id AS "taskId", r.platform_id AS "platformId", r.author_id AS "authorId",
            p.slug, a.member_id AS "memberId", r.counted
       FROM task_report r JOIN author a ON a.id = r.author_id JOIN platform p ON p.id = r.platform_id
      WHERE r.id = $1 AND r.leaves_on IS NULL FOR UPDATE OF r`,
    ),
    [id],
  );
  if (report === undefined) throw await notFoundOrWithdrawn(tx, `task-report/${id}`);
  if (report.memberId !== viewer.id) throw new AppError('not-allowed');
  return report;
}

/** Serialises changes to a platform's set of tasks, so that none is created twice. */
export async function lockPlatformTasks(tx: Db, platformId: string): Promise<void> {
  await tx.sql('SELECT pg_advisory_xact_lock(hashtext($1))', [`tasks/${platformId}`]);
}

/**
 * Finds or creates the task of a report: same title (ignoring case and accents), same reward, and
 * same client or one merged with it. A report that names no client joins the only such task that
 * everybody can see; another one would tell its author that somebody reported it.
 */
export async function findOrCreateTask(
  tx: Db,
  platformId: string,
  client: { readonly id: string | null; readonly named: boolean },
  task: ParsedTask,
  now: Date,
): Promise<string> {
  const clientId = client.id;
  const { title, titleKey, currency, rewardMinor } = task;
  const [only, second] = client.named
    ? []
    : await tx.sql(
        statement(
          { id: col.text },
          `SELECT min(t.id) AS id FROM task t LEFT JOIN client c ON c.id = t.client_id
      WHERE t.platform_id = $1 AND t.title_key = $2 AND t.currency = $3 AND t.reward_minor = $4
        AND t.last_report_at IS NOT NULL
      GROUP BY c.root_id LIMIT 2`,
        ),
        [platformId, titleKey, currency, rewardMinor],
      );
  if (only !== undefined && second === undefined) return only.id;
  const [known] = await tx.sql(
    statement(
      { id: col.text },
      `SELECT t.id FROM task t LEFT JOIN client c ON c.id = t.client_id
      WHERE t.platform_id = $1 AND t.title_key = $2 AND t.currency = $3 AND t.reward_minor = $4
        AND c.root_id IS NOT DISTINCT FROM (SELECT root_id FROM client WHERE id = $5)
      ORDER BY t.created_on, t.id LIMIT 1`,
    ),
    [platformId, titleKey, currency, rewardMinor, clientId],
  );
  if (known !== undefined) return known.id;
  const id = randomId();
  const createdOn = dayToDate(today(now));
  await tx.task.create({
    data: { id, platformId, clientId, title, titleKey, currency, rewardMinor, createdOn },
  });
  return id;
}
