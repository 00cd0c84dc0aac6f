import { z } from 'zod/mini';
import { hiding } from '#shared/core/moderation-decisions.ts';
import { isDay } from '#shared/core/days.ts';
import {
  signAllAlike,
  checkbox,
  currency,
  day,
  commonFormFields,
  id,
  month,
  shortText,
  slug,
  typedAmount,
} from '#shared/core/form-fields.ts';
import { pictureFields } from '#shared/media/picture-forms.ts';
import { accountFields } from '#shared/identity/accounts.ts';
import { paymentMethod } from '#shared/directory/payment-methods.ts';

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

export const OWN_PAYOUTS_PAGE_SIZE = 50;

const facts = {
  expected: typedAmount,
  currency,
  /** Omitted when the expected amount was received in full. */
  received: z.optional(typedAmount),
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
  /** `discreet`: the proof shows nothing beside the outcome, whatever else is ticked. */
  openness: z.optional(z.enum(['discreet', 'open'])),
  signed: checkbox,
  /** Whether its proof shows the rounded amount, and the month asked. */
  showsAmount: checkbox,
  showsMonth: checkbox,
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
  /**
   * The detail that the slip may show beside the outcome, if it is drawn to show one; the delay by
   * default.
   */
  detail: z.optional(z.enum(['delay', 'amount', 'none'])),
  /** The author allows a longer window, so that more workers could have written the report. */
  later: checkbox,
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

const platformName = z.object({ slug, name: z.string() });

/** The public record of a payout: kinds of acts by month, oldest first. */
export const payoutHistory = z.object({
  acts: z.array(z.object({ month, kind: z.string(), times: z.int() })),
});
export type PayoutHistory = z.infer<typeof payoutHistory>;

/** The state of publication of a report, for its author alone. */
export const ownPublication = z.object({
  /**
   * The report waits in a slip, was released, joined a waiting slip, or is held back; `none` while
   * there is nothing to say.
   */
  state: z.enum(['waits', 'released', 'joined', 'held-back', 'none']),
  /** The Monday of the slip that waits; null without one. */
  monday: z.nullable(day),
  /** Reports in the slip that waits, this one included; 0 without one. */
  reports: z.int(),
  /**
   * The day from which the report counts for the standing; null when it counts from the day of posting.
   */
  countingOn: z.nullable(day),
});
export type OwnPublication = z.infer<typeof ownPublication>;

/** A payout for its author alone. Its exact amounts and days are on the device that reported it. */
export const ownPayout = z.object({
  id,
  platform: platformName,
  state: payoutOutcome,
  currency,
  /** The class of its amount, received or else expected: index in `AMOUNT_BAND_EUROS`. */
  amountBand: z.int(),
  /** Share of the expected amount that was received, rounded down; null unless received. */
  receivedShare: z.nullable(z.number()),
  /** The rounded amount that its proof shows; null unless it shows one. */
  shownMinor: z.nullable(z.int()),
  method: paymentMethod,
  askedMonth: month,
  /** While it waits: the day asked, where it is known. */
  askedOn: z.nullable(day),
  /** Days until it was settled, as the middle of their class; null without a day. */
  delayDays: z.nullable(z.int()),
  dateForgotten: z.boolean(),
  afterReply: z.boolean(),
  refusal: z.nullable(refusalReasonCode),
  stillWaitingOn: z.nullable(day),
  publishedOn: day,
  dueByItself: z.boolean(),
  solicited: z.boolean(),
  signed: z.boolean(),
  showsAmount: z.boolean(),
  showsMonth: z.boolean(),
  /** Whether others see it as a proof now. */
  shown: z.boolean(),
  hasScreenshot: z.boolean(),
  /** Until when a report covers its picture; in the past when it was uncovered. */
  coveredUntil: z.nullable(z.string()),
  /** A decision keeps the payout's picture covered. */
  coverHeld: z.boolean(),
  hiding,
  publication: ownPublication,
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
