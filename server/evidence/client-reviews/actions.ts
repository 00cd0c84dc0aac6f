import { randomInt } from 'node:crypto';
import type { z } from 'zod/mini';
import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { AppError, fieldError } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { findOrCreateAuthor } from '#server/directory/platforms/find-or-create-author.ts';
import type { DrawInteger } from '#server/evidence/publication/rules.ts';
import { drawDueDay } from '#server/evidence/publication/show-due-posts.ts';
import { resolvePlatform } from '#server/directory/platforms/resolve-platform.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { matchSigningOfOtherPieces } from '#server/evidence/attribution/actions.ts';
import { markStale } from '#server/directory/stale-figures/mark-stale.ts';
import type { clientReviewForm } from '#shared/directory/client-reviews.ts';
import { CLIENT_CRITERIA } from '#shared/directory/client-ratings.ts';
import { monthOf, today, type Day } from '#shared/core/days.ts';
import { loadClientBySlug } from '#server/directory/clients/find-client.ts';
import { requireClientRight } from '#server/directory/clients/rules.ts';

/**
 * Earliest month that a review accepts. No such platform is older, so an earlier month is a typing
 * error.
 */
const EARLIEST_MONTH = '2000-01';

/**
 * Creates or edits the viewer's review of a client on a platform where she worked for it: one for each
 * member, platform and client, where merged clients count as one. Shown as a review of a platform is.
 */
export async function saveClientReview(
  tx: Db,
  viewer: Viewer,
  slug: string,
  input: z.infer<typeof clientReviewForm>,
  now: Date,
  draw: DrawInteger = randomInt,
): Promise<{ id: string; slug: string; change: 'published' | 'edited' | 'none' }> {
  requireClientRight(viewer, 'rate');
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await countDailyUse(tx, viewer.id, 'client-review', now);
    const client = await loadClientBySlug(tx, slug);
    const platform = await resolvePlatform(tx, input.platform);
    const review = parseClientReview(input, today(now));
    const authorId = await findOrCreateAuthor(tx, viewer.id, platform.id);
    const existing = await loadReview(tx, authorId, client.id);
    const piece = { kind: 'client-review', authorId, id: existing?.id ?? null } as const;
    const others = await matchSigningOfOtherPieces(tx, viewer, piece, input, now);
    const id = existing?.id ?? randomId();
    const result = { id, slug: client.slug };
    if (existing !== null && isSame(existing, review)) {
      if (others > 0) await markStale(tx, 'platform', [platform.id]);
      return { ...result, change: 'none' };
    }
    const day = dayToDate(today(now));
    const isShown = existing !== null && existing.shownFrom !== null;
    if (existing === null) {
      const keys = { id, clientId: client.id, authorId };
      await tx.clientReview.create({
        data: { ...review, ...keys, publishedOn: day, dueOn: drawDueDay(now, draw) },
      });
    } else {
      await tx.clientReview.update({
        where: { id },
        data: { ...review, ...(isShown ? { editedOn: day } : {}) },
      });
    }
    if (isShown) {
      await appendEntry(tx, now, {
        kind: 'client-review-edited',
        subject: `client-review/${id}`,
      });
      // Marks the client of the review itself, not the root: a concurrent split may separate the two.
      await markStale(tx, 'client', [existing.clientId]);
    }
    if (isShown || others > 0) await markStale(tx, 'platform', [platform.id]);
    return { ...result, change: existing === null ? 'published' : 'edited' };
  });
}

type ReadReview = Omit<
  z.infer<typeof clientReviewForm>,
  'text' | 'platform' | 'alike' | '_form' | '_from' | '_key'
> & { text: string | null };

/**
 * Validates a review form.
 * @throws AppError bad-input naming the field.
 */
export function parseClientReview(typed: z.infer<typeof clientReviewForm>, now: Day): ReadReview {
  const { experiencedMonth, communication, pay, fairness, speed, solicited, signed } = typed;
  if (experiencedMonth > monthOf(now)) throw fieldError('experiencedMonth', 'in-the-future');
  if (experiencedMonth < EARLIEST_MONTH) throw fieldError('experiencedMonth', 'invalid');
  const marks = { communication, pay, fairness, speed };
  return { ...marks, experiencedMonth, text: typed.text || null, solicited, signed };
}

function isSame(one: ReadReview, other: ReadReview): boolean {
  const fields = [...CLIENT_CRITERIA, 'experiencedMonth', 'text', 'solicited', 'signed'] as const;
  return fields.every((field) => one[field] === other[field]);
}

/**
 * Loads the author's review of the client, or of one merged with it. Locks the author first, so that of
 * two concurrent forms the second edits the review of the first. Locks the reviews too, which the job may show meanwhile.
 */
async function loadReview(
  tx: Db,
  authorId: string,
  clientId: string,
): Promise<(ReadReview & { id: string; clientId: string; shownFrom: Date | null }) | null> {
  const locked = await tx.sql('SELECT 1 FROM author WHERE id = $1 FOR NO KEY UPDATE', [authorId]);
  if (locked === 0) throw new AppError('not-found');
  await tx.sql('SELECT 1 FROM client_review WHERE author_id = $1 FOR NO KEY UPDATE', [authorId]);
  // One statement, since the client may be merged or split concurrently.
  const sameClient = { root: { joined: { some: { id: clientId } } } };
  const reviews = await tx.clientReview.findMany({ where: { authorId, client: sameClient } });
  // After a merge of clients the author can have several reviews: take the one that counts in the
  // figures.
  const shown = ({ shownFrom }: { shownFrom: Date | null }): number => shownFrom?.getTime() ?? 0;
  const latest = reviews.toSorted((a, b) => shown(b) - shown(a) || (a.id < b.id ? -1 : 1));
  return latest[0] ?? null;
}
