import type { Db } from '#server/database/db.ts';
import { eraseSalts, record } from '#server/transparency-log/record.ts';

/** Gives a thread the title that what it is about has now. One that moderators gave it stays. */
export async function retitle(tx: Db, id: string, title: string, now: Date): Promise<void> {
  if (await isDecided(tx, id)) return;
  await tx.forumThread.update({ where: { id }, data: { title } });
  await record(tx, now, { kind: 'thread-renamed', subject: `thread/${id}` });
}

/**
 * The same where its author takes her words back and others' stand below them: none of what it was
 * called can be proved any more.
 */
export async function forgetTitle(tx: Db, id: string, title: string, now: Date): Promise<void> {
  if (await isDecided(tx, id)) return;
  await eraseSalts(tx, `thread/${id}`);
  await retitle(tx, id, title, now);
}

async function isDecided(tx: Db, threadId: string): Promise<boolean> {
  return (await tx.threadDecision.count({ where: { threadId, kind: 'rename' } })) > 0;
}
