import { isSuspectAuthorSql, voiceKeySql } from '#server/database/predicates/suspect-authors.ts';
import {
  TASK_REPORT_FIGURES,
  taskReportFigures,
} from '#server/database/predicates/task-report-figures.ts';
import { removeEmptyClient } from '#server/directory/clients/remove-empty-client.ts';
import type { Db } from '#server/database/db.ts';
import { markStale } from '#server/directory/stale-figures/mark-stale.ts';
import { col, statement } from '#server/database/sql.ts';
import { CURRENCIES } from '#shared/core/money.ts';
import { loadExchangeRates } from '#server/directory/reference-data/exchange-rates.ts';
import { deleteProposalsAbout } from '#server/identity/two-person-approval/erase-old-proposers.ts';
import { addDays, today } from '#shared/core/days.ts';
import {
  summarizeTaskReports,
  summarizeMemberTallies,
  type TaskReportFigures,
} from '#shared/evidence/hourly-pay.ts';
import { ETHICS_CONCERNS, type EthicsConcern, type TaskFigures } from '#shared/evidence/tasks.ts';
import { LAST_REPORT_HOUR_WINDOW_DAYS, coarsenLastReportTime, sortableHourlyPay } from './rules.ts';

type LoadedReport = TaskReportFigures & { readonly publishedOn: string };

/**
 * Loads the published reports of a task that count, oldest month first; excludes solicited ones and
 * those of suspects.
 */
function loadReports(tx: Db, taskId: string): Promise<LoadedReport[]> {
  return tx.sql(REPORTS_OF_TASK, [taskId]);
}

/**
 * Returns the figures over all task reports of a platform; null where none counts. Summed per
 * member in the database, as there may be a hundred thousand.
 */
export async function summarizePlatformTasks(
  tx: Db,
  platformId: string,
): Promise<TaskFigures | null> {
  const tallies = await tx.sql(PLATFORM_TALLIES, [platformId]);
  if (tallies.length === 0) return null;
  const read = tallies.map((tally) => ({ ...tally, ethics: readEthics(tally.ethics) }));
  return summarizeMemberTallies(read, await loadExchangeRates(tx));
}

function readEthics(joined: string | null): EthicsConcern[] {
  const kinds = new Set(joined?.split(',') ?? []);
  return ETHICS_CONCERNS.filter((kind) => kinds.has(kind));
}

/**
 * Marks a task as stale after a report left it; deletes it when that was the last report, and its
 * client when unused.
 * @param leaving the member who withdrew the report.
 */
export async function updateTaskAfterReportLeft(
  tx: Db,
  taskId: string,
  leaving: string,
  now: Date,
): Promise<void> {
  // Of two reports withdrawn concurrently, the second sees the first gone.
  await tx.sql('SELECT 1 FROM task WHERE id = $1 FOR NO KEY UPDATE', [taskId]);
  const [left] = await tx.sql(
    statement(
      { any: col.bool },
      'SELECT EXISTS (SELECT 1 FROM task_report WHERE task_id = $1) AS any',
    ),
    [taskId],
  );
  if (left?.any === true) return markStale(tx, 'task', [taskId]);
  const clientId = await recomputeTaskFigures(tx, taskId, now);
  if (clientId === null || (await removeEmptyClient(tx, clientId, leaving, now))) return;
  await markStale(tx, 'client', [clientId]);
}

/**
 * Recomputes the figures of one task; deletes the task when it has no report.
 * @param reported whether a report was just posted.
 * @returns the id of its client, whose figures change too; null without one.
 */
export async function recomputeTaskFigures(
  tx: Db,
  taskId: string,
  now: Date,
  reported = false,
): Promise<string | null> {
  const { sql } = tx;
  const [task] = await sql(
    statement(
      { clientId: col.text.orNull, at: col.text.orNull, reported: col.bool },
      `SELECT client_id AS "clientId", last_report_at::text AS at,
            EXISTS (SELECT 1 FROM task_report WHERE task_id = t.id) AS reported
       FROM task t WHERE id = $1 FOR NO KEY UPDATE OF t`,
    ),
    [taskId],
  );
  if (task === undefined) return null;
  if (task.reported) await keepFigures(tx, taskId, task.at, now, reported);
  else {
    await tx.task.delete({ where: { id: taskId } });
    await deleteProposalsAbout(tx, `task/${taskId}`);
  }
  return task.clientId;
}

async function keepFigures(
  tx: Db,
  taskId: string,
  before: string | null,
  now: Date,
  reported: boolean,
): Promise<void> {
  const reports = await loadReports(tx, taskId);
  const rates = await loadExchangeRates(tx);
  const figures = reports.length === 0 ? null : summarizeTaskReports(reports, rates);
  const at = coarsenLastReportTime(
    reports,
    before === null ? null : new Date(before),
    now,
    reported,
  );
  await tx.sql(
    `UPDATE task SET figures = $2::jsonb, hourly_eur = $3, last_report_at = $4::timestamptz
      WHERE id = $1`,
    [
      taskId,
      figures === null ? null : JSON.stringify(figures),
      sortableHourlyPay(figures, reports, rates),
      at?.toISOString() ?? null,
    ],
  );
}

/** Marks tasks as stale whose last report is a week old: from then on only its month is stored. */
export async function markTasksOfPastWeekStale(tx: Db, now: Date): Promise<void> {
  const since = addDays(today(now), 1 - LAST_REPORT_HOUR_WINDOW_DAYS);
  await tx.sql(
    `INSERT INTO stale_figures (kind, subject)
     SELECT 'task', id FROM task t
      WHERE last_report_at < $1::timestamptz
        AND date_trunc('month', last_report_at, 'UTC') <> last_report_at
        AND NOT EXISTS (SELECT 1 FROM stale_figures WHERE kind = 'task' AND subject = t.id)`,
    [`${since}T00:00:00Z`],
  );
}

const REPORTS_OF_TASK = statement(
  {
    ...TASK_REPORT_FIGURES,
    publishedOn: col.text,
  },
  `
  SELECT ${voiceKeySql('task', 'a', 'r.signed')} AS "authorKey", a.established, ${taskReportFigures('r', 't')},
         r.published_on::text AS "publishedOn"
    FROM task_report r JOIN task t ON t.id = r.task_id JOIN weighed_author a ON a.id = r.author_id
   WHERE r.task_id = $1 AND NOT r.solicited AND r.hidden_by IS NULL AND NOT ${isSuspectAuthorSql('a.id')}
   ORDER BY r.worked_month, r.id`,
);

// The same sums as `tallyOf` in shared/evidence/hourly-pay.ts computes for one report.
const JUDGED = 'paid + "refusedWithReason" + "refusedWithoutReason"';
const RUNS = `${JUDGED} + pending + "screenOuts" + broken + abandoned`;
// Look voices up once per author, not per report; twice for authors with both signed and unsigned
// reports, from before signing became all or nothing.
const PLATFORM_TALLIES = statement(
  {
    answered: col.bool,
    refused: col.float,
    established: col.bool,
    screenOuts: col.float,
    reports: col.int,
    runs: col.float,
    currency: col.oneOf(CURRENCIES),
    tried: col.bool,
    recommends: col.bool.orNull,
    breaksTerms: col.bool,
    approvalDays: col.float,
    authorKey: col.text,
    earningSeconds: col.float,
    recommendsMonth: col.text.orNull,
    judged: col.float,
    withoutReason: col.float,
    timedRuns: col.float,
    timedSeconds: col.float,
    hourlyTimesSeconds: col.float,
    approvals: col.int,
    ethics: col.text.orNull,
  },
  `
  WITH who AS MATERIALIZED (
    SELECT a.id, w.signed, ${voiceKeySql('task', 'a', 'w.signed')} AS "authorKey",
           a.established
      FROM (SELECT DISTINCT author_id, signed FROM task_report
             WHERE platform_id = $1 AND NOT solicited AND hidden_by IS NULL) w
      JOIN weighed_author a ON a.id = w.author_id
     WHERE NOT ${isSuspectAuthorSql('a.id')})
  SELECT "authorKey", currency, bool_or(established) AS established, count(*)::int AS reports,
         sum(${RUNS})::float AS runs, sum(${JUDGED})::float AS judged,
         sum("refusedWithReason" + "refusedWithoutReason")::float AS refused,
         sum("refusedWithoutReason")::float AS "withoutReason",
         sum("screenOuts")::float AS "screenOuts",
         COALESCE(sum(${RUNS}) FILTER (WHERE "totalSeconds" IS NOT NULL), 0)::float AS "timedRuns",
         COALESCE(sum("totalSeconds"), 0)::float AS "timedSeconds",
         COALESCE(sum("hourlyMinor"::bigint * "totalSeconds"), 0)::float AS "hourlyTimesSeconds",
         COALESCE(sum("totalSeconds") FILTER (WHERE "hourlyMinor" IS NOT NULL), 0)::float
           AS "earningSeconds",
         COALESCE(sum("approvalDays"), 0)::float AS "approvalDays",
         count("approvalDays")::int AS approvals,
         bool_or(contact <> 'not-tried') AS tried, bool_or(contact = 'answered') AS answered,
         (array_agg(recommends ORDER BY "workedMonth" DESC, id DESC)
           FILTER (WHERE recommends IS NOT NULL))[1] AS recommends,
         max("workedMonth") FILTER (WHERE recommends IS NOT NULL) AS "recommendsMonth",
         bool_or("breaksTerms") AS "breaksTerms",
         string_agg(array_to_string(ethics, ','), ',') FILTER (WHERE ethics <> '{}') AS ethics
    FROM (SELECT r.id, who."authorKey", who.established, ${taskReportFigures('r', 't')}
            FROM task_report r JOIN task t ON t.id = r.task_id
            JOIN who ON who.id = r.author_id AND who.signed = r.signed
           WHERE r.platform_id = $1 AND NOT r.solicited AND r.hidden_by IS NULL) counted
   GROUP BY "authorKey", currency ORDER BY "authorKey", currency`,
);
