import { z } from 'zod/mini';
import { checkbox, currency, id, listLimit, month, slug } from '#shared/core/form-fields.ts';
import { addDays, mondayOf, type Day } from '#shared/core/days.ts';
import { hiding } from '#shared/core/moderation-decisions.ts';
import { listedPayoutCheck } from './proof-verification.ts';
import { PARTLY_PAID_MIN_SHARE } from './standing-constants.ts';

/** What a proof tells of a payout, and nothing more precise. */
export const PROOF_STATES = ['paid', 'waiting', 'not-paid'] as const;
export const proofState = z.enum(PROOF_STATES);
export type ProofState = z.infer<typeof proofState>;

/** Returns a payout's state as a proof shows it: less than three quarters received is not paid. */
export function proofStateOf(payout: {
  readonly state: string;
  /**
   * The share of the amount that came; null unless some came, and in rows that an older version of
   * the server wrote.
   */
  readonly receivedShare: number | null;
}): ProofState {
  const { state, receivedShare } = payout;
  if (state === 'waiting') return 'waiting';
  const paid = state === 'received' && (receivedShare ?? 1) >= PARTLY_PAID_MIN_SHARE;
  return paid ? 'paid' : 'not-paid';
}

/** The first Monday after `day`: a payout that becomes a proof that day is shown from then on at the earliest. */
export function proofReadyOn(day: Day): Day {
  return addDays(mondayOf(day), DAYS_A_WEEK);
}
const DAYS_A_WEEK = 7;

/** Minimum number of waiting pictures of a platform that are shown together. */
export const PICTURES_SHOWN_TOGETHER = 3;
/** Weeks after which a picture that waits is shown with fewer. */
export const PICTURE_WAITS_WEEKS = 13;

/** Proofs per page. */
export const PROOFS_PAGE_SIZE = 24;

export const proofLevel = z.enum(['confirmed', 'screenshot', 'declared']);

const picture = z.object({ url: z.string(), width: z.int(), height: z.int() });
const platformName = z.object({ slug, name: z.string() });

/** A payout that is public: its platform, whether it was paid, the picture, and what its author chose to show. */
export const publishedProof = z.object({
  id,
  platform: platformName,
  state: proofState,
  /** The rounded amount; null unless its author shows it. */
  amount: z.nullable(z.object({ minor: z.int(), currency })),
  /** The month asked; null unless its author shows it. */
  month: z.nullable(month),
  solicited: z.boolean(),
  /** A finding names its author as a suspect: it weighs nothing for now. */
  suspect: z.boolean(),
  author: z.object({
    /** Whether its author is established. */
    established: z.boolean(),
    /** The author's pseudonym; null unless signed. */
    pseudonym: z.nullable(z.string()),
    /** The proof is signed, and its author's account was deleted. */
    deleted: z.boolean(),
  }),
  /** Level of proof by which the payout weighs in the standing. */
  proof: proofLevel,
  /** Confirmations by other members that count. */
  confirmations: z.int(),
  /** The picture is reported to show personal data: only the author gets it. */
  covered: z.boolean(),
  checks: z.array(listedPayoutCheck),
  screenshot: z.nullable(z.object({ thumbnail: picture, reading: picture })),
  /** Hidden by a decision: it counts nowhere, and if removed its picture is left out. */
  hiding,
  can: z.object({ edit: z.boolean() }),
});
export type PublishedProof = z.infer<typeof publishedProof>;

/** Cursor of the next page: the day shown and a random id. */
export const proofCursor = z
  .string()
  .check(z.regex(/^[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])_[0-9a-z]{12}$/));

const proofFilters = {
  platform: z.optional(slug),
  state: z.optional(proofState),
  /** Whether to list only proofs with a picture. An unticked box sends nothing. */
  screenshot: z.optional(checkbox),
};
export const proofsFilter = z.object(proofFilters);
export type ProofFilters = z.infer<typeof proofsFilter>;
export const proofsQuery = z.object({
  ...proofFilters,
  before: z.optional(proofCursor),
  limit: listLimit(PROOFS_PAGE_SIZE),
});
export type ProofsQuery = z.infer<typeof proofsQuery>;

/** Proofs that match a filter are counted up to this number. */
export const MAX_PROOFS_COUNTED = 1_000;
export const proofsCount = z.object({
  count: z.int(),
  /** Whether there are more than were counted. */
  more: z.boolean(),
});
export type ProofsCount = z.infer<typeof proofsCount>;

export const proofsResponse = z.object({
  payouts: z.array(publishedProof),
  next: z.nullable(proofCursor),
});
export type ProofsResponse = z.infer<typeof proofsResponse>;
