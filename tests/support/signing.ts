import type { Db } from '#server/database/db.ts';
import { countSignedAndUnsigned } from '#server/evidence/attribution/queries.ts';
import { findSigningMismatch, type SignedKind } from '#shared/evidence/attribution.ts';

/**
 * Checks that a factory does not accidentally create evidence with mixed signing, which only old data
 * can have.
 */
export async function requireAlike(
  tx: Db,
  kind: SignedKind,
  authorId: string,
  { signed = false, mixed = false }: { signed?: boolean; mixed?: boolean },
): Promise<void> {
  const others = await countSignedAndUnsigned(tx.sql, kind, { authorId, id: null });
  if (!mixed && findSigningMismatch(others, { signed }) !== null) {
    throw new Error(`a ${kind} signed otherwise than the others`);
  }
}
