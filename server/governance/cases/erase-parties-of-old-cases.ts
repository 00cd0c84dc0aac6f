import type { Db } from '#server/database/db.ts';
import { FLAG_RETENTION_DAYS } from '#shared/governance/cases.ts';

const DAY_MS = 86_400_000;

/**
 * Erases flaggers' and appellants' texts and identities a year after their case ended: by then
 * nobody can appeal, and no pause counts them.
 */
export async function erasePartiesOfOldCases(tx: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - FLAG_RETENTION_DAYS * DAY_MS).toISOString();
  const { sql } = tx;
  await sql(
    `UPDATE flag f SET sentence = '', member_id = NULL FROM moderation_case k
      WHERE k.id = f.case_id AND k.state = 'closed' AND k.closed_at < $1::timestamptz
        AND (f.sentence <> '' OR f.member_id IS NOT NULL)`,
    [before],
  );
  await sql(
    `UPDATE appeal a SET text = '', member_id = NULL FROM moderation_case k
      WHERE k.id = a.case_id AND k.state = 'closed' AND k.closed_at < $1::timestamptz
        AND (a.text <> '' OR a.member_id IS NOT NULL)`,
    [before],
  );
  await sql(
    `UPDATE jury_nonce n SET member_id = NULL FROM jury u JOIN moderation_case k ON k.id = u.case_id
      WHERE u.id = n.jury_id AND k.state = 'closed' AND k.closed_at < $1::timestamptz
        AND n.member_id IS NOT NULL`,
    [before],
  );
  await sql(
    `DELETE FROM case_party p USING moderation_case k
      WHERE k.id = p.case_id AND p.role <> 'author' AND k.state = 'closed'
        AND k.closed_at < $1::timestamptz`,
    [before],
  );
}
