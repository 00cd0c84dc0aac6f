import type { Db } from '#server/database/db.ts';
import { requireFound } from '#server/core/errors.ts';
import { foldName } from '#shared/core/text.ts';

export type NamedMember = { readonly id: string; readonly pseudonym: string };

/**
 * Finds a member by pseudonym, ignoring accents and case.
 * @throws AppError not-found where there is none, or the account was deleted.
 */
export async function loadMember(tx: Db, pseudonym: string): Promise<NamedMember> {
  const member = await tx.member.findUnique({
    where: { pseudonymKey: foldName(pseudonym) },
    select: { id: true, pseudonym: true },
  });
  return requireFound(member);
}
