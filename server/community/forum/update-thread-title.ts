import type { Db } from '#server/database/db.ts';
import { eraseSalts, appendEntry } from '#server/transparency-log/append-entries.ts';

/** Updates a thread's title to the current name of its subject, unless moderators renamed it. */
export async function updateThreadTitle(
  tx: Db,
  id: string,
  title: string,
  now: Date,
): Promise<void> {
  if (await isDecided(tx, id)) return;
  await tx.forumThread.update({ where: { id }, data: { title } });
  await appendEntry(tx, now, { kind: 'thread-renamed', subject: `thread/${id}` });
}

/**
 * Updates a thread's title as `updateThreadTitle` does, and erases the earlier titles from the
 * record: the author withdraws the first post, and others' posts stay.
 */
export async function replaceThreadTitleAndHistory(
  tx: Db,
  id: string,
  title: string,
  now: Date,
): Promise<void> {
  if (await isDecided(tx, id)) return;
  await eraseSalts(tx, `thread/${id}`);
  await updateThreadTitle(tx, id, title, now);
}

async function isDecided(tx: Db, threadId: string): Promise<boolean> {
  return (await tx.threadDecision.count({ where: { threadId, kind: 'rename' } })) > 0;
}
