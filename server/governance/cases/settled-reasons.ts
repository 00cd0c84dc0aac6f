import { col, statement, type Sql } from '#server/database/sql.ts';
import { AUTHOR_EDIT_KINDS, kindListSql } from '#shared/transparency-log/entry-kinds.ts';
import { FLAG_REASONS, type FlagReasonCode } from '#shared/governance/cases.ts';

// Order acts by the record, which has their exact order; the rows' own columns only have a day.
const SETTLED = statement(
  {
    reason: col.oneOf(FLAG_REASONS),
  },
  `
  SELECT DISTINCT r.reason FROM moderation_case k
    JOIN LATERAL (SELECT k.reason UNION ALL SELECT f.reason FROM flag f WHERE f.case_id = k.id) r
      ON true
   WHERE k.subject = $1 AND k.state = 'closed'
     AND EXISTS (SELECT 1 FROM decision d WHERE d.case_id = k.id)
     AND NOT EXISTS (
       SELECT 1 FROM record_entry changed WHERE changed.subject = $1 AND changed.kind IN (${kindListSql(AUTHOR_EDIT_KINDS)})
          AND changed.id > (SELECT max(e.id) FROM record_entry e WHERE e.subject = 'case/' || k.id))`,
);

/** Finds the reasons for which an unchanged subject was decided on already. */
export async function findSettledReasons(sql: Sql, subject: string): Promise<FlagReasonCode[]> {
  const rows = await sql(SETTLED, [subject]);
  return rows.map(({ reason }) => reason);
}

/** Days after which other members can have a settled reason decided again. */
const AGAIN_DAYS = 30;

/**
 * Finds the settled reasons for which a member cannot flag a subject: all, if she flagged it before
 * and may appeal. Others can flag again but open a case at most once a month: a weak flag by the
 * author's second account must not block real ones.
 */
export async function findReasonsClosedToMember(
  sql: Sql,
  subject: string,
  memberId: string,
  now: Date,
): Promise<FlagReasonCode[]> {
  const settled = await findSettledReasons(sql, subject);
  if (settled.length === 0) return [];
  const rows = await sql(CLOSED, [
    subject,
    memberId,
    settled,
    new Date(now.getTime() - AGAIN_DAYS * 86_400_000).toISOString(),
  ]);
  return rows.map(({ reason }) => reason);
}

// An open case can be joined. A case counts as reopened when an earlier one about the reason had
// ended before.
const CLOSED = statement(
  {
    reason: col.oneOf(FLAG_REASONS),
  },
  `
  SELECT s.reason FROM unnest($3::text[]) AS s(reason)
   WHERE EXISTS (SELECT 1 FROM flag f JOIN moderation_case k ON k.id = f.case_id
                  WHERE k.subject = $1 AND k.state = 'closed' AND f.member_id = $2)
      OR NOT EXISTS (SELECT 1 FROM moderation_case o WHERE o.subject = $1 AND o.state <> 'closed')
     AND EXISTS (SELECT 1 FROM moderation_case n JOIN moderation_case e ON e.subject = n.subject
                  AND e.id <> n.id AND e.closed_at <= n.opened_at
                 WHERE n.subject = $1 AND n.opened_at > $4::timestamptz AND n.reason = s.reason
                   AND (e.reason = s.reason OR EXISTS (
                     SELECT 1 FROM flag f WHERE f.case_id = e.id AND f.reason = s.reason)))`,
);
