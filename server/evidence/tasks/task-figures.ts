import { appendIfContentChanged } from '#server/transparency-log/append-entries.ts';
import { isSuspectAuthorSql, voiceKeySql } from '#server/database/predicates/suspect-authors.ts';
import {
  countsInTaskFiguresSql,
  TASK_REPORT_FIGURES,
  taskReportFigures,
} from '#server/database/predicates/task-report-figures.ts';
import { findOrCreateReportedClient } from '#server/directory/clients/find-or-create-client.ts';
import { lockClientChanges } from '#server/directory/clients/find-client.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { loadExchangeRates } from '#server/directory/reference-data/exchange-rates.ts';
import { CURRENCIES } from '#shared/core/money.ts';
import { foldName } from '#shared/core/text.ts';
import { publishTaskFigures } from '#shared/evidence/publish-task-figures.ts';
import {
  summarizeMemberTallies,
  summarizeTaskReports,
} from '#shared/evidence/summarize-task-reports.ts';
import {
  ETHICS_CONCERNS,
  FIGURE_MIN_MEMBERS,
  type EthicsConcern,
  type TaskFigures,
} from '#shared/evidence/tasks.ts';
import { sortableHourlyPay } from './rules.ts';

/**
 * Returns the public figures over all task reports of a platform; null where too few members report.
 * Summed per member in the database, as there may be a hundred thousand reports.
 */
export async function summarizePlatformTasks(
  tx: Db,
  platformId: string,
): Promise<TaskFigures | null> {
  const tallies = await tx.sql(PLATFORM_TALLIES, [platformId]);
  const read = tallies.map((tally) => ({ ...tally, ethics: readEthics(tally.ethics) }));
  const figures = publishTaskFigures(summarizeMemberTallies(read, await loadExchangeRates(tx)));
  return figures ?? (await tx.sql(RESTORED_PLATFORM_FIGURES, [platformId]))[0]?.tasks ?? null;
}

function readEthics(joined: string | null): EthicsConcern[] {
  const kinds = new Set(joined?.split(',') ?? []);
  return ETHICS_CONCERNS.filter((kind) => kinds.has(kind));
}

/**
 * Recomputes the figures of one task. A task that was restored from a dump has no reports, and keeps
 * its figures.
 * @returns the id of its client, whose figures change too; null without one.
 */
export async function recomputeTaskFigures(
  tx: Db,
  taskId: string,
  now: Date,
): Promise<string | null> {
  // Lock clients before the task, in the same order as changes of clients do.
  if ((await tx.sql(NAMES_A_CLIENT, [taskId])) > 0) await lockClientChanges(tx);
  const [task] = await tx.sql(TASK, [taskId]);
  if (task === undefined) return null;
  if (!task.reported) return task.clientId;
  const rates = await loadExchangeRates(tx);
  const figures = publishTaskFigures(
    summarizeTaskReports(await tx.sql(REPORTS_OF_TASK, [taskId]), rates),
  );
  await tx.sql(KEEP_FIGURES, [
    taskId,
    figures === null ? null : JSON.stringify(figures),
    sortableHourlyPay(figures, rates),
  ]);
  if (task.clientId !== null || figures === null) return task.clientId;
  return nameClient(tx, taskId, task.platformId, now);
}

/**
 * Sets the client of a public task, by the rule for its title: at least five established members name
 * it in their reports, and nobody names another one.
 * @returns its id; null otherwise.
 */
async function nameClient(
  tx: Db,
  taskId: string,
  platformId: string,
  now: Date,
): Promise<string | null> {
  const named = await tx.sql(NAMED_CLIENTS, [taskId]);
  const [first] = named;
  const keys = new Set(named.map(({ name, id }) => id ?? foldName(name ?? '')));
  const members = new Set(
    named.filter(({ established }) => established).map(({ authorKey }) => authorKey),
  );
  if (first === undefined || keys.size > 1 || members.size < FIGURE_MIN_MEMBERS) return null;
  const client = { platformId, name: first.name, externalId: first.id };
  const clientId = await findOrCreateReportedClient(tx, null, client, now);
  await tx.task.update({ where: { id: taskId }, data: { clientId } });
  await appendIfContentChanged(tx, now, `task/${taskId}`);
  return clientId;
}

const TASK = statement(
  { clientId: col.text.orNull, platformId: col.text, reported: col.bool },
  `SELECT client_id AS "clientId", platform_id AS "platformId",
          EXISTS (SELECT 1 FROM task_report WHERE task_id = t.id) AS reported
     FROM task t WHERE id = $1 FOR NO KEY UPDATE OF t`,
);

const NAMES_A_CLIENT = `
  SELECT 1 AS one FROM task t JOIN task_report r ON r.task_id = t.id
   WHERE t.id = $1 AND t.client_id IS NULL AND r.exact ?| ARRAY['client', 'clientId'] LIMIT 1`;

// Keep `last_report_at` when the figures go: it says that the title was public, and a public title
// stays.
const KEEP_FIGURES = `
  UPDATE task SET figures = $2::jsonb, hourly_eur = $3,
      last_report_at = CASE WHEN $2::jsonb IS NULL THEN last_report_at ELSE (
        SELECT date_trunc('month', max(COALESCE(r.due_on, r.published_on)))
          FROM task_report r WHERE r.task_id = task.id AND ${countsInTaskFiguresSql('r')}) AT TIME ZONE 'UTC' END
    WHERE id = $1`;

const COUNTED_REPORTS = `task_report r JOIN author_weight a ON a.id = r.author_id`;
const OF_TASK = `r.task_id = $1 AND ${countsInTaskFiguresSql('r')} AND NOT ${isSuspectAuthorSql('a.id')}`;
const VOICE = voiceKeySql('a', 'false');

const REPORTS_OF_TASK = statement(
  TASK_REPORT_FIGURES,
  `
  SELECT ${VOICE} AS "authorKey", a.established, ${taskReportFigures('r', 't')}
    FROM ${COUNTED_REPORTS} JOIN task t ON t.id = r.task_id
   WHERE ${OF_TASK} ORDER BY r.worked_month, r.id`,
);

const NAMED_CLIENTS = statement(
  { authorKey: col.text, established: col.bool, name: col.text.orNull, id: col.text.orNull },
  `
  SELECT ${VOICE} AS "authorKey", a.established, r.exact->>'client' AS name, r.exact->>'clientId' AS id
    FROM ${COUNTED_REPORTS}
   WHERE ${OF_TASK} AND r.exact ?| ARRAY['client', 'clientId'] ORDER BY 3, 4`,
);

// Figures that were restored from a dump, which has no reports. They stay for a platform with a
// restored task, until new reports give figures.
const RESTORED_PLATFORM_FIGURES = statement(
  { tasks: col.json<TaskFigures>().orNull },
  `
  SELECT NULLIF(s.evidence->'tasks', 'null') AS tasks FROM platform_summary s
   WHERE s.platform_id = $1 AND EXISTS (SELECT 1 FROM task t WHERE t.platform_id = $1
     AND NOT EXISTS (SELECT 1 FROM task_report WHERE task_id = t.id))`,
);

// The same sums as `tallyOf` in shared/evidence/hourly-pay.ts computes for one report.
const JUDGED = 'paid + "refusedWithReason" + "refusedWithoutReason"';
const RUNS = `${JUDGED} + pending + "screenOuts" + broken + abandoned`;
// Look voices up once per author, not per report.
const PLATFORM_TALLIES = statement(
  {
    answered: col.bool,
    refused: col.float,
    established: col.bool,
    screenOuts: col.float,
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
    SELECT a.id, ${VOICE} AS "authorKey", a.established
      FROM (SELECT DISTINCT author_id FROM task_report r
             WHERE platform_id = $1 AND ${countsInTaskFiguresSql('r')}) w
      JOIN author_weight a ON a.id = w.author_id
     WHERE NOT ${isSuspectAuthorSql('a.id')})
  SELECT "authorKey", currency, bool_or(established) AS established,
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
            JOIN who ON who.id = r.author_id
           WHERE r.platform_id = $1 AND ${countsInTaskFiguresSql('r')}) counted
   GROUP BY "authorKey", currency ORDER BY "authorKey", currency`,
);
