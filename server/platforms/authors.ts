import { refreshEstablished } from '#server/accounts/established.ts';
import type { Db } from '#server/db.ts';
import { newId } from '#server/ids.ts';
import { refreshFigures } from './figures.ts';

/** The one author that a member is on a platform, made with the first piece of evidence. */
export async function authorOf(tx: Db, memberId: string, platformId: string): Promise<string> {
  const author = await tx.author.upsert({
    where: { memberId_platformId: { memberId, platformId } },
    create: {
      id: newId(),
      memberId,
      platformId,
      payoutKey: newId(),
      incidentKey: newId(),
      reviewKey: newId(),
    },
    update: {},
    select: { id: true },
  });
  return author.id;
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
}
