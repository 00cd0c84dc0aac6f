import { z } from 'zod/mini';
import { day, month, slug } from '#shared/core/form-fields.ts';
import { standingState } from './standing-states.ts';

/**
 * The numbers of a platform, computed from its released slips and from nothing else, so that
 * anybody can recompute them from the published list.
 */

/**
 * Version of a platform's figures, in format and rules, stored beside them as `shape`; figures of an
 * older version are recomputed.
 */
export const EVIDENCE_FORMAT_VERSION = 11;

/**
 * Outcomes of a slip. A late payment counts as paid: few others were paid late, so a third outcome
 * would identify them. A slip that shows the delay has the class over 30 days for it.
 */
export const SLIP_OUTCOMES = ['paid', 'not-paid'] as const;
export type SlipOutcome = (typeof SLIP_OUTCOMES)[number];

/** A released slip, as everybody sees it. */
export const releasedSlip = z.object({
  monday: day,
  outcome: z.enum(SLIP_OUTCOMES),
  detail: z.nullable(z.enum(['delay', 'amount'])),
  /** Index of the detail's class; null without a detail. */
  detailClass: z.nullable(z.int()),
  /** Whether its author was established when it was released. */
  established: z.boolean(),
  /** Written on request or for money: counts for nothing. */
  solicited: z.boolean(),
});
export type ReleasedSlip = z.infer<typeof releasedSlip>;

/** All released slips of a platform. */
export const platformSlipsResponse = z.object({
  platform: z.object({ slug, name: z.string() }),
  slips: z.array(releasedSlip),
});
export type PlatformSlipsResponse = z.infer<typeof platformSlipsResponse>;

/** Days after its Monday for which a slip counts in figures. */
export const FIGURES_DAYS = 365;
/** Minimum number of slips for any share. */
export const MIN_SLIPS_OF_SHARE = 10;
/** Minimum number of slips with a delay for any statement on delays. */
export const MIN_SLIPS_OF_DELAY = 5;
/** Months for which slips are counted, the current one included. */
export const FIGURES_MONTHS = 24;
export const slipFigures = z.object({
  /** The last Monday up to which slips count; null before the first. */
  until: z.nullable(day),
  /** Number of slips of 12 months that say paid, and not paid. */
  paid: z.int(),
  notPaid: z.int(),
  /** Weighted share of paid ones, 0 to 1; null below 10 slips. */
  shareReceived: z.nullable(z.number()),
  /** Shares of the delay classes (3, 7, 14, 30 days at most, and more); empty below 5 delays. */
  delayShares: z.array(z.number()),
  /** Number of slips that show a delay. */
  delays: z.int(),
  /** Interpolated within the classes; null below 5 delays. */
  medianDelayDays: z.nullable(z.int()),
  delay95Days: z.nullable(z.int()),
  /** Slips by the month of their Monday, oldest first. */
  months: z.array(z.object({ month, paid: z.int(), notPaid: z.int() })),
  /** The standing that these slips give by themselves; null below a weight of 3. */
  standing: z.nullable(
    z.object({ state: standingState, mean: z.number(), low: z.number(), high: z.number() }),
  ),
});
export type SlipFigures = z.infer<typeof slipFigures>;
