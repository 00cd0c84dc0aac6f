import type { Db } from '#server/database/db.ts';
import { fieldError } from '#server/core/errors.ts';
import type { Viewer } from '#server/http/viewer.ts';

const PROOF = /\/(?:preuves|proofs)\/([0-9a-z]{12})/g;

/**
 * Refuses a text under a pseudonym that names or links to a proof which its author left unsigned:
 * it would reveal whose proof it is. She must sign the proof first.
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
