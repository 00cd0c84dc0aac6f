import { z } from 'zod/mini';
import { publicAuthor } from './authors.ts';
import { hiding } from '#shared/governance/cases.ts';
import { checkMark } from './checks.ts';
import { isDay } from '#shared/core/days.ts';
import {
  alike,
  checkbox,
  currency,
  day,
  formControls,
  id,
  limit,
  month,
  shortText,
  slug,
  typedAmount,
} from '#shared/core/fields.ts';
import { pictureFields } from '#shared/media/pictures.ts';
import { MAX_MESSAGE_LENGTH } from '#shared/community/messages.ts';
import { method } from '#shared/directory/platforms.ts';

/** What can be reported of a pay-out. */
export const REPORTED_OUTCOMES = ['received', 'waiting', 'refused'] as const;
export const reportedOutcome = z.enum(REPORTED_OUTCOMES);
/** What has become of a pay-out: who waited for it may also give up. */
export const OUTCOMES = [...REPORTED_OUTCOMES, 'given-up'] as const;
export const outcome = z.enum(OUTCOMES);
export type Outcome = z.infer<typeof outcome>;

/** Why a platform refused a pay-out, as it told its author. */
export const REFUSALS = ['no-reason', 'quality', 'account-closed', 'threshold', 'other'] as const;
export const refusal = z.enum(REFUSALS);
export type Refusal = z.infer<typeof refusal>;

/** How many pay-outs one answer carries. */
export const PAYOUTS_PAGE_SIZE = 24;
export const OWN_PAYOUTS_PAGE_SIZE = 50;

const facts = {
  expected: typedAmount,
  currency,
  /** Left out where all that was expected came. */
  received: z.optional(typedAmount),
  fee: z.optional(typedAmount),
  method,
  /** The day it was asked, or due where the platform pays by itself. */
  askedOn: day,
  dueByItself: checkbox,
  receivedOn: z.optional(day),
  /** Received, on a day that its author no longer knows. */
  dateForgotten: checkbox,
  /** Received after the platform replied to its author. */
  afterReply: checkbox,
  refusedOn: z.optional(day),
  refusal: z.optional(refusal),
  /** A mobile-money message; kept with all covered that `coverMessage` covers. */
  message: z.optional(
    z.string().check(
      z.overwrite((text) => text.replaceAll('\r\n', '\n')),
      z.maxLength(MAX_MESSAGE_LENGTH),
    ),
  ),
  solicited: checkbox,
  signed: checkbox,
  alike,
  ...pictureFields,
};

export const payoutFacts = z.object({ outcome, ...facts });
export type PayoutFacts = z.infer<typeof payoutFacts>;

/** `platform` is a name, alias, domain or slug; a picture travels beside as file `screenshot`. */
export const payoutForm = z.object({
  ...formControls,
  outcome: reportedOutcome,
  ...facts,
  platform: shortText,
});
export type PayoutForm = z.infer<typeof payoutForm>;

/** All facts anew; without a picture the one that is there stays, unless it is to be removed. */
export const payoutCorrection = z.object({
  ...formControls,
  outcome,
  ...facts,
  removeScreenshot: checkbox,
});
export type PayoutCorrection = z.infer<typeof payoutCorrection>;

/** What a form without fields sends; a script may send nothing. */
export const payoutControls = z.nullish(z.object(formControls));

/** Where the next page begins: made of published values alone, "2026-11_id". */
export const payoutCursor = z.string().check(z.regex(/^[12]\d{3}-(0[1-9]|1[0-2])_[0-9a-z]{12}$/));

export const proofLevel = z.enum(['confirmed', 'screenshot', 'declared']);

const money = z.object({ minor: z.int(), currency });
const picture = z.object({ url: z.string(), width: z.int(), height: z.int() });
const platformName = z.object({ slug, name: z.string() });

/** A pay-out as everybody sees it: amounts rounded, the month asked, the delay in days. */
export const publishedPayout = z.object({
  id,
  platform: platformName,
  state: outcome,
  expected: money,
  received: z.nullable(money),
  /** Of the rounded amounts, 0 to 1; null while nothing was received. */
  shareReceived: z.nullable(z.number()),
  askedMonth: month,
  /** From asked to received, refused or given up; null while waiting, or where it was forgotten. */
  delayDays: z.nullable(z.int()),
  dateForgotten: z.boolean(),
  afterReply: z.boolean(),
  refusal: z.nullable(refusal),
  /** Days since the middle of the month asked; null once settled. */
  waitedAboutDays: z.nullable(z.int()),
  /** The month in which its author last said that she still waits. */
  stillWaitingMonth: z.nullable(month),
  /** Waiting, and its author left two reminders unanswered. */
  noNews: z.boolean(),
  method,
  dueByItself: z.boolean(),
  solicited: z.boolean(),
  /** A finding of a campaign names its author here: it weighs nothing for now. */
  suspect: z.boolean(),
  author: publicAuthor,
  postedMonth: month,
  /** What it weighs as. */
  proof: proofLevel,
  /** Confirmations by others that count. */
  confirmations: z.int(),
  /** Its picture is said to show personal data: nobody but its author is given it. */
  covered: z.boolean(),
  checks: z.array(checkMark),
  /** A payment message that its author pasted: covered text, which anybody could have typed. */
  message: z.nullable(z.string()),
  screenshot: z.nullable(z.object({ thumbnail: picture, reading: picture })),
  /** By a decision: then it counts nowhere, and removed its message and picture stay here. */
  hiding,
  can: z.object({ edit: z.boolean() }),
});
export type PublishedPayout = z.infer<typeof publishedPayout>;

/** A box left open in a filter sends nothing. */
const choice = z.optional(checkbox);

const payoutFilters = {
  platform: z.optional(slug),
  method: z.optional(method),
  state: z.optional(outcome),
  /** Only those with a picture. */
  screenshot: choice,
  /** The month asked. */
  month: z.optional(month),
  /** Of the amounts below; euros where it is left out. */
  currency: z.optional(currency),
  /** Rounded, received or else expected, is at least this and at most that. */
  from: z.optional(typedAmount),
  to: z.optional(typedAmount),
};
export const payoutsFilter = z.object(payoutFilters);
export type PayoutFilters = z.infer<typeof payoutsFilter>;
export const payoutsQuery = z.object({
  ...payoutFilters,
  before: z.optional(payoutCursor),
  limit: limit(PAYOUTS_PAGE_SIZE),
});
export type PayoutsQuery = z.infer<typeof payoutsQuery>;

/** No further are pay-outs counted that a filter fits. */
export const MOST_COUNTED = 1_000;
export const payoutsCount = z.object({
  count: z.int(),
  /** There are more than were counted. */
  more: z.boolean(),
});
export type PayoutsCount = z.infer<typeof payoutsCount>;

export const payoutsResponse = z.object({
  payouts: z.array(publishedPayout),
  next: z.nullable(payoutCursor),
});
export type PayoutsResponse = z.infer<typeof payoutsResponse>;

/** What the public record says of a pay-out: kinds of acts by month, the oldest first. */
export const payoutHistory = z.object({
  acts: z.array(z.object({ month, kind: z.string(), times: z.int() })),
});
export type PayoutHistory = z.infer<typeof payoutHistory>;

/** A pay-out as its author alone sees it: exact. */
export const ownPayout = z.object({
  id,
  platform: platformName,
  state: outcome,
  currency,
  expectedMinor: z.int(),
  receivedMinor: z.nullable(z.int()),
  feeMinor: z.nullable(z.int()),
  method,
  askedOn: day,
  settledOn: z.nullable(day),
  dateForgotten: z.boolean(),
  afterReply: z.boolean(),
  refusal: z.nullable(refusal),
  stillWaitingOn: z.nullable(day),
  publishedOn: day,
  dueByItself: z.boolean(),
  solicited: z.boolean(),
  signed: z.boolean(),
  hasScreenshot: z.boolean(),
  message: z.nullable(z.string()),
  /** Until when a member's word covers its picture; the past where it came back. */
  coveredUntil: z.nullable(z.string()),
  /** A decision keeps its picture covered. */
  coverHeld: z.boolean(),
  hiding,
});
export type OwnPayout = z.infer<typeof ownPayout>;

/** Where the next page of one's own begins. */
export const ownPayoutCursor = z.string().check(
  z.regex(/^[12]\d{3}-\d\d-\d\d_[0-9a-z]{12}$/),
  z.refine((cursor) => isDay(cursor.slice(0, 10))),
);

export const ownPayoutsResponse = z.object({
  payouts: z.array(ownPayout),
  next: z.nullable(ownPayoutCursor),
});

/**
 * A pay-out as the standing weighs it: `author` joins those of one member on this platform, what she
 * signed apart from what she did not.
 */
export const weighedPayout = z.object({
  author: z.string(),
  established: z.boolean(),
  solicited: z.boolean(),
  /** A finding of a campaign that stands names it: it weighs nothing. */
  suspect: z.boolean(),
  proof: proofLevel,
  state: outcome,
  expectedRounded: z.int(),
  receivedRounded: z.nullable(z.int()),
  shareReceived: z.number(),
  askedMonth: month,
  delayDays: z.nullable(z.int()),
  postedMonth: month,
  stillWaitingMonth: z.nullable(month),
  /** By published values: from two on it is no news. */
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
