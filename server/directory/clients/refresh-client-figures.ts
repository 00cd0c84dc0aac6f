import { clientPlatformIdsSql } from '#server/public-schema/clients.ts';
import { isShownSql } from '#server/database/predicates/content-visibility.ts';
import { middleMonthOfQuarterSql, quarterSql } from '#server/database/predicates/quarters.ts';
import { isSuspectAuthorSql, voiceKeySql } from '#server/database/predicates/suspect-authors.ts';
import {
  countsInTaskFiguresSql,
  TASK_REPORT_FIGURES,
  taskReportFigures,
} from '#server/database/predicates/task-report-figures.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { computeLegacyFigures } from './legacy-figures.ts';
import { loadExchangeRates } from '#server/directory/reference-data/exchange-rates.ts';
import { daysBetween, middleOfMonth, today } from '#shared/core/days.ts';
import { recordFrom } from '#shared/core/record-from.ts';
import { CLIENT_CRITERIA } from '#shared/directory/client-ratings.ts';
import { siteMeansOf } from '#shared/evidence/platform-rating.ts';
import type { TaskReportFigures } from '#shared/evidence/hourly-pay.ts';
import { publishTaskFigures } from '#shared/evidence/publish-task-figures.ts';
import { summarizeTaskReports } from '#shared/evidence/summarize-task-reports.ts';
import type { TaskFigures } from '#shared/evidence/tasks.ts';
import { aggregateClientReviews, type SiteMeanRatings } from './aggregate-client-reviews.ts';

/** Length in days of the window that older tools call recent. */
const RECENT_DAYS = 90;

/**
 * Recomputes the figures of a client and all clients merged into it, in the transaction of the change.
 * Accepts the id of any of them. Locks the root, so that concurrent recomputations are serialised.
 */
export async function refreshClientFigures(tx: Db, clientId: string, now: Date): Promise<void> {
  const { sql } = tx;
  const root = await lockRoot(tx, clientId);
  if (root === null) return;
  const reports = await sql(REPORTS, [root.id]);
  const reviews = await sql(REVIEWS, [root.id]);
  const aliases = await sql(NAMES, [root.id]);
  const [places] = await sql(PLATFORMS, [root.id]);
  const rates = await loadExchangeRates(tx);
  const day = today(now);
  const summarize = (some: readonly TaskReportFigures[]): TaskFigures | null =>
    publishTaskFigures(summarizeTaskReports(some, rates));
  const computed = {
    tasks: summarize(reports),
    recentTasks: summarize(
      reports.filter(
        ({ workedMonth }) => daysBetween(middleOfMonth(workedMonth), day) <= RECENT_DAYS,
      ),
    ),
  };
  const restored = computed.tasks === null ? (await sql(RESTORED_FIGURES, [root.id]))[0] : null;
  const { tasks, recentTasks } = restored ?? computed;
  const data = {
    figures: {
      tasks,
      recentTasks,
      rating: aggregateClientReviews(
        reviews,
        reviews.length === 0 ? NO_MEANS : await loadSiteMeans(sql),
        day,
      ),
    },
    legacy: computeLegacyFigures({
      name: root.name,
      aliases: aliases.map(({ text }) => text),
      tasks,
      recentTasks,
      reviews,
      rates,
    }),
    reports: tasks?.members ?? 0,
    platformIds: places?.platformIds ?? [],
    computedOn: dayToDate(day),
  };
  await tx.clientSummary.upsert({
    where: { clientId: root.id },
    create: { clientId: root.id, ...data },
    update: data,
  });
}

/**
 * Locks the client, so that none joins or splits it meanwhile, and its root; null where it was deleted.
 * A split that has computed this client already, and is not committed, would miss a review since.
 */
async function lockRoot(tx: Db, clientId: string): Promise<{ id: string; name: string } | null> {
  const [client] = await tx.sql(LOCK_CLIENT, [clientId]);
  if (client === undefined || client.rootId === client.id) return client ?? null;
  return (await tx.sql(LOCK_CLIENT, [client.rootId]))[0] ?? null;
}

const LOCK_CLIENT = statement(
  { id: col.text, rootId: col.text, name: col.text },
  'SELECT id, root_id AS "rootId", name FROM client WHERE id = $1 FOR NO KEY UPDATE',
);

const NO_MEANS: SiteMeanRatings = recordFrom(CLIENT_CRITERIA, () => null);

async function loadSiteMeans(sql: Sql): Promise<SiteMeanRatings> {
  return siteMeansOf(CLIENT_CRITERIA, await sql(MARK_SUMS));
}

// No voice is merged here: an author reviews each client once.
const MARK_SUMS = statement(
  { established: col.bool, reviews: col.int, ...recordFrom(CLIENT_CRITERIA, () => col.int) },
  `SELECT a.established, count(*)::int AS reviews,
          ${CLIENT_CRITERIA.map((name) => `sum(v.${name})::int AS ${name}`).join(', ')}
     FROM client_review v JOIN author_weight a ON a.id = v.author_id
    WHERE ${isShownSql('v')} AND NOT v.solicited AND v.hidden_by IS NULL
      AND NOT ${isSuspectAuthorSql('a.id')}
    GROUP BY a.established`,
);

// Of an author's reviews of merged clients, the one shown last counts. Her signed and her unsigned
// reviews count as those of two authors.
const REVIEWS = statement(
  {
    authorKey: col.text,
    established: col.bool,
    ...recordFrom(CLIENT_CRITERIA, () => col.int),
    on: col.text,
  },
  `
  SELECT "authorKey", established, communication, pay, fairness, speed, "on" FROM (
  SELECT DISTINCT ON (a.id, v.signed) ${voiceKeySql('a', 'v.signed')} AS "authorKey",
         a.established, v.id,
         v.communication, v.pay, v.fairness, v.speed,
         LEAST((${middleMonthOfQuarterSql(quarterSql('v.experienced_month'))} || '-15')::date, v.shown_from)::text AS "on"
    FROM client c JOIN client_review v ON v.client_id = c.id JOIN author_weight a ON a.id = v.author_id
   WHERE c.root_id = $1 AND ${isShownSql('v')} AND NOT v.solicited AND v.hidden_by IS NULL AND NOT ${isSuspectAuthorSql('a.id')}
   ORDER BY a.id, v.signed, v.shown_from DESC, v.id
  ) latest ORDER BY "authorKey", id`,
);

// Figures that were restored from a dump, which has no reports. They stay for a client with a restored
// task, until new reports give figures.
const RESTORED_FIGURES = statement(
  { tasks: col.json<TaskFigures>().orNull, recentTasks: col.json<TaskFigures>().orNull },
  `
  SELECT NULLIF(s.figures->'tasks', 'null') AS tasks,
         NULLIF(s.figures->'recentTasks', 'null') AS "recentTasks"
    FROM client_summary s WHERE s.client_id = $1
     AND EXISTS (SELECT 1 FROM client c JOIN task t ON t.client_id = c.id
      WHERE c.root_id = $1 AND NOT EXISTS (SELECT 1 FROM task_report WHERE task_id = t.id))`,
);

const REPORTS = statement(
  TASK_REPORT_FIGURES,
  `
  SELECT ${voiceKeySql('a', 'false')} AS "authorKey", a.established, ${taskReportFigures('r', 't')}
    FROM client c JOIN task t ON t.client_id = c.id JOIN task_report r ON r.task_id = t.id
    JOIN author_weight a ON a.id = r.author_id
   WHERE c.root_id = $1 AND ${countsInTaskFiguresSql('r')} AND NOT ${isSuspectAuthorSql('a.id')}
   ORDER BY r.worked_month, r.id`,
);

const PLATFORMS = statement(
  { platformIds: col.list(col.text) },
  `SELECT ${clientPlatformIdsSql('$1')} AS "platformIds"`,
);

const NAMES = statement(
  { text: col.text },
  `
  SELECT n.text FROM client c JOIN client_name n ON n.client_id = c.id
   WHERE c.root_id = $1 ORDER BY n.key, n.id`,
);
