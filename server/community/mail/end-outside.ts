import type { Db } from '#server/database/db.ts';

/**
 * Ends what reads a member's inbox without her password: her private feed and her digest. Who had
 * her account for a moment could have begun either.
 */
export async function endOutside(tx: Db, memberId: string): Promise<void> {
  await tx.memberChoices.updateMany({ where: { memberId }, data: { feedHash: null } });
  await tx.mailAddress.deleteMany({ where: { memberId } });
}
