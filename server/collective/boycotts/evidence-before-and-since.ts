import { isSuspectAuthorSql } from '#server/database/predicates/suspect-authors.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { countsInFiguresSql } from '#server/database/predicates/content-visibility.ts';
import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { MEMBER_CLASSES } from '#shared/evidence/tasks.ts';
import { CHECK_IN_PURPOSE } from '#shared/collective/pledge-messages.ts';
import { countsInTaskFiguresSql } from '#server/database/predicates/task-report-figures.ts';
import { today } from '#shared/core/days.ts';

/** Number of weeks that are shown before the one in which the boycott began. */
export const WEEKS_BEFORE_BOYCOTT = 6;
/** Number of weeks after the one in which it ended: a report enters the figures four weeks late at most. */
const WEEKS_AFTER_BOYCOTT = 5;
/** Maximum number of changed rewards that a boycott's page lists. */
const REWARDS_SHOWN = 10;

type Effect = NonNullable<BoycottResponse['effect']>;

/**
 * Finds the evidence about a boycott's target before the boycott began and since, until some weeks
 * after its end; null before it began. By the Monday on which reports entered the figures, which is
 * public and drawn, never by the day of a report; numbers of members in classes. Beside, what pledgers
 * said in that week.
 */
export async function findEvidenceBeforeAndSince(
  sql: Sql,
  boycottId: string,
  now: Date,
): Promise<Effect | null> {
  const [row] = await sql(EFFECT, [boycottId, today(now)]);
  if (row === undefined) return null;
  const { beganIn, weeks, rewards, replies } = row;
  return {
    before: weeks.filter(({ week }) => week < beganIn),
    since: weeks.filter(({ week }) => week >= beganIn),
    rewards,
    replies,
  };
}

/** SQL: the id of the root of client `of`. */
function rootClientSql(of: string): string {
  return `(SELECT c.root_id FROM client c WHERE c.id = ${of})`;
}

/** SQL: the Monday of the week of a day. */
function mondaySql(day: string): string {
  return `date_trunc('week', ${day})::date`;
}

// A task is identified by its title and client here, not by its row: a changed reward makes another
// row.
const EFFECT = statement(
  {
    beganIn: col.text,
    weeks: col.json<Effect['before']>(),
    rewards: col.json<Effect['rewards']>(),
    replies: col.int,
  },
  `
  WITH b AS (
    SELECT b.id, b.target, b.platform_id, ${rootClientSql('COALESCE(b.client_id, t.client_id)')} AS root_id,
           b.task_id, t.title_key, (b.on_from AT TIME ZONE 'UTC')::date AS began,
           to_char(b.on_from AT TIME ZONE 'UTC', 'YYYY-MM') COLLATE "C" AS began_in,
           ${mondaySql("(b.on_from AT TIME ZONE 'UTC')::date")} AS began_week,
           LEAST(${mondaySql('$2::date')}, ${mondaySql('b.ended_on')} + ${WEEKS_AFTER_BOYCOTT * 7}) AS last
      FROM boycott b LEFT JOIN task t ON t.id = b.task_id WHERE b.id = $1 AND b.on_from IS NOT NULL),
  report AS (
    SELECT r.worked_month COLLATE "C" AS month, r.due_on, r.author_id, t.id AS task_id, t.title, t.title_key,
           t.currency, t.reward_minor, t.last_report_at IS NOT NULL AS shown, ${rootClientSql('t.client_id')} AS root_id
      FROM b JOIN task t ON t.platform_id = b.platform_id JOIN task_report r ON r.task_id = t.id
      JOIN author a ON a.id = r.author_id
     WHERE ${countsInTaskFiguresSql('r')} AND NOT ${isSuspectAuthorSql('a.id')}
       AND (b.target = 'platform' OR ${rootClientSql('t.client_id')} IS NOT DISTINCT FROM b.root_id)
       AND (b.target <> 'task' OR t.title_key = b.title_key)),
  task_seen AS (
    SELECT task_id, title, title_key, currency, reward_minor, root_id, count(*) AS reports,
           min(month) AS first, max(month) FILTER (WHERE month < (SELECT began_in FROM b)) AS before,
           max(month) AS latest
      FROM report WHERE shown GROUP BY 1, 2, 3, 4, 5, 6),
  changed AS (
    SELECT DISTINCT ON (n.title_key, n.root_id, n.currency)
           n.task_id, n.title, n.title_key, n.currency, o.reward_minor AS old, n.reward_minor AS new
      FROM task_seen n JOIN task_seen o ON o.title_key = n.title_key AND o.currency = n.currency
       AND o.root_id IS NOT DISTINCT FROM n.root_id AND o.before IS NOT NULL
     WHERE n.first >= (SELECT began_in FROM b) AND n.reward_minor <> o.reward_minor
     ORDER BY n.title_key, n.root_id, n.currency, n.latest DESC, n.task_id,
              o.before DESC, o.reports DESC, o.task_id)
  SELECT b.began_week::text AS "beganIn",
    (SELECT json_agg(json_build_object('week', w.monday,
        'members', COALESCE((SELECT max(least) FROM unnest(ARRAY[${MEMBER_CLASSES.join(', ')}]) least
          WHERE least <= (SELECT count(DISTINCT r.author_id) FROM report r WHERE r.due_on = w.monday)), 0),
        'held', said.held, 'couldNot', said.could_not) ORDER BY w.monday)
      FROM (SELECT day::date AS monday
              FROM generate_series((b.began_week - ${WEEKS_BEFORE_BOYCOTT * 7})::timestamp, b.last::timestamp,
                interval '7 days') day) w,
           LATERAL (SELECT count(*) FILTER (WHERE x.value = 'held')::int AS held,
                           count(*) FILTER (WHERE x.value = 'could-not')::int AS could_not
              FROM boycott_act x WHERE x.boycott_id = b.id AND x.purpose = '${CHECK_IN_PURPOSE}'
               AND ${mondaySql('b.began + x.counter - 1')} = w.monday) said) AS weeks,
    COALESCE((SELECT json_agg(json_build_object('task', x.task_id, 'title', x.title,
        'currency', x.currency, 'beforeMinor', x.old, 'nowMinor', x.new)
        ORDER BY x.title_key COLLATE "C", x.task_id)
      FROM (SELECT * FROM changed ORDER BY title_key COLLATE "C", task_id LIMIT ${REWARDS_SHOWN}) x),
      '[]') AS rewards,
    (SELECT count(*)::int FROM reply y WHERE y.state = 'published' AND ${countsInFiguresSql('y')}
       AND y.decided_on >= b.began AND CASE
         WHEN b.target = 'platform' OR b.root_id IS NULL THEN y.platform_id = b.platform_id
         ELSE ${rootClientSql('y.client_id')} = b.root_id END) AS replies
    FROM b`,
);
