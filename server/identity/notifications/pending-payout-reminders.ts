import type { Sql } from '#server/database/sql.ts';
import { upsertInboxItemsSql } from './upsert-inbox-items.ts';

/**
 * Reminds members of unanswered claims: one inbox item a claim, renewed by each reminder. Only its
 * author is notified; deleted accounts are skipped.
 */
export async function remindOfPendingPayouts(
  sql: Sql,
  claims: readonly { readonly id: string; readonly unanswered: number }[],
  now: Date,
): Promise<void> {
  const asked = claims.filter(({ unanswered }) => unanswered > 0);
  if (asked.length === 0) return;
  await sql(REMIND, [
    asked.map(({ id }) => id),
    asked.map(({ unanswered }) => unanswered),
    now.toISOString(),
  ]);
}

// One notification per reminder: correcting a claim in between asks nothing new.
const REMIND = upsertInboxItemsSql(
  `SELECT a.member_id, 'claim-reminder' AS kind, c.id AS subject,
          jsonb_build_object('reminder', c.unanswered) AS facts, $3::timestamptz AS at, 1 AS count
     FROM unnest($1::text[], $2::int[]) AS c(id, unanswered)
     JOIN payout y ON y.id = c.id JOIN author a ON a.id = y.author_id`,
  `SET facts = excluded.facts, at = excluded.at, count = 1,
       read_at = NULL, pushed_at = NULL, mailed_at = NULL
    WHERE (inbox_item.facts ->> 'reminder')::int < (excluded.facts ->> 'reminder')::int`,
);
