import { isSuspectAuthorSql, voiceKeySql } from '#server/database/predicates/suspect-authors.ts';
import type { Database, Db } from '#server/database/db.ts';
import { addDays, monthOf, today } from '#shared/core/days.ts';
import { MIN_MEMBERS_NOTIFIED } from '#shared/community/inbox.ts';
import { FIGURE_MIN_MEMBERS, MEMBER_CLASSES } from '#shared/evidence/tasks.ts';
import { countsInTaskFiguresSql } from '#server/database/predicates/task-report-figures.ts';
import { upsertInboxItemsSql } from '#server/identity/notifications/upsert-inbox-items.ts';

// The transaction reads a month of posts and writes to all followers.
const TIMEOUT_MS = 120_000;

/**
 * Notifies followers of clients about the month that has ended, at the first run of a new month:
 * how many members rated, where at least three did, and how many reported, where five did. A notification at the time of a
 * post would reveal its day.
 * @returns whether it was done now.
 */
export function notifyFollowersOfMonth({ prisma }: Database, now: Date): Promise<boolean> {
  return prisma.$transaction((tx) => notifyOnce(tx, now), { timeout: TIMEOUT_MS });
}

async function notifyOnce(tx: Db, now: Date): Promise<boolean> {
  const { sql } = tx;
  const day = today(now);
  const month = monthOf(addDays(`${monthOf(day)}-01`, -1));
  // With two servers, the second waits here and finds the month done.
  const begun = await sql(BEGIN_MONTH, [month, day]);
  if (begun === 0) return false;
  await sql(NOTIFY_OF_CLIENTS, [month, now.toISOString()]);
  return true;
}

const BEGIN_MONTH = `
  INSERT INTO told_month (month, day) VALUES ($1, $2::date) ON CONFLICT DO NOTHING`;

/** SQL: whether `day` is in month $1 ('YYYY-MM'). */
function inMonth(day: string): string {
  const first = `($1 || '-01')::date`;
  return `${day} >= ${first} AND ${day} < ${first} + interval '1 month'`;
}

/**
 * SQL: counts the members with rows about each client in the month, where `least` have. Accounts
 * that post in step count as one voice, and suspects of a finding as none, so that "three members"
 * means the same everywhere.
 * @param counts SQL: which rows count.
 */
function count(signed: string, from: string, counts: string, least: number): string {
  return `
    SELECT subject, count(DISTINCT key)::int AS members FROM (
      SELECT c.root_id AS subject, ${voiceKeySql('a', signed)} AS key FROM ${from}
       WHERE ${counts} AND NOT ${isSuspectAuthorSql('a.id')}) posted
     GROUP BY subject HAVING count(DISTINCT key) >= ${least}`;
}

// The month of a report is that of the Monday from which it counts: the month of posting would reveal
// more.
const REPORTED = count(
  'false',
  `task_report w JOIN task t ON t.id = w.task_id JOIN client c ON c.id = t.client_id
    JOIN author_weight a ON a.id = w.author_id AND a.established`,
  `${inMonth('w.due_on')} AND ${countsInTaskFiguresSql('w')}`,
  FIGURE_MIN_MEMBERS,
);
const RATED = count(
  'v.signed',
  `client_review v JOIN client c ON c.id = v.client_id JOIN author_weight a ON a.id = v.author_id`,
  `${inMonth('v.shown_from')} AND NOT v.solicited AND v.hidden_by IS NULL`,
  MIN_MEMBERS_NOTIFIED,
);
/** SQL: the lower bound of the class of a number of members. */
const CLASS = `(SELECT max(least) FROM unnest(ARRAY[${MEMBER_CLASSES.join(', ')}]) least
  WHERE least <= p.members)`;

// Tell two counts, never their union: it would reveal how many members did both, and so link their
// public keys.
const NOTIFY_OF_CLIENTS = upsertInboxItemsSql(`
  WITH reported AS (${REPORTED}),
  rated AS (${RATED}),
  news AS (
    SELECT COALESCE(p.subject, d.subject) AS subject, ${CLASS} AS reporters, d.members AS reviewers
      FROM reported p FULL JOIN rated d ON d.subject = p.subject)
  SELECT DISTINCT f.member_id, 'client' AS kind, n.subject,
         jsonb_strip_nulls(jsonb_build_object('month', $1::text, 'reporters', n.reporters,
           'reviewers', n.reviewers)) AS facts, $2::timestamptz AS at, 1 AS count
    FROM news n JOIN client c ON c.root_id = n.subject
    JOIN follow f ON f.kind = 'client' AND f.subject = c.id`);
