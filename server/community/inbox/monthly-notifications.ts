import {
  isSuspectAuthorSql,
  voiceKeySql,
  type VoicedKind,
} from '#server/database/predicates/suspect-authors.ts';
import type { Database, Db } from '#server/database/db.ts';
import { addDays, monthOf, today } from '#shared/core/days.ts';
import { MIN_MEMBERS_NOTIFIED } from '#shared/community/inbox.ts';
import { upsertInboxItemsSql } from '#server/identity/notifications/upsert-inbox-items.ts';

// The transaction reads a month of posts and writes to all followers.
const TURN_TIMEOUT_MS = 120_000;

/**
 * Notifies followers of clients about the month that has ended, at the first run of a new month:
 * how many members reported or rated, where at least three did. A notification at the time of a
 * post would reveal its day.
 * @returns whether it was done now.
 */
export function notifyFollowersOfMonth({ prisma }: Database, now: Date): Promise<boolean> {
  return prisma.$transaction((tx) => turn(tx, now), { timeout: TURN_TIMEOUT_MS });
}

async function turn(tx: Db, now: Date): Promise<boolean> {
  const { sql } = tx;
  const day = today(now);
  const month = monthOf(addDays(`${monthOf(day)}-01`, -1));
  // With two servers, the second waits here and finds the month done.
  const begun = await sql(BEGIN, [month, day]);
  if (begun === 0) return false;
  await sql(TELL_OF_CLIENTS, [month, now.toISOString()]);
  return true;
}

const BEGIN = `
  INSERT INTO told_month (month, day) VALUES ($1, $2::date) ON CONFLICT DO NOTHING`;

/** SQL: whether `day` is in month $1 ('YYYY-MM'). */
function inMonth(day: string): string {
  const first = `($1 || '-01')::date`;
  return `${day} >= ${first} AND ${day} < ${first} + interval '1 month'`;
}

/**
 * SQL: counts the members with rows about each client whose `day` is in the month, where enough have. Accounts
 * that post in step count as one voice, and suspects of a finding as none, so that "three members"
 * means the same everywhere.
 */
function count(kind: VoicedKind, from: string, day: string): string {
  const [alias = ''] = day.split('.');
  return `
    SELECT subject, count(DISTINCT key)::int AS members FROM (
      SELECT c.root_id AS subject, ${voiceKeySql(kind, 'a', `${alias}.signed`)} AS key FROM ${from}
        JOIN weighed_author a ON a.id = ${alias}.author_id
       WHERE ${inMonth(day)} AND NOT ${alias}.solicited AND ${alias}.hidden_by IS NULL AND NOT ${isSuspectAuthorSql('a.id')}) posted
     GROUP BY subject HAVING count(DISTINCT key) >= ${MIN_MEMBERS_NOTIFIED}`;
}

const REPORTED = `task_report w JOIN task t ON t.id = w.task_id JOIN client c ON c.id = t.client_id`;
const RATED = `client_review v JOIN client c ON c.id = v.client_id`;

// Tell two counts, never their union: it would reveal how many members did both, and so link their
// public keys.
const TELL_OF_CLIENTS = upsertInboxItemsSql(`
  WITH reported AS (${count('task', REPORTED, 'w.published_on')}),
  rated AS (${count('client', RATED, 'v.shown_from')}),
  news AS (
    SELECT COALESCE(p.subject, d.subject) AS subject, p.members AS reporters, d.members AS reviewers
      FROM reported p FULL JOIN rated d ON d.subject = p.subject)
  SELECT DISTINCT f.member_id, 'client' AS kind, n.subject,
         jsonb_strip_nulls(jsonb_build_object('month', $1::text, 'reporters', n.reporters,
           'reviewers', n.reviewers)) AS facts, $2::timestamptz AS at
    FROM news n JOIN client c ON c.root_id = n.subject
    JOIN follow f ON f.kind = 'client' AND f.subject = c.id`);
