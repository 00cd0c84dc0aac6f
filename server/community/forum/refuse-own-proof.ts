import type { Db } from '#server/database/db.ts';
import { fieldError } from '#server/core/errors.ts';
import type { Viewer } from '#server/http/viewer.ts';

const PROOF = /\/(?:preuves|proofs)\/([0-9a-z]{12})/g;

/**
 * Refuses a signed link to a proof that the author left unsigned, which would reveal whose it is.
 * To name it, she signs the proof.
 * @throws AppError bad-input.
 */
export async function refuseLinkToOwnUnsignedProof(
  tx: Db,
  viewer: Viewer,
  { text, proof }: { readonly text: string; readonly proof?: string | undefined },
  field = 'text',
): Promise<void> {
  const linked = [...text.matchAll(PROOF)].flatMap(([, id]) => id ?? []);
  const named = proof === undefined ? linked : [proof, ...linked];
  if (named.length === 0) return;
  const own = await tx.sql(
    `SELECT 1 AS one FROM payout y JOIN author a ON a.id = y.author_id
      WHERE y.id = ANY($1::text[]) AND a.member_id = $2 AND NOT y.signed LIMIT 1`,
    [named, viewer.id],
  );
  if (own > 0) throw fieldError(field, 'names-own-proof');
}
