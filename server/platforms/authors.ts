import { refreshEstablished } from '#server/accounts/established.ts';
import { refreshReviewedBy } from '#server/clients/figures.ts';
import type { Db } from '#server/db.ts';
import { newId } from '#server/ids.ts';
import { refreshTasksOf } from '#server/tasks/figures.ts';
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
 * being established and the figures of all platforms concerned up to date.
 */
export async function settleEvidence(
  tx: Db,
  evidence: { memberId: string; platformId: string },
  now: Date,
): Promise<void> {
  const others = await refreshEstablished(tx, evidence.memberId, now);
  // In one order everywhere: two transactions must not wait for each other.
  const platformIds = [...new Set([evidence.platformId, ...others])].toSorted();
  for (const platformId of platformIds) await refreshFigures(tx, platformId, now);
  // She weighs more now, or less: where she reported tasks and rated clients too.
  if (others.length === 0) return;
  await refreshTasksOf(tx, evidence.memberId, now);
  await refreshReviewedBy(tx, evidence.memberId, now);
}
