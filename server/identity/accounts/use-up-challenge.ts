import type { DatabaseClient } from '#server/database/db.ts';

/** Stores until `expiresAt` that a challenge was answered; false where it was answered before. */
export async function useUpChallenge(
  prisma: DatabaseClient,
  id: string,
  expiresAt: Date,
): Promise<boolean> {
  const { count } = await prisma.usedChallenge.createMany({
    data: [{ id, expiresAt }],
    skipDuplicates: true,
  });
  return count === 1;
}
