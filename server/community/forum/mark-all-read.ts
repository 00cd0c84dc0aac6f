import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { markThreadsRead } from '#server/identity/notifications/mark-read.ts';

export async function markAllThreadsRead(tx: Db, viewer: Viewer, now: Date): Promise<void> {
  const forumReadAt = now;
  await tx.memberChoices.upsert({
    where: { memberId: viewer.id },
    create: { memberId: viewer.id, forumReadAt },
    update: { forumReadAt },
  });
  await markThreadsRead(tx, viewer.id, now);
}
