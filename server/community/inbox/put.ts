/**
 * What becomes of a line that is there already. While it is unread she was told: it is not pushed or
 * mailed once more.
 */
const RENEW = `
  SET count = CASE WHEN inbox_item.read_at IS NULL THEN inbox_item.count + 1 ELSE 1 END,
      facts = excluded.facts, at = excluded.at, read_at = NULL,
      pushed_at = CASE WHEN inbox_item.read_at IS NULL THEN inbox_item.pushed_at END,
      mailed_at = CASE WHEN inbox_item.read_at IS NULL THEN inbox_item.mailed_at END`;

/**
 * SQL that writes the lines of a query of (member_id, kind, subject, facts, at), however many. In one
 * order, so that two that write to the same members never wait for each other; and not to a member
 * whose account is just being deleted, who would take all the others' lines with her. To wait for
 * her, with a thread locked that she began, would be to wait for each other.
 */
export function putLines(lines: string, renewed = RENEW): string {
  // Ids that look like all others, of more than 50 random bits, made where the lines are.
  return `
    INSERT INTO inbox_item (id, member_id, kind, subject, facts, at)
    SELECT lower(translate(left(encode(uuid_send(gen_random_uuid()), 'base64'), 12), '+/', '01')),
           r.member_id, r.kind, r.subject, r.facts, r.at
      FROM (${lines}) r JOIN member k ON k.id = r.member_id
     ORDER BY r.member_id, r.kind, r.subject FOR KEY SHARE OF k SKIP LOCKED
    ON CONFLICT (member_id, kind, subject) DO UPDATE ${renewed}`;
}
