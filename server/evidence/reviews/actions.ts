import { randomInt } from 'node:crypto';
import type { z } from 'zod/mini';
import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { requireFound } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { findOrCreateAuthor } from '#server/directory/platforms/find-or-create-author.ts';
import type { DrawInteger } from '#server/evidence/publication/rules.ts';
import { drawDueDay } from '#server/evidence/publication/show-due-posts.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { coverNewText, lockTextCover } from '#server/public-schema/text-covers.ts';
import { markStale } from '#server/directory/stale-figures/mark-stale.ts';
import { today } from '#shared/core/days.ts';
import type { reviewForm } from '#shared/evidence/reviews.ts';
import { isSameReview, parseReview } from './rules.ts';

export type SavedReview = { id: string; change: 'published' | 'edited' | 'none' };

/**
 * Saves the viewer's review of a platform, or edits it; there is one per member and platform. A new
 * one is shown on a Monday that is drawn, a change of a shown one at once. An unchanged review is not
 * edited.
 */
export async function savePlatformReview(
  tx: Db,
  viewer: Viewer,
  slug: string,
  input: z.infer<typeof reviewForm>,
  now: Date,
  draw: DrawInteger = randomInt,
): Promise<SavedReview> {
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await countDailyUse(tx, viewer.id, 'review', now);
    const platform = requireFound(
      await tx.platform.findUnique({ where: { slug }, select: { id: true } }),
    );
    const review = parseReview(input, today(now));
    const authorId = await findOrCreateAuthor(tx, viewer.id, platform.id);
    const existing = await loadReview(tx, authorId);
    const id = existing?.id ?? randomId();
    const cover = existing === null ? null : await lockTextCover(tx, 'review', id);
    const written = existing === null ? null : { ...existing, text: cover?.text ?? existing.text };
    if (written !== null && isSameReview(written, review)) return { id, change: 'none' };
    const day = dayToDate(today(now));
    if (existing === null) {
      const keys = { id, platformId: platform.id, authorId };
      await tx.review.create({
        data: { ...review, ...keys, publishedOn: day, dueOn: drawDueDay(now, draw) },
      });
      return { id, change: 'published' };
    }
    const isShown = existing.shownFrom !== null;
    const text =
      cover === null || review.text === null
        ? review.text
        : await coverNewText(tx, `review/${id}`, cover, review.text);
    await tx.review.update({
      where: { id },
      data: { ...review, text, ...(isShown ? { editedOn: day } : {}) },
    });
    if (isShown) {
      await appendEntry(tx, now, { kind: 'review-edited', subject: `review/${id}` });
      await markStale(tx, 'platform', [platform.id]);
    }
    return { id, change: 'edited' };
  });
}

/**
 * Loads the author's review of the platform. Locks the author first: of two concurrent forms the
 * second edits what the first published. Locks the review too, which the job may show meanwhile.
 */
async function loadReview(
  tx: Db,
  authorId: string,
): Promise<Awaited<ReturnType<typeof tx.review.findUnique>>> {
  await tx.sql('SELECT 1 FROM author WHERE id = $1 FOR NO KEY UPDATE', [authorId]);
  await tx.sql('SELECT 1 FROM review WHERE author_id = $1 FOR NO KEY UPDATE', [authorId]);
  return tx.review.findUnique({ where: { authorId } });
}
