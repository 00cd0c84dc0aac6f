import type { Db } from '#server/database/db.ts';
import { found } from '#server/core/errors.ts';
import { foldName } from '#shared/core/text.ts';

/** A member as others name her. */
export type NamedMember = { readonly id: string; readonly pseudonym: string };

/**
 * The member of a pseudonym, whatever its accents and case.
 * @throws AppError not-found where nobody has it, or nobody any more.
 */
export async function loadMember(tx: Db, pseudonym: string): Promise<NamedMember> {
  const member = await tx.member.findUnique({
    where: { pseudonymKey: foldName(pseudonym) },
    select: { id: true, pseudonym: true },
  });
  return found(member);
}
