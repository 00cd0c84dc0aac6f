import { refreshEstablished } from '#server/accounts/established.ts';
import type { Db } from '#server/db.ts';
import { newId } from '#server/ids.ts';
import { markStale, markWorkOfMembers } from '#server/stale/marks.ts';
import { refreshFigures } from './figures.ts';

/** The one author that a member is on a platform, made with the first piece of evidence. */
export async function authorOf(tx: Db, memberId: string, platformId: string): Promise<string> {
  const where = { memberId_platformId: { memberId, platformId } };
  const known = await tx.author.findUnique({ where, select: { id: true } });
  if (known !== null) return known.id;
  const keys = {
    payoutKey: newId(),
    incidentKey: newId(),
    reviewKey: newId(),
    taskKey: newId(),
    clientKey: newId(),
  };
  // Two kinds of evidence can be the first in the same moment.
  await tx.author.createMany({
    data: [{ id: newId(), memberId, platformId, ...keys }],
    skipDuplicates: true,
  });
  const { id } = await tx.author.findUniqueOrThrow({ where, select: { id: true } });
  return id;
}

/**
 * To be called last in every transaction that adds, changes or takes back evidence: brings her
 * being established and the figures of the platform up to date, and marks what else she weighs on
 * otherwise than before.
 */
export async function settleEvidence(
  tx: Db,
  { memberId, platformId }: { memberId: string; platformId: string },
  now: Date,
): Promise<void> {
  const moved = await refreshEstablished(tx, memberId, now);
  await refreshFigures(tx, platformId, now);
  if (moved.length === 0) return;
  await markStale(
    tx,
    'platform',
    moved.filter((id) => id !== platformId),
  );
  await markWorkOfMembers(tx, [memberId]);
}
