import type { SharedReads } from '#server/database/db.ts';
import { col, statement, type RowOf, type Sql } from '#server/database/sql.ts';
import { MAX_UNREAD_COUNTED } from '#shared/community/inbox.ts';

export type HeaderCounts = RowOf<typeof AWAITING>;

/** Counts what the header of every page shows a member; one round trip, none where it is kept. */
export async function countForHeader(
  own: Sql | SharedReads,
  memberId: string,
): Promise<HeaderCounts> {
  const [row] = await own(AWAITING, [memberId]);
  return row ?? { askedClaims: 0, unread: 0 };
}

/** SQL: number of unread inbox items of $1, by an index-only scan. */
export const UNREAD_ITEM_COUNT_SQL = `(SELECT count(*)::int FROM (
  SELECT 1 FROM inbox_item WHERE member_id = $1 AND read_at IS NULL LIMIT ${MAX_UNREAD_COUNTED}) u)`;

const AWAITING = statement(
  {
    /** Number of the member's claims that wait for her answer to a reminder. */
    askedClaims: col.int,
    /** Number of unread inbox items, counted up to MAX_UNREAD_COUNTED. */
    unread: col.int,
  },
  `
  SELECT (SELECT count(*)::int FROM author a JOIN payout y ON y.author_id = a.id
           WHERE a.member_id = $1 AND y.state = 'waiting' AND y.unanswered_reminders > 0)
           AS "askedClaims", ${UNREAD_ITEM_COUNT_SQL} AS unread`,
  undefined,
  { parameter: 1, tables: ['inbox_item', 'payout', 'author'] },
);
