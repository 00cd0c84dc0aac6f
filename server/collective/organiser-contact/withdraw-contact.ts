import { withdrawContent } from '#server/identity/accounts/withdraw-content.ts';
import type { Db } from '#server/database/db.ts';

/**
 * Withdraws the contact of a boycott, whoever gave it; does nothing where there is none.
 * @param memberId stands for its author where her account is deleted.
 */
export async function withdrawContact(
  tx: Db,
  boycottId: string,
  memberId: string | null,
  now: Date,
): Promise<void> {
  const contact = await tx.organiserContact.findUnique({
    where: { boycottId },
    select: { id: true, memberId: true },
  });
  if (contact === null) return;
  const author = contact.memberId ?? memberId ?? '';
  await withdrawContent(tx, author, 'organiser-contact', contact.id, now);
}
