import { z } from 'zod/mini';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { INBOX_KINDS, inboxItem, type InboxItem } from '#shared/community/inbox.ts';
import { ITEM_SUBJECT_JOIN } from './item-subject-sql.ts';
import { INBOX_ITEM_JSON_SQL } from './inbox-item-json.ts';

/** Lists a member's latest inbox items, read or not, newest first. */
export async function listLatestInboxItems(
  sql: Sql,
  memberId: string,
  limit: number,
): Promise<InboxItem[]> {
  const rows = await sql(
    statement(
      { item: col.json<unknown>() },
      `SELECT ${INBOX_ITEM_JSON_SQL} AS item FROM (
       SELECT * FROM inbox_item WHERE member_id = $1 AND kind = ANY($3::text[])
        ORDER BY at DESC, id DESC LIMIT $2) i ${ITEM_SUBJECT_JOIN} ORDER BY i.at DESC, i.id DESC`,
    ),
    [memberId, limit, INBOX_KINDS],
  );
  return z.array(inboxItem).parse(rows.map(({ item }) => item));
}
