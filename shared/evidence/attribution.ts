import { z } from 'zod/mini';
import type { FieldCode } from '#shared/core/errors.ts';
import { slug } from '#shared/core/form-fields.ts';

/**
 * Kinds of evidence that a member may post more than once on a platform; she signs all of a kind
 * there, or none.
 */
export const SIGNED_KINDS = ['payout', 'incident', 'client-review'] as const;
export type SignedKind = (typeof SIGNED_KINDS)[number];

const tally = z.object({ signed: z.int(), unsigned: z.int() });
/** Number of signed and unsigned pieces of one kind by a member on a platform. */
export type SigningTally = z.infer<typeof tally>;

export const signingQuery = z.object({ platform: slug });
export const signingTalliesResponse = z.object({
  platform: z.object({ slug, name: z.string() }),
  payout: tally,
  incident: tally,
  'client-review': tally,
});
export type SigningTalliesResponse = z.infer<typeof signingTalliesResponse>;

/** How a member's pieces are signed; `mixed` only for those older than the all-or-none rule. */
export type SigningState = 'signed' | 'unsigned' | 'mixed';

/** The signing state of a member's pieces by their counts; null without any. */
export function signingStateOf({ signed, unsigned }: SigningTally): SigningState | null {
  if (signed > 0) return unsigned > 0 ? 'mixed' : 'signed';
  return unsigned > 0 ? 'unsigned' : null;
}

/**
 * The signing chosen in a form: whether its piece is signed, and whether the others of its kind
 * change to match.
 */
export type SigningRequest = { readonly signed: boolean; readonly alike?: boolean | undefined };

/**
 * Why a piece cannot be signed, or left unsigned, beside the others of its kind; null when they
 * match or will.
 */
export function findSigningMismatch(
  others: SigningTally,
  { signed, alike = false }: SigningRequest,
): Extract<FieldCode, 'others-signed' | 'others-unsigned'> | null {
  if (alike) return null;
  if (signed) return others.unsigned > 0 ? 'others-unsigned' : null;
  return others.signed > 0 ? 'others-signed' : null;
}
