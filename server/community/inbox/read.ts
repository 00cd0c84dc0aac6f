import type { Viewer } from '#server/identity/accounts/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { found } from '#server/core/errors.ts';

/**
 * Marks what a member was told of some places of a thread as read, once she has seen them: mentions
 * and quotes there, and the line of the thread where she has come to its last post. Its `sql` may
 * be that of a transaction.
 */
export async function markPlacesRead(
  sql: Sql,
  memberId: string,
  threadId: string,
  { from, to }: { readonly from: number; readonly to: number },
  now: Date,
): Promise<void> {
  await sql(PLACES_READ, [memberId, threadId, from, to, now.toISOString()]);
}

/**
 * Marks one line of the viewer's as read.
 * @throws AppError not-found where she has none such.
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
  found(rows[0]);
}

/** Marks all lines of the viewer's as read. */
export async function markAllRead(tx: Db, viewer: Viewer, now: Date): Promise<void> {
  await tx.sql(markAll(''), [viewer.id, now.toISOString()]);
}

/** Marks all lines about new posts in threads as read. */
export async function markThreadsRead(tx: Db, memberId: string, now: Date): Promise<void> {
  await tx.sql(markAll(`AND kind = 'thread'`), [memberId, now.toISOString()]);
}

/** Takes lines of hers away that have nothing to say any more, such as a question she answered. */
export async function dropLines(
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

// In the order in which lines are written: two of them never wait for each other.
function markAll(which: string): string {
  return `
    UPDATE inbox_item SET read_at = $2::timestamptz WHERE id IN (
      SELECT id FROM inbox_item WHERE member_id = $1 AND read_at IS NULL ${which}
       ORDER BY kind, subject FOR NO KEY UPDATE)`;
}

// A line that is being renewed in this moment stays unread: what renews it was not seen yet.
const PLACES_READ = `
  UPDATE inbox_item SET read_at = $5::timestamptz WHERE id IN (
    SELECT i.id FROM inbox_item i WHERE i.member_id = $1 AND i.read_at IS NULL AND (
      i.kind = 'thread' AND i.subject = $2
        AND $4::int >= (SELECT t.posts FROM forum_thread t WHERE t.id = $2)
      OR i.kind IN ('mention', 'quote') AND EXISTS (
        SELECT 1 FROM forum_post p WHERE p.id = i.subject AND p.thread_id = $2
           AND p.place BETWEEN $3::int AND $4::int))
     FOR NO KEY UPDATE SKIP LOCKED)`;
