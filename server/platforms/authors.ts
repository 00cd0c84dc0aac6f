import type { Db } from '#server/db.ts';
import { newId } from '#server/ids.ts';

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
