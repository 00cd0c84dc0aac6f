import { z } from 'zod/mini';
import { checkbox, day, commonFormFields } from '#shared/core/form-fields.ts';
import { ownPayout, refusalReasonCode } from './payouts.ts';

/** The author's answers that close a claim. */
export const CLAIM_CLOSINGS = ['received', 'date-forgotten', 'refused', 'given-up'] as const;
export const claimClosing = z.enum(CLAIM_CLOSINGS);

/**
 * The author's answer that closes a claim: the expected amount was received in full, on a known or
 * forgotten day, or it never will be.
 */
export const claimAnswer = z.object({
  ...commonFormFields,
  answer: claimClosing,
  /** The day it was received or refused; defaults to today. */
  on: z.optional(day),
  /** Instead of the day: the days from request to settlement, as the middle of their class. */
  delay: z.optional(z.coerce.number().check(z.int())),
  refusal: z.optional(refusalReasonCode),
  afterReply: checkbox,
});
export type ClaimAnswer = z.infer<typeof claimAnswer>;

/** A member's own open claims listed at once. */
export const OWN_CLAIMS_SHOWN = 100;

/** An open claim for its author alone, with the days of her reminders. */
export const ownClaim = z.object({
  ...ownPayout.shape,
  /** Expected delay in days, 15 to 45; null until the figures are computed. */
  expectedDays: z.nullable(z.int()),
  /** The day since which her answer is awaited; null when none is. */
  askedSince: z.nullable(day),
  nextReminderOn: z.nullable(day),
});
export type OwnClaim = z.infer<typeof ownClaim>;

/** Unanswered ones first, then the longest pending. */
export const ownClaimsResponse = z.object({
  claims: z.array(ownClaim),
  count: z.int(),
});
export type OwnClaimsResponse = z.infer<typeof ownClaimsResponse>;

const CODE_GROUP = 4;
const CODE = /^[0-9a-z]{12}$/;

/** The public code of a payout, "3K9F-X2AB-77QM": its id, easy to read aloud and type. */
export function formatPayoutCode(payoutId: string): string {
  return (
    payoutId
      .toUpperCase()
      .match(new RegExp(`.{${CODE_GROUP}}`, 'g'))
      ?.join('-') ?? ''
  );
}

/** The payout id of a typed code, with or without hyphens; null when invalid. */
export function parsePayoutCode(typed: string): string | null {
  const bare = typed.toLowerCase().replaceAll(/[\s\-–‑]/g, '');
  // Ids contain no letter that looks like a digit, so a typed one means the digit.
  const meant = bare.replaceAll('o', '0').replaceAll(/[il]/g, '1');
  return CODE.test(meant) ? meant : null;
}
