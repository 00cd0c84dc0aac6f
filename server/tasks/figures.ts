import { SUSPECT, TASK_VOICE_KEY } from '#server/campaigns/suspects.ts';
import { refreshClient } from '#server/clients/figures.ts';
import { sqlIn, type Db } from '#server/db.ts';
import { loadRates } from '#server/tables/rates.ts';
import { convert } from '#shared/exchange.ts';
import { describeReports, type ReportFacts } from '#shared/hourly.ts';
import type { ExchangeRate } from '#shared/tables.ts';
import type { TaskFigures } from '#shared/tasks.ts';
import { lastReportAt } from './rules.ts';

type LoadedReport = ReportFacts & { readonly publishedOn: string };

/**
 * The reports of a task or of a platform that count, as they are published, the oldest month first:
 * not those that were asked for, nor those whose author a finding names.
 */
function loadReports(
  tx: Db,
  column: 'task_id' | 'platform_id',
  id: string,
): Promise<LoadedReport[]> {
  return sqlIn(tx)<LoadedReport>(
    `${COUNTED_REPORTS} AND r.${column} = $1 ORDER BY r.worked_month, r.id`,
    [id],
  );
}

/** What the task reports of a platform come to; null where none counts. */
export async function describePlatformTasks(
  tx: Db,
  platformId: string,
): Promise<TaskFigures | null> {
  const reports = await loadReports(tx, 'platform_id', platformId);
  return reports.length === 0 ? null : describeReports(reports, await loadRates(tx));
}

/**
 * Computes the figures of a task anew, then those of its client, in the transaction of what changed
 * them; a task that no report is left of goes. Locked in this order everywhere: platform, task,
 * client.
 * @param reported now is when it was reported.
 */
export async function refreshTask(
  tx: Db,
  taskId: string,
  now: Date,
  reported = false,
): Promise<void> {
  const sql = sqlIn(tx);
  const [task] = await sql<{ clientId: string | null; at: string | null; reported: boolean }>(
    `SELECT client_id AS "clientId", last_report_at::text AS at,
            EXISTS (SELECT 1 FROM task_report WHERE task_id = t.id) AS reported
       FROM task t WHERE id = $1 FOR NO KEY UPDATE OF t`,
    [taskId],
  );
  if (task === undefined) return;
  if (task.reported) await keepFigures(tx, taskId, task.at, now, reported);
  else await tx.task.delete({ where: { id: taskId } });
  if (task.clientId !== null) await refreshClient(tx, task.clientId, now);
}

async function keepFigures(
  tx: Db,
  taskId: string,
  before: string | null,
  now: Date,
  reported: boolean,
): Promise<void> {
  const reports = await loadReports(tx, 'task_id', taskId);
  const rates = await loadRates(tx);
  const figures = reports.length === 0 ? null : describeReports(reports, rates);
  const at = lastReportAt(reports, before === null ? null : new Date(before), now, reported);
  await sqlIn(tx)(
    `UPDATE task SET figures = $2::jsonb, hourly_eur = $3, last_report_at = $4::timestamptz
      WHERE id = $1`,
    [
      taskId,
      figures === null ? null : JSON.stringify(figures),
      hourlyInEuro(figures, rates),
      at?.toISOString() ?? null,
    ],
  );
}

function hourlyInEuro(figures: TaskFigures | null, rates: readonly ExchangeRate[]): number | null {
  if (!figures?.hourly) return null;
  const minor = convert(figures.hourly.median, figures.hourly.currency, 'EUR', rates);
  return minor === null ? null : Math.round(minor);
}

/** Computes anew all tasks that a member reported, since she became established or no longer is. */
export async function refreshTasksOf(tx: Db, memberId: string, now: Date): Promise<void> {
  const tasks = await sqlIn(tx)<{ id: string }>(
    `SELECT DISTINCT r.task_id AS id FROM task_report r JOIN author a ON a.id = r.author_id
      WHERE a.member_id = $1 ORDER BY 1`,
    [memberId],
  );
  for (const { id } of tasks) await refreshTask(tx, id, now);
}

/**
 * Computes anew the tasks of a platform of which more or fewer reports count than did: since a
 * finding names their author, or no longer does.
 */
export async function refreshRecounted(tx: Db, platformId: string, now: Date): Promise<void> {
  const tasks = await sqlIn(tx)<{ id: string }>(RECOUNTED, [platformId]);
  for (const { id } of tasks) await refreshTask(tx, id, now);
}

const COUNTED_REPORTS = `
  SELECT ${TASK_VOICE_KEY} AS "authorKey",
         COALESCE(a.frozen_established, m.established_on IS NOT NULL) AS established,
         t.currency, t.reward_minor AS "rewardMinor", r.paid,
         r.refused_with_reason AS "refusedWithReason",
         r.refused_without_reason AS "refusedWithoutReason", r.screen_outs AS "screenOuts",
         r.broken, r.abandoned, r.pending, r.total_seconds AS "totalSeconds",
         r.approval_days AS "approvalDays", r.contact, r.recommends,
         r.breaks_terms AS "breaksTerms", r.ethics, r.worked_month AS "workedMonth",
         r.published_on::text AS "publishedOn"
    FROM task_report r JOIN task t ON t.id = r.task_id JOIN author a ON a.id = r.author_id
    LEFT JOIN member m ON m.id = a.member_id
   WHERE NOT r.solicited AND NOT ${SUSPECT}`;

// Where there never was a finding nothing can have changed, and nothing is counted.
const RECOUNTED = `
  SELECT t.id FROM task t JOIN task_report r ON r.task_id = t.id JOIN author a ON a.id = r.author_id
   WHERE t.platform_id = $1 AND EXISTS (SELECT 1 FROM finding WHERE platform_id = $1)
   GROUP BY t.id
  HAVING count(*) FILTER (WHERE NOT r.solicited AND NOT ${SUSPECT})
         <> COALESCE((t.figures ->> 'reports')::int, 0)
   ORDER BY t.id`;
