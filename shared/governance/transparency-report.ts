import { z } from 'zod/mini';
import { MEASURES } from '#shared/core/moderation-decisions.ts';
import { CASE_DECISION_STAGES } from './case-decisions.ts';
import { caseOrigin, flagReasonCode, caseSubjectKind } from './cases.ts';
import { demandAsks, demandOutcome, demandSender } from './legal-demands.ts';
import { day, month } from '#shared/core/form-fields.ts';

/**
 * Moderation statistics. They never reveal who flagged, appealed or was drawn; months only have
 * totals, so that no single act can be inferred.
 */

export const TRANSPARENCY_MONTHS_SHOWN = 24;

export const transparencyReportQuery = z.object({
  /** The year of the figures; all years by default. */
  year: z.optional(z.coerce.number().check(z.int(), z.gte(2000), z.lte(2999))),
});

const count = z.int();
/** Median in hours or days; null without values. */
const median = z.nullable(z.number());

/** Counts of work with a promised deadline. */
const promised = {
  /** Work done; `inTime` is how much of it met its deadline. */
  done: count,
  inTime: count,
  /** Work not done yet; `late` is how much of it is past its deadline. */
  waiting: count,
  late: count,
};

/** Time from the opening of a case to its first human decision. */
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
  /** Flags by members who say that they represent the party rated. */
  ratedParty: count,
  byReason: z.array(
    z.object({
      reason: flagReasonCode,
      waiting: count,
      upheld: count,
      notUpheld: count,
      unfounded: count,
    }),
  ),
  /** Private messages that their recipients flagged to moderators. */
  messages: z.object({ total: count, waiting: count, suspended: count, none: count }),
  /** Number of pauses from flagging; `pausedNow` is that of those in force today. */
  pauses: count,
  pausedNow: count,
});

const cases = z.object({
  opened: count,
  closed: count,
  /** Cases closed automatically, since the author withdrew the subject. */
  withdrawn: count,
  byOrigin: z.array(z.object({ origin: caseOrigin, count })),
  byKind: z.array(z.object({ kind: caseSubjectKind, count })),
});

/** Items waiting at this moment, whatever the period. */
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
  byStage: z.array(z.object({ stage: z.enum(CASE_DECISION_STAGES), count })),
  /**
   * Decisions by one person; the next three fields are those by two, by a jury, and automatic ones.
   */
  alone: count,
  two: count,
  jury: count,
  automated: count,
  /** Decisions without a case: on platforms, proofs, findings and threads. */
  others: z.array(z.object({ kind: z.string(), count })),
});

const veils = z.object({
  total: count,
  /**
   * Veils that a second person confirmed; `lifted` are those that somebody lifted, `expired` those
   * that nobody confirmed in time.
   */
  confirmed: count,
  lifted: count,
  expired: count,
  /** Veils not ended yet; the author may have withdrawn the subject meanwhile. */
  open: count,
});

const appeals = z.object({
  total: count,
  open: count,
  upheld: count,
  reversed: count,
  /** Appeals that no jury could decide; `withdrawn` are those that their author withdrew. */
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
  /** Juries whose case ended meanwhile. */
  dropped: count,
  medianHours: median,
  jurors: z.object({
    drawn: count,
    voted: count,
    declined: count,
    silent: count,
    /** Jurors who could not sit: a party by then, or in lockstep with one. */
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
  /** Moderators in office by public handle; the end of each term is known in advance. */
  inForce: z.array(z.object({ handle: z.string(), since: day, endsOn: day })),
  /** Number of former moderators. */
  left: count,
});

export const transparencyReportResponse = z.object({
  /** The year of the figures; null for the time since the beginning. */
  year: z.nullable(count),
  /** The first day counted; `to` is the last, or today if the period is not over. */
  from: day,
  to: day,
  /** The years with figures, latest first. */
  years: z.array(count),
  /** Nothing happened in the period. */
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
export type TransparencyReport = z.infer<typeof transparencyReportResponse>;

/** Share of decided appeals that reversed the decision, 0 to 1; null without any. */
export function appealReversalRate({
  upheld,
  reversed,
}: TransparencyReport['appeals']): number | null {
  const decided = upheld + reversed;
  return decided === 0 ? null : reversed / decided;
}
