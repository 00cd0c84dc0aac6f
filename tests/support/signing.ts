import type { Db } from '#server/db.ts';
import { tallyPieces } from '#server/signing/queries.ts';
import { refuseMixing, type SignedKind } from '#shared/signing.ts';

/** What a member cannot have, but from before it was asked of her, no test makes unawares. */
export async function requireAlike(
  tx: Db,
  kind: SignedKind,
  authorId: string,
  { signed = false, mixed = false }: { signed?: boolean; mixed?: boolean },
): Promise<void> {
  const others = await tallyPieces(tx.sql, kind, { authorId, id: null });
  if (!mixed && refuseMixing(others, { signed }) !== null) {
    throw new Error(`a ${kind} signed otherwise than the others`);
  }
}
