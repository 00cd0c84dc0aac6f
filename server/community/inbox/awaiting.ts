import { col, statement, type RowOf, type Sql } from '#server/database/sql.ts';
import { UNREAD_COUNTED } from '#shared/community/inbox.ts';

export type Awaiting = RowOf<typeof AWAITING>;

/** What every page tells a member awaits her; one round trip. */
export async function countAwaiting(sql: Sql, memberId: string): Promise<Awaiting> {
  const [row] = await sql(AWAITING, [memberId]);
  return row ?? { askedClaims: 0, unread: 0 };
}

/** SQL: how many lines of $1 are unread; the index alone answers. */
export const UNREAD = `(SELECT count(*)::int FROM (
  SELECT 1 FROM inbox_item WHERE member_id = $1 AND read_at IS NULL LIMIT ${UNREAD_COUNTED}) u)`;

const AWAITING = statement(
  {
    /** How many of her claims await her answer. */
    askedClaims: col.int,
    /** How many lines of her inbox are unread; counted up to UNREAD_COUNTED. */
    unread: col.int,
  },
  `
  SELECT (SELECT count(*)::int FROM author a JOIN payout y ON y.author_id = a.id
           WHERE a.member_id = $1 AND y.state = 'waiting' AND y.unanswered_reminders > 0)
           AS "askedClaims", ${UNREAD} AS unread`,
);
