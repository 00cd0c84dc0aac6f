import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { markStale } from '#server/directory/stale-figures/mark-stale.ts';
import type { DisputeRevision } from '#shared/directory/platform-corrections.ts';
import { today } from '#shared/core/days.ts';
import { lockPlatform } from './platform-facts.ts';
import { revisionRights } from './rules.ts';

type Address = { readonly slug: string; readonly id: string };

/**
 * Disputes a correction, with a public reason; a disputed promise does not count.
 * @throws AppError not-allowed for the correction's author; conflict where the viewer already disputes
 * it or it is undone.
 */
export async function disputeRevision(
  tx: Db,
  viewer: Viewer,
  address: Address,
  input: DisputeRevision,
  now: Date,
): Promise<{ slug: string }> {
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await countDailyUse(tx, viewer.id, 'dispute', now);
    const { platform, revision, dispute, undone } = await loadRevision(tx, viewer, address);
    const mine = revision.memberId === viewer.id;
    if (mine) throw new AppError('not-allowed');
    const disputedByMe = dispute !== null;
    if (!revisionRights(viewer, { undone, holds: true, mine, disputedByMe }).dispute) {
      throw new AppError('conflict');
    }
    const id = randomId();
    const { reason } = input;
    await tx.revisionDispute.create({
      data: {
        id,
        revisionId: revision.id,
        memberId: viewer.id,
        reason,
        createdOn: dayToDate(today(now)),
      },
    });
    await appendEntry(tx, now, {
      kind: 'dispute-published',
      subject: `dispute/${id}`,
    });
    if (revision.field === 'promiseDays') await markStale(tx, 'platform', [platform.id]);
    return { slug: platform.slug };
  });
}

async function loadRevision(
  tx: Db,
  viewer: Viewer,
  { slug, id }: Address,
): Promise<{
  platform: { id: string; slug: string };
  revision: { id: string; field: string; memberId: string | null };
  dispute: { id: string } | null;
  undone: boolean;
}> {
  const platform = await lockPlatform(tx, slug);
  const revision = requireFound(
    await tx.platformRevision.findFirst({ where: { id, platformId: platform.id } }),
  );
  const dispute = await tx.revisionDispute.findFirst({
    where: { revisionId: id, memberId: viewer.id },
  });
  const undone = (await tx.platformRevision.count({ where: { undoes: id } })) > 0;
  return { platform, revision, dispute, undone };
}
