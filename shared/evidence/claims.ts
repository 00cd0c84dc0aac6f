import { z } from 'zod/mini';
import { checkbox, currency, day, formControls, id, month, slug } from '#shared/core/fields.ts';
import { outcome, ownPayout, refusal } from './payouts.ts';

/** What the author of a claim answers when it is over. */
export const CLOSINGS = ['received', 'date-forgotten', 'refused', 'given-up'] as const;
export const closing = z.enum(CLOSINGS);
export type Closing = z.infer<typeof closing>;

/** Closes a claim: what was expected came whole, on a day or on one forgotten; or it never comes. */
export const claimAnswer = z.object({
  ...formControls,
  answer: closing,
  /** The day it was received or refused; today where it is left out. */
  on: z.optional(day),
  refusal: z.optional(refusal),
  afterReply: checkbox,
});
export type ClaimAnswer = z.infer<typeof claimAnswer>;

/** How many claims are listed of a platform, and how many of each other kind. */
export const CLAIMS_SHOWN = 6;
export const CLOSED_CLAIMS_SHOWN = 6;
/** Claims closed in this many months, the current one included, are told. */
export const CLOSED_CLAIMS_MONTHS = 3;
/** How many of her own open claims a member sees at once. */
export const OWN_CLAIMS_SHOWN = 100;

const money = z.object({ minor: z.int(), currency });

/** A pay-out that somebody waits for, as everybody sees it. */
export const publishedClaim = z.object({
  id,
  expected: money,
  askedMonth: month,
  /** Days since the middle of the month asked. */
  waitedAboutDays: z.int(),
  /** The month in which its author last said that she still waits. */
  stillWaitingMonth: z.nullable(month),
});
export type PublishedClaim = z.infer<typeof publishedClaim>;

/** A claim that its author closed, as everybody sees it. */
export const closedClaim = z.object({
  id,
  state: outcome,
  /** What came, else what was expected. */
  amount: money,
  delayDays: z.nullable(z.int()),
  dateForgotten: z.boolean(),
  afterReply: z.boolean(),
  refusal: z.nullable(refusal),
});
export type ClosedClaim = z.infer<typeof closedClaim>;

/** The claims of a platform: open ones, the longest first; those without news apart. */
export const claimsResponse = z.object({
  platform: z.object({ slug, name: z.string() }),
  open: z.array(publishedClaim),
  openCount: z.int(),
  noNews: z.array(publishedClaim),
  noNewsCount: z.int(),
  closed: z.array(closedClaim),
  /** Pay-outs received after the platform replied to their author. */
  afterReply: z.int(),
});
export type ClaimsResponse = z.infer<typeof claimsResponse>;

/** An open claim as its author alone sees it: exact, with when she is asked. */
export const ownClaim = z.object({
  ...ownPayout.shape,
  /** Within how many days it was expected, 15 to 45; null until the figures are computed. */
  expectedDays: z.nullable(z.int()),
  /** The day since which an answer of hers is awaited; null where none is. */
  askedSince: z.nullable(day),
  nextReminderOn: z.nullable(day),
});
export type OwnClaim = z.infer<typeof ownClaim>;

/** Those that await an answer first, then the longest waited for. */
export const ownClaimsResponse = z.object({
  claims: z.array(ownClaim),
  count: z.int(),
});
export type OwnClaimsResponse = z.infer<typeof ownClaimsResponse>;

const CODE_GROUP = 4;
const CODE = /^[0-9a-z]{12}$/;

/** The public code of a pay-out, "3K9F-X2AB-77QM": its id, to be read aloud and typed again. */
export function claimCode(payoutId: string): string {
  return (
    payoutId
      .toUpperCase()
      .match(new RegExp(`.{${CODE_GROUP}}`, 'g'))
      ?.join('-') ?? ''
  );
}

/** The id of the pay-out whose code somebody typed, with or without hyphens; null where it is none. */
export function readClaimCode(typed: string): string | null {
  const bare = typed.toLowerCase().replaceAll(/[\s\-–‑]/g, '');
  // Ids hold no letter that looks like a digit; who types one means the digit.
  const meant = bare.replaceAll('o', '0').replaceAll(/[il]/g, '1');
  return CODE.test(meant) ? meant : null;
}
