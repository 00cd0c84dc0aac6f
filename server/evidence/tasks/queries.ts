import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import { addDays, today, type Day } from '#shared/core/days.ts';
import {
  PAY_SORT_WINDOW_DAYS,
  TASKS_PAGE_SIZE,
  type PublishedTask,
  type TasksQuery,
  type TasksResponse,
  type TaskSort,
} from '#shared/evidence/tasks.ts';

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
        tasks: col.json<PublishedTask[]>(),
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
    tasks: shown,
    next: page.tasks.length > shown.length ? (shown.at(-1)?.id ?? null) : null,
  };
}

/** Finds one task as the public sees it. */
export async function findTask(sql: Sql, id: string): Promise<PublishedTask> {
  const [row] = await sql(
    statement(
      { task: col.json<PublishedTask>() },
      `SELECT ${TASK} AS task FROM ${TASKS_NAMED} WHERE t.id = $1 AND t.last_report_at IS NOT NULL`,
    ),
    [id],
  );
  return requireFound(row).task;
}

const TASK = `json_build_object(
  'id', t.id, 'title', t.title, 'platform', json_build_object('slug', p.slug, 'name', p.name),
  'client', CASE WHEN o.id IS NULL THEN NULL ELSE json_build_object('slug', o.slug, 'name', o.name) END,
  'reward', json_build_object('minor', t.reward_minor, 'currency', t.currency),
  'figures', t.figures, 'lastMonth', to_char(t.last_report_at AT TIME ZONE 'UTC', 'YYYY-MM'))`;

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
    // Only the month is stored.
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
