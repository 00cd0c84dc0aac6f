import { z } from 'zod/mini';
import { publicAuthor } from '#shared/directory/public-author.ts';
import { hiding } from '#shared/core/moderation-decisions.ts';
import { listedPayoutCheck } from './proof-verification.ts';
import { isDay } from '#shared/core/days.ts';
import {
  signAllAlike,
  checkbox,
  currency,
  day,
  commonFormFields,
  id,
  listLimit,
  month,
  shortText,
  slug,
  typedAmount,
} from '#shared/core/form-fields.ts';
import { pictureFields } from '#shared/media/picture-forms.ts';
import { accountFields } from '#shared/identity/accounts.ts';
import { paymentMethod } from '#shared/directory/platforms.ts';

/** Outcomes with which a payout can be reported. */
export const REPORTED_PAYOUT_OUTCOMES = ['received', 'waiting', 'refused'] as const;
export const reportedPayoutOutcome = z.enum(REPORTED_PAYOUT_OUTCOMES);
/** Outcomes of a payout; a pending one can also be written off. */
export const PAYOUT_OUTCOMES = [...REPORTED_PAYOUT_OUTCOMES, 'given-up'] as const;
export const payoutOutcome = z.enum(PAYOUT_OUTCOMES);
export type PayoutOutcome = z.infer<typeof payoutOutcome>;

/** Reasons for a refusal, as the platform gave them. */
export const REFUSAL_REASONS = [
  'no-reason',
  'quality',
  'account-closed',
  'threshold',
  'other',
] as const;
export const refusalReasonCode = z.enum(REFUSAL_REASONS);
export type RefusalReasonCode = z.infer<typeof refusalReasonCode>;

/** Payouts per page. */
export const PAYOUTS_PAGE_SIZE = 24;
export const OWN_PAYOUTS_PAGE_SIZE = 50;

const facts = {
  expected: typedAmount,
  currency,
  /** Omitted when the expected amount was received in full. */
  received: z.optional(typedAmount),
  fee: z.optional(typedAmount),
  method: paymentMethod,
  /** The day of request, or the due day where the platform pays automatically. */
  askedOn: day,
  dueByItself: checkbox,
  receivedOn: z.optional(day),
  /** Received on a day that the author has forgotten. */
  dateForgotten: checkbox,
  /** Received after the platform replied to its author. */
  afterReply: checkbox,
  refusedOn: z.optional(day),
  refusal: z.optional(refusalReasonCode),
  solicited: checkbox,
  signed: checkbox,
  alike: signAllAlike,
  ...pictureFields,
};

export const payoutFacts = z.object({ outcome: payoutOutcome, ...facts });
export type PayoutFacts = z.infer<typeof payoutFacts>;

/** `platform` is a name, alias, domain or slug; the picture is uploaded as file `screenshot`. */
export const payoutForm = z.object({
  ...commonFormFields,
  outcome: reportedPayoutOutcome,
  ...facts,
  platform: shortText,
});
export type PayoutForm = z.infer<typeof payoutForm>;

/** A payout with the account of a visitor, made or opened by the same form. */
export const payoutWithAccountForm = z.object({ ...payoutForm.shape, ...accountFields });
export type PayoutWithAccountForm = z.infer<typeof payoutWithAccountForm>;

/**
 * The facts that replace those of a payout. The existing picture stays unless a new one is sent, or
 * it is to be removed.
 */
export const payoutCorrection = z.object({
  ...commonFormFields,
  outcome: payoutOutcome,
  ...facts,
  removeScreenshot: checkbox,
});
export type PayoutCorrection = z.infer<typeof payoutCorrection>;

/** Cursor of the next page, made of published values only: "2026-11_id". */
export const payoutCursor = z.string().check(z.regex(/^[12]\d{3}-(0[1-9]|1[0-2])_[0-9a-z]{12}$/));

export const proofLevel = z.enum(['confirmed', 'screenshot', 'declared']);

const money = z.object({ minor: z.int(), currency });
const picture = z.object({ url: z.string(), width: z.int(), height: z.int() });
const platformName = z.object({ slug, name: z.string() });

/** A payout as the public sees it: amounts rounded, the month of request, the delay in days. */
export const publishedPayout = z.object({
  id,
  platform: platformName,
  state: payoutOutcome,
  expected: money,
  received: z.nullable(money),
  /**
   * Received share of the expected amount, both rounded, 0 to 1; null while nothing was received.
   */
  shareReceived: z.nullable(z.number()),
  askedMonth: month,
  /** From request to receipt, refusal or write-off; null while pending or when forgotten. */
  delayDays: z.nullable(z.int()),
  dateForgotten: z.boolean(),
  afterReply: z.boolean(),
  refusal: z.nullable(refusalReasonCode),
  /** Days since the middle of the month of request; null once settled. */
  waitedAboutDays: z.nullable(z.int()),
  /** The month in which its author last confirmed that it is pending. */
  stillWaitingMonth: z.nullable(month),
  /** Pending, and its author left two reminders unanswered. */
  noNews: z.boolean(),
  method: paymentMethod,
  dueByItself: z.boolean(),
  solicited: z.boolean(),
  /** A finding names its author as a suspect: it weighs nothing for now. */
  suspect: z.boolean(),
  author: publicAuthor,
  postedMonth: month,
  /** Level of proof by which the payout weighs in the standing. */
  proof: proofLevel,
  /** Confirmations by other members that count. */
  confirmations: z.int(),
  /** The picture is reported to show personal data: only the author gets it. */
  covered: z.boolean(),
  checks: z.array(listedPayoutCheck),
  screenshot: z.nullable(z.object({ thumbnail: picture, reading: picture })),
  /**
   * Hidden by a decision: it counts nowhere, and if removed its picture is left out.
   */
  hiding,
  can: z.object({ edit: z.boolean() }),
});
export type PublishedPayout = z.infer<typeof publishedPayout>;

/** An unticked box of a filter sends nothing. */
const choice = z.optional(checkbox);

const payoutFilters = {
  platform: z.optional(slug),
  method: z.optional(paymentMethod),
  state: z.optional(payoutOutcome),
  /** Whether to list only payouts with a picture. */
  screenshot: choice,
  /** The month of request. */
  month: z.optional(month),
  /** Currency of the two bounds below; euros by default. */
  currency: z.optional(currency),
  /** Lower bound of the rounded amount, received or else expected; inclusive, as is `to`. */
  from: z.optional(typedAmount),
  to: z.optional(typedAmount),
};
export const payoutsFilter = z.object(payoutFilters);
export type PayoutFilters = z.infer<typeof payoutsFilter>;
export const payoutsQuery = z.object({
  ...payoutFilters,
  before: z.optional(payoutCursor),
  limit: listLimit(PAYOUTS_PAGE_SIZE),
});
export type PayoutsQuery = z.infer<typeof payoutsQuery>;

/** Payouts that match a filter are counted up to this number. */
export const MAX_PAYOUTS_COUNTED = 1_000;
export const payoutsCount = z.object({
  count: z.int(),
  /** Whether more match than were counted. */
  more: z.boolean(),
});
export type PayoutsCount = z.infer<typeof payoutsCount>;

export const payoutsResponse = z.object({
  payouts: z.array(publishedPayout),
  next: z.nullable(payoutCursor),
});
export type PayoutsResponse = z.infer<typeof payoutsResponse>;

/** The public record of a payout: kinds of acts by month, oldest first. */
export const payoutHistory = z.object({
  acts: z.array(z.object({ month, kind: z.string(), times: z.int() })),
});
export type PayoutHistory = z.infer<typeof payoutHistory>;

/** A payout for its author alone: exact values. */
export const ownPayout = z.object({
  id,
  platform: platformName,
  state: payoutOutcome,
  currency,
  expectedMinor: z.int(),
  receivedMinor: z.nullable(z.int()),
  feeMinor: z.nullable(z.int()),
  method: paymentMethod,
  askedOn: day,
  settledOn: z.nullable(day),
  dateForgotten: z.boolean(),
  afterReply: z.boolean(),
  refusal: z.nullable(refusalReasonCode),
  stillWaitingOn: z.nullable(day),
  publishedOn: day,
  dueByItself: z.boolean(),
  solicited: z.boolean(),
  signed: z.boolean(),
  hasScreenshot: z.boolean(),
  /** Until when a report covers its picture; in the past when it was uncovered. */
  coveredUntil: z.nullable(z.string()),
  /** A decision keeps the payout's picture covered. */
  coverHeld: z.boolean(),
  hiding,
});
export type OwnPayout = z.infer<typeof ownPayout>;

/** Cursor of the next page of the member's own payouts. */
export const ownPayoutCursor = z.string().check(
  z.regex(/^[12]\d{3}-\d\d-\d\d_[0-9a-z]{12}$/),
  z.refine((cursor) => isDay(cursor.slice(0, 10))),
);

export const ownPayoutsResponse = z.object({
  payouts: z.array(ownPayout),
  next: z.nullable(ownPayoutCursor),
});

/**
 * A payout as the standing weighs it: `author` joins those of one member on this platform, signed
 * and unsigned ones separately.
 */
export const weighedPayout = z.object({
  author: z.string(),
  established: z.boolean(),
  solicited: z.boolean(),
  /** An open finding names it as suspect: it weighs nothing. */
  suspect: z.boolean(),
  proof: proofLevel,
  state: payoutOutcome,
  expectedRounded: z.int(),
  receivedRounded: z.nullable(z.int()),
  shareReceived: z.number(),
  askedMonth: month,
  delayDays: z.nullable(z.int()),
  postedMonth: month,
  stillWaitingMonth: z.nullable(month),
  /** Number of unanswered reminders, by published values; from two on the payout is "no news". */
  unansweredReminders: z.int(),
  promiseDays: z.nullable(z.int()),
  expectedDays: z.int(),
  weight: z.number(),
  paid: z.number(),
  unpaid: z.number(),
});
export const weighedPayoutsResponse = z.object({
  platform: platformName,
  computedOn: day,
  payouts: z.array(weighedPayout),
});
export type WeighedPayoutsResponse = z.infer<typeof weighedPayoutsResponse>;
