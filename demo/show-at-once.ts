import type { Db } from '#server/database/db.ts';
import { showDuePosts } from '#server/evidence/publication/show-due-posts.ts';

/**
 * Shows reviews, incidents and "me too"s on the Monday of the week in which they are posted: in the
 * plan others act on them within days.
 */
export async function showAtOnce(tx: Db, at: Date): Promise<void> {
  const waiting = { where: { shownFrom: null }, data: { dueOn: null } };
  await tx.review.updateMany(waiting);
  await tx.clientReview.updateMany(waiting);
  await tx.incident.updateMany(waiting);
  await tx.incidentEcho.updateMany(waiting);
  await showDuePosts(tx, at);
}
