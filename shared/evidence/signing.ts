import { z } from 'zod/mini';
import type { FieldCode } from '#shared/core/errors.ts';
import { slug } from '#shared/core/fields.ts';

/** What a member may bring more than once on a platform: all of a kind is signed there, or nothing is. */
export const SIGNED_KINDS = ['payout', 'incident', 'task-report', 'client-review'] as const;
export type SignedKind = (typeof SIGNED_KINDS)[number];

const tally = z.object({ signed: z.int(), unsigned: z.int() });
/** How many pieces of one kind a member has signed on one platform, and how many she has not. */
export type SigningTally = z.infer<typeof tally>;

export const signingQuery = z.object({ platform: slug });
export const signingResponse = z.object({
  platform: z.object({ slug, name: z.string() }),
  payout: tally,
  incident: tally,
  'task-report': tally,
  'client-review': tally,
});
export type SigningResponse = z.infer<typeof signingResponse>;

/** How a member's pieces are signed; mixed only from before all or nothing was asked for. */
export type Signed = 'signed' | 'unsigned' | 'mixed';

/** How they are signed; null where there are none. */
export function signedAs({ signed, unsigned }: SigningTally): Signed | null {
  if (signed > 0) return unsigned > 0 ? 'mixed' : 'signed';
  return unsigned > 0 ? 'unsigned' : null;
}

/** What a form asks for: whether its piece is signed, and whether her others are to be as it is. */
export type SigningWish = { readonly signed: boolean; readonly alike?: boolean | undefined };

/**
 * Why a piece cannot be signed, or left unsigned, beside the others of its kind there; null where
 * they are as it is, or are to become so.
 */
export function refuseMixing(
  others: SigningTally,
  { signed, alike = false }: SigningWish,
): Extract<FieldCode, 'others-signed' | 'others-unsigned'> | null {
  if (alike) return null;
  if (signed) return others.unsigned > 0 ? 'others-unsigned' : null;
  return others.signed > 0 ? 'others-signed' : null;
}
