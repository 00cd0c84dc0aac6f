import type { Viewer } from '#server/accounts/viewer.ts';
import type { Db } from '#server/db.ts';
import { markThreadsRead } from '#server/inbox/read.ts';

/** Marks all that was posted until now as read, in every thread. */
export async function markAllRead(tx: Db, viewer: Viewer, now: Date): Promise<void> {
  const forumReadAt = now;
  await tx.memberChoices.upsert({
    where: { memberId: viewer.id },
    create: { memberId: viewer.id, forumReadAt },
    update: { forumReadAt },
  });
  await markThreadsRead(tx, viewer.id, now);
}
