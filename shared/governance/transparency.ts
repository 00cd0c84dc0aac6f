import { z } from 'zod/mini';
import { DECISION_STAGES } from './case-decisions.ts';
import { MEASURES, caseOrigin, flagReason, subjectKind } from './cases.ts';
import { demandAsks, demandOutcome, demandSender } from './demands.ts';
import { day, month } from '#shared/core/fields.ts';

/**
 * What moderation did, in numbers. Nothing of it tells who flagged, who appealed or who was drawn;
 * months give totals alone, so that no single act can be read out of them.
 */

/** Months that stand side by side where no year is asked for. */
export const TRANSPARENCY_MONTHS = 24;

export const transparencyQuery = z.object({
  /** All years where none is given. */
  year: z.optional(z.coerce.number().check(z.int(), z.gte(2000), z.lte(2999))),
});

const count = z.int();
/** Hours or days in the middle of what was counted; null where nothing was. */
const median = z.nullable(z.number());

/** What has to be done by a date that was promised. */
const promised = {
  /** Done, and of those in time. */
  done: count,
  inTime: count,
  /** Not done yet, and of those past their date. */
  waiting: count,
  late: count,
};

/** How long it took from the opening of a case to the first decision of people. */
const delay = z.object({ decided: count, medianHours: median, nineInTenHours: median });

export const transparencyMonth = z.object({
  month,
  flags: count,
  opened: count,
  closed: count,
  decisions: count,
  appeals: count,
});
export type TransparencyMonth = z.infer<typeof transparencyMonth>;

const flags = z.object({
  total: count,
  /** By who says that she speaks for whom the thing rates. */
  ratedParty: count,
  byReason: z.array(
    z.object({
      reason: flagReason,
      waiting: count,
      upheld: count,
      notUpheld: count,
      unfounded: count,
    }),
  ),
  /** Private messages that their recipients showed to the moderators. */
  messages: z.object({ total: count, waiting: count, suspended: count, none: count }),
  /** How often a member was kept from flagging for some days, and how many are today. */
  pauses: count,
  pausedNow: count,
});

const cases = z.object({
  opened: count,
  closed: count,
  /** Closed by time alone, since the author took the thing back. */
  withdrawn: count,
  byOrigin: z.array(z.object({ origin: caseOrigin, count })),
  byKind: z.array(z.object({ kind: subjectKind, count })),
});

/** Whatever the period: what waits at this moment. */
const waiting = z.object({
  count,
  proposed: count,
  jury: count,
  oldestDays: z.nullable(count),
  ages: z.object({ today: count, days: count, week: count, older: count }),
});

const measures = Object.fromEntries(MEASURES.map((measure) => [measure, count])) as Record<
  (typeof MEASURES)[number],
  typeof count
>;

const decisions = z.object({
  total: count,
  byRule: z.array(z.object({ rule: z.string(), ...measures })),
  byOrigin: z.array(z.object({ origin: caseOrigin, count })),
  byStage: z.array(z.object({ stage: z.enum(DECISION_STAGES), count })),
  /** By how many: one alone, two, a jury, or by time alone. */
  alone: count,
  two: count,
  jury: count,
  automated: count,
  /** Decisions that are about no case: on platforms, proofs, findings and threads. */
  others: z.array(z.object({ kind: z.string(), count })),
});

const veils = z.object({
  total: count,
  /** A second person confirmed it, somebody lifted it, nobody confirmed in time. */
  confirmed: count,
  lifted: count,
  expired: count,
  /** Not ended yet; the author may have taken the thing back meanwhile. */
  open: count,
});

const appeals = z.object({
  total: count,
  open: count,
  upheld: count,
  reversed: count,
  /** No jury could decide it; who made it took it back. */
  undecided: count,
  withdrawn: count,
  byAuthor: count,
  byFlagger: count,
  medianDays: median,
});

const juries = z.object({
  called: count,
  waiting: count,
  sitting: count,
  decided: count,
  failed: count,
  /** The case ended meanwhile. */
  dropped: count,
  medianHours: median,
  jurors: z.object({
    /** Drawn, in all. */
    drawn: count,
    voted: count,
    declined: count,
    silent: count,
    /** Could not sit: a party by then, or in step with one. */
    passedOver: count,
    open: count,
  }),
});

const outside = z.object({
  notices: z.object({ received: count, notReasoned: count, ...promised }),
  disputes: z.object({ received: count, ...promised }),
  replies: z.object({
    received: count,
    published: count,
    refused: count,
    medianDays: median,
    ...promised,
  }),
});

const demands = z.object({
  total: count,
  withheld: count,
  rows: z.array(
    z.object({ sender: demandSender, asks: demandAsks, outcome: demandOutcome, count }),
  ),
});

const roles = z.object({
  /** By the code that the public knows; the end of each is known beforehand. */
  inForce: z.array(z.object({ handle: z.string(), since: day, endsOn: day })),
  /** Moderators who are none any more. */
  left: count,
});

export const transparencyResponse = z.object({
  /** Null: since the beginning. */
  year: z.nullable(count),
  /** The days counted, both included; until now where the period goes on. */
  from: day,
  to: day,
  /** The years that can be asked for, the last one first. */
  years: z.array(count),
  /** Nothing has happened in the period. */
  empty: z.boolean(),
  months: z.array(transparencyMonth),
  flags,
  cases,
  waiting,
  times: z.object({ all: delay, urgent: delay, promised: z.object(promised) }),
  decisions,
  veils,
  appeals,
  juries,
  outside,
  demands,
  roles,
});
export type Transparency = z.infer<typeof transparencyResponse>;

/** Of what was decided, the share that was reversed, 0 to 1; null where nothing was. */
export function reversalRate({ upheld, reversed }: Transparency['appeals']): number | null {
  const decided = upheld + reversed;
  return decided === 0 ? null : reversed / decided;
}
