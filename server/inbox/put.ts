/** SQL that writes lines, to be followed by a query of (member_id, kind, subject, facts, at). */
// Ids that look like all others, of more than 50 random bits, made where the lines are.
export const PUT = `
  INSERT INTO inbox_item (id, member_id, kind, subject, facts, at)
  SELECT lower(translate(left(encode(uuid_send(gen_random_uuid()), 'base64'), 12), '+/', '01')),
         r.member_id, r.kind, r.subject, r.facts, r.at FROM`;

/**
 * What becomes of a line that is there already. In one order, so that two that write to the same
 * members never wait for each other. While it is unread she was told: it is not pushed or mailed
 * once more.
 */
export const RENEW = `r ORDER BY r.member_id, r.kind, r.subject
  ON CONFLICT (member_id, kind, subject) DO UPDATE
    SET count = CASE WHEN inbox_item.read_at IS NULL THEN inbox_item.count + 1 ELSE 1 END,
        facts = excluded.facts, at = excluded.at, read_at = NULL,
        pushed_at = CASE WHEN inbox_item.read_at IS NULL THEN inbox_item.pushed_at END,
        mailed_at = CASE WHEN inbox_item.read_at IS NULL THEN inbox_item.mailed_at END`;
