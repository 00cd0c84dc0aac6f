import { isSuspectAuthorSql } from '#server/database/predicates/suspect-authors.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import { hidingJson, readableOrNullSql } from '#server/database/predicates/content-visibility.ts';
import { addDays, today, type Day } from '#shared/core/days.ts';
import {
  PAY_SORT_WINDOW_DAYS,
  REPORTS_PAGE_SIZE,
  TASKS_PAGE_SIZE,
  type PublishedTask,
  type PublishedTaskReport,
  type TaskReportsResponse,
  type TasksQuery,
  type TasksResponse,
  type TaskSort,
} from '#shared/evidence/tasks.ts';
import { describeLastReport } from './rules.ts';

type TaskRow = Omit<PublishedTask, 'lastReport'> & { at: string | null };
type Named = TasksResponse['platform'];

/** Finds tasks as the public sees them, optionally of one platform or client. */
export async function findTasks(
  sql: Sql,
  { platform, client, sort, after, limit: size = TASKS_PAGE_SIZE }: TasksQuery,
  now: Date,
): Promise<TasksResponse> {
  const of = { platform: platform !== undefined, client: client !== undefined };
  const values: unknown[] = [];
  const [row] = await sql(
    statement(
      {
        platform: col.json<Named>().orNull,
        client: col.json<Named>().orNull,
        tasks: col.json<TaskRow[]>(),
      },
      tasksAsJson(
        { platform, client, sort, after },
        addDays(today(now), -PAY_SORT_WINDOW_DAYS),
        size + 1,
        (value) => `$${values.push(value)}`,
      ),
    ),
    values,
  );
  const page = requireFound(row);
  if (of.platform) requireFound(page.platform);
  if (of.client) requireFound(page.client);
  const shown = page.tasks.slice(0, size);
  return {
    platform: page.platform,
    client: page.client,
    sort,
    tasks: shown.map((task) => publishTask(task, now)),
    next: page.tasks.length > shown.length ? (shown.at(-1)?.id ?? null) : null,
  };
}

/** Finds one task as the public sees it. */
export async function findTask(sql: Sql, id: string, now: Date): Promise<PublishedTask> {
  const [row] = await sql(
    statement(
      { task: col.json<TaskRow>() },
      `SELECT ${TASK} AS task FROM ${TASKS_NAMED} WHERE t.id = $1`,
    ),
    [id],
  );
  return publishTask(requireFound(row).task, now);
}

function publishTask({ at, ...task }: TaskRow, now: Date): PublishedTask {
  return { ...task, lastReport: at === null ? null : describeLastReport(new Date(at), now) };
}

/** Finds the reports of a task as the public sees them, newest month of posting first. */
export async function findTaskReports(
  sql: Sql,
  viewer: Viewer | null,
  taskId: string,
  before: string | undefined,
): Promise<TaskReportsResponse> {
  const [month = null, id = null] = before?.split('_') ?? [];
  const [row] = await sql(REPORTS_AS_JSON, [
    taskId,
    viewer?.id ?? null,
    month,
    id,
    REPORTS_PAGE_SIZE + 1,
  ]);
  const { reports } = requireFound(row);
  const shown = reports.slice(0, REPORTS_PAGE_SIZE);
  const last = shown.at(-1);
  return {
    reports: shown.map(({ mine, ...report }) => ({ ...report, can: { edit: mine } })),
    next:
      last === undefined || reports.length === shown.length
        ? null
        : `${last.postedMonth}_${last.id}`,
  };
}

type ReportRow = Omit<PublishedTaskReport, 'can'> & { mine: boolean };

const TASK = `json_build_object(
  'id', t.id, 'title', t.title, 'platform', json_build_object('slug', p.slug, 'name', p.name),
  'client', CASE WHEN o.id IS NULL THEN NULL ELSE json_build_object('slug', o.slug, 'name', o.name) END,
  'reward', json_build_object('minor', t.reward_minor, 'currency', t.currency),
  'figures', t.figures, 'at', t.last_report_at)`;

const TASKS_NAMED = `task t JOIN platform p ON p.id = t.platform_id
  LEFT JOIN client c ON c.id = t.client_id LEFT JOIN client o ON o.id = c.root_id`;

const COLUMNS: Readonly<Record<TaskSort, string>> = {
  recent: 't.last_report_at',
  pay: 't.hourly_eur',
};

function tasksAsJson(
  { platform, client, sort, after }: Omit<TasksQuery, 'limit'>,
  since: Day,
  size: number,
  add: (value: unknown) => string,
): string {
  const column = COLUMNS[sort];
  const order = `${column} DESC, t.id DESC`;
  const platformSlug = platform === undefined ? null : `${add(platform)}::text`;
  const root =
    client === undefined ? null : `(SELECT root_id FROM client WHERE slug = ${add(client)}::text)`;
  const conditions = [
    `${column} IS NOT NULL`,
    // Only the month is stored of a last report that is older than a week.
    ...(sort === 'pay' ? [`t.last_report_at >= date_trunc('month', ${add(since)}::date)`] : []),
    ...(platformSlug === null
      ? []
      : [`t.platform_id = (SELECT id FROM platform WHERE slug = ${platformSlug})`]),
    ...(root === null ? [] : [`t.client_id IN (SELECT id FROM client WHERE root_id = ${root})`]),
    ...(after === undefined
      ? []
      : [`(${column}, t.id) < (SELECT ${column}, t.id FROM task t WHERE t.id = ${add(after)})`]),
  ];
  // The page is selected first, so that only its rows are joined. LIMIT is a literal so that the
  // planner knows that a page is short.
  return `
  SELECT ${platformSlug === null ? 'NULL::json' : named('platform', `slug = ${platformSlug}`)} AS platform,
         ${root === null ? 'NULL::json' : named('client', `id = ${root}`)} AS client,
         COALESCE((SELECT json_agg(${TASK} ORDER BY ${order})
           FROM (SELECT * FROM (SELECT * FROM task t WHERE ${conditions.join(' AND ')}
                  ORDER BY ${order} LIMIT ${TASKS_PAGE_SIZE + 1}) t
                  ORDER BY ${order} LIMIT ${add(size)}::int) t
           JOIN platform p ON p.id = t.platform_id
           LEFT JOIN client c ON c.id = t.client_id LEFT JOIN client o ON o.id = c.root_id), '[]') AS tasks`;
}

const named = (table: string, where: string): string =>
  `(SELECT json_build_object('slug', slug, 'name', name) FROM ${table} WHERE ${where})`;

// Reports of one month are ordered by random id, so that the order reveals no day.
const REPORTS_AS_JSON = statement(
  { reports: col.json<ReportRow[]>() },
  `
  SELECT COALESCE((SELECT json_agg(json_build_object(
      'id', r.id, 'paid', r.paid, 'refusedWithReason', r.refused_with_reason,
      'refusedWithoutReason', r.refused_without_reason, 'screenOuts', r.screen_outs,
      'broken', r.broken, 'abandoned', r.abandoned, 'pending', r.pending,
      'totalSeconds', r.total_seconds, 'hourlyMinor', r.hourly_minor, 'approvalDays', r.approval_days,
      'workedMonth', r.worked_month, 'postedMonth', r.month, 'contact', r.contact,
      'recommends', r.recommends, 'breaksTerms', r.breaks_terms, 'ethics', r.ethics,
      'text', ${readableOrNullSql('r', 'r.text', 'a.member_id = $2')}, 'hiding', ${hidingJson('r')},
      'solicited', r.solicited, 'suspect', ${isSuspectAuthorSql('a.id')},
      'author', json_build_object('key', CASE WHEN NOT r.signed THEN a.task_key END,
        'established', a.established,
        'pseudonym', CASE WHEN r.signed THEN a.pseudonym END, 'deleted', r.signed AND a.pseudonym IS NULL),
      'mine', COALESCE(a.member_id = $2, false)
    ) ORDER BY r.month DESC, r.id DESC) FROM (
    SELECT * FROM (SELECT *, to_char(published_on, 'YYYY-MM') AS month
        FROM task_report WHERE task_id = t.id) dated
     WHERE $3::text IS NULL OR (month, id) < ($3, $4::text)
     ORDER BY month DESC, id DESC LIMIT $5) r
    JOIN weighed_author a ON a.id = r.author_id), '[]') AS reports
    FROM task t WHERE t.id = $1`,
);
