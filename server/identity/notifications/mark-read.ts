import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';

/**
 * Marks inbox items about a range of a thread as read once the member saw those posts: mentions and
 * quotes there, and the thread's own item once she reached its last post. `sql` may be a
 * transaction's.
 */
export async function markPostsRead(
  sql: Sql,
  memberId: string,
  threadId: string,
  { from, to }: { readonly from: number; readonly to: number },
  now: Date,
): Promise<void> {
  await sql(PLACES_READ, [memberId, threadId, from, to, now.toISOString()]);
}

/**
 * Marks one inbox item of the viewer as read.
 * @throws AppError not-found where she has no item with this id.
 */
export async function markItemRead(tx: Db, viewer: Viewer, id: string, now: Date): Promise<void> {
  const rows = await tx.sql(
    statement(
      { id: col.text },
      `UPDATE inbox_item SET read_at = COALESCE(read_at, $3::timestamptz)
      WHERE id = $1 AND member_id = $2 RETURNING id`,
    ),
    [id, viewer.id, now.toISOString()],
  );
  requireFound(rows[0]);
}

export async function markAllRead(tx: Db, viewer: Viewer, now: Date): Promise<void> {
  await tx.sql(markAll(''), [viewer.id, now.toISOString()]);
}

export async function markThreadsRead(tx: Db, memberId: string, now: Date): Promise<void> {
  await tx.sql(markAll(`AND kind = 'thread'`), [memberId, now.toISOString()]);
}

/** Deletes obsolete inbox items of a member, such as a question she answered. */
export async function deleteInboxItems(
  tx: Db,
  memberId: string,
  kinds: readonly string[],
  subject: string,
): Promise<void> {
  await tx.sql(
    'DELETE FROM inbox_item WHERE member_id = $1 AND kind = ANY($2::text[]) AND subject = $3',
    [memberId, kinds, subject],
  );
}

// SQL that marks items in the order in which they are written, so that the two cannot deadlock.
function markAll(which: string): string {
  return `
    UPDATE inbox_item SET read_at = $2::timestamptz WHERE id IN (
      SELECT id FROM inbox_item WHERE member_id = $1 AND read_at IS NULL ${which}
       ORDER BY kind, subject FOR NO KEY UPDATE)`;
}

/**
 * SQL: the unread inbox items of member $1 about positions $3 to $4 of thread $2, and the thread's own item
 * where its last post is among them.
 */
export const UNREAD_ABOUT_POSTS_SQL = `
  SELECT i.id FROM inbox_item i WHERE i.member_id = $1 AND i.read_at IS NULL AND (
    i.kind = 'thread' AND i.subject = $2
      AND $4::int >= (SELECT t.posts FROM forum_thread t WHERE t.id = $2)
    OR i.kind IN ('mention', 'quote', 'question') AND EXISTS (
      SELECT 1 FROM forum_post p WHERE p.id = i.subject AND p.thread_id = $2
         AND p.place BETWEEN $3::int AND $4::int))`;

// An item being renewed right now stays unread: the member has not seen what renews it.
const PLACES_READ = `
  UPDATE inbox_item SET read_at = $5::timestamptz WHERE id IN (
    ${UNREAD_ABOUT_POSTS_SQL} FOR NO KEY UPDATE SKIP LOCKED)`;
