import { withdrawContent } from '#server/identity/accounts/withdraw-content.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { replaceThreadTitleAndHistory } from '#server/community/forum/update-thread-title.ts';
import { withdrawPost } from '#server/community/forum/withdraw-post.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { lockBoycottForAction } from '#server/collective/boycott-procedure/lock-boycott.ts';
import { withdrawTranslations } from '#server/collective/boycott-translations/withdraw-translations.ts';
import { withdrawContact } from '#server/collective/organiser-contact/withdraw-contact.ts';
import { failBoycott } from './take-due-step.ts';

/**
 * Withdraws a boycott of the viewer for good: texts, versions, and her name. A call is called off
 * by it; steps, figures and outcome stay. Deletes the first post of its thread, and the whole
 * thread if nobody else posted.
 * @returns the keys of pictures to delete.
 * @throws AppError not-allowed unless the viewer is its proposer, and while pledges bind others;
 * withdrawn.
 */
export async function withdrawBoycott(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<string[]> {
  const boycott = await lockBoycottForAction(tx, viewer, id, 'withdraw', now);
  const isOver = boycott.state === 'failed' || boycott.state === 'ended';
  if (!isOver) await failBoycott(tx, boycott, 'called-off', now);
  await withdrawTranslations(tx, viewer, { boycottId: id }, now);
  await withdrawContact(tx, id, viewer.id, now);
  const unusedPictureKeys = await leaveThread(tx, viewer, id, now);
  await withdrawContent(tx, viewer.id, 'boycott', id, now);
  return unusedPictureKeys;
}

/**
 * Keeps a thread in which others posted, under a title that says only what became of the boycott.
 */
async function leaveThread(
  tx: Db,
  viewer: Viewer,
  boycottId: string,
  now: Date,
): Promise<string[]> {
  const thread = await tx.forumThread.findUnique({ where: { boycottId }, select: { id: true } });
  if (thread === null) return [];
  const first = await tx.forumPost.findFirst({
    where: { threadId: thread.id, place: 1, memberId: viewer.id, withdrawnOn: null },
    select: { id: true },
  });
  const { threadGone, unusedPictureKeys } =
    first === null
      ? { threadGone: false, unusedPictureKeys: [] }
      : await withdrawPost(tx, viewer, first.id, now);
  if (!threadGone) {
    const { withdrawn } = messagesFor(viewer.language).boycottThread;
    await replaceThreadTitleAndHistory(tx, thread.id, withdrawn, now);
  }
  return unusedPictureKeys;
}
