/**
 * SQL: what an upsert changes in an existing item. An unread item was pushed or mailed already, so that
 * is not repeated.
 */
const RENEW = `
  SET count = CASE WHEN inbox_item.read_at IS NULL THEN inbox_item.count + excluded.count ELSE excluded.count END,
      facts = excluded.facts, at = excluded.at, read_at = NULL,
      pushed_at = CASE WHEN inbox_item.read_at IS NULL THEN inbox_item.pushed_at END,
      mailed_at = CASE WHEN inbox_item.read_at IS NULL THEN inbox_item.mailed_at END`;

/**
 * SQL that upserts the inbox items of a query of (member_id, kind, subject, facts, at, count), where `count` says
 * of how many events they tell. Ordered, so that concurrent writers cannot deadlock. Skips members whose account is being deleted (SKIP
 * LOCKED): waiting for her row with a thread of hers locked could deadlock with account deletion.
 */
export function upsertInboxItemsSql(lines: string, renewed = RENEW): string {
  // Generates ids with more than 50 random bits in the database, in the same format as elsewhere.
  return `
    INSERT INTO inbox_item (id, member_id, kind, subject, facts, at, count)
    SELECT lower(translate(left(encode(uuid_send(gen_random_uuid()), 'base64'), 12), '+/', '01')),
           r.member_id, r.kind, r.subject, r.facts, r.at, r.count
      FROM (${lines}) r JOIN member k ON k.id = r.member_id
     ORDER BY r.member_id, r.kind, r.subject FOR KEY SHARE OF k SKIP LOCKED
    ON CONFLICT (member_id, kind, subject) DO UPDATE ${renewed}`;
}
