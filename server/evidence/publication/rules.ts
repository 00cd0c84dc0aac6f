import { addDays, mondayOf, type Day } from '#shared/core/days.ts';
import {
  badPrice,
  DELAY_CLASS_DAYS,
  goodPrice,
  type Crowd,
  type SlipDetail,
  type PublicationLevel,
  type ReleaseWindow,
} from '#shared/evidence/publication/meter.ts';
import { type SlipOutcome } from '#shared/directory/slip-figures.ts';

/** A uniform integer from 0 to `below` - 1, from a cryptographic source; tests inject a seeded one. */
export type DrawInteger = (below: number) => number;

/** Draws one of the `weeks` Mondays after `day`, each equally likely. */
export function drawMonday(day: Day, weeks: number, draw: DrawInteger): Day {
  return addDays(mondayOf(day), 7 * (1 + draw(weeks)));
}

export type SlipContent = {
  readonly window: ReleaseWindow;
  /** Index of its class; null without a detail. */
  readonly detail: Exclude<SlipDetail, 'none'> | null;
  readonly detailClass: number | null;
  readonly price: number;
};

/** The facts of a report that a slip can state. */
type ReportFacts = {
  readonly outcome: SlipOutcome;
  /** Days the payment took; null where the author forgot the day it came. */
  readonly delayDays: number | null;
  /** Index of its class in AMOUNT_BAND_EUROS. */
  readonly amountBand: number | null;
};

/**
 * Returns the content of a slip at a level of detail, and its price. Leaves out a detail that is
 * unknown.
 */
export function slipContent(
  report: ReportFacts,
  { good, bad, detail }: PublicationLevel,
  { badShare }: Crowd,
): SlipContent {
  const plain = { detail: null, detailClass: null };
  if (report.outcome === 'not-paid') {
    return { ...plain, window: bad, price: badPrice(bad, badShare) };
  }
  const detailClass = detailClassOf(report, detail);
  if (detail === 'none' || detailClass === null) {
    return { ...plain, window: good, price: goodPrice(good, 'none', 0) };
  }
  return { window: good, detail, detailClass, price: goodPrice(good, detail, detailClass) };
}

/** Returns the index of the class of a report's delay or amount; null where it is unknown. */
function detailClassOf({ delayDays, amountBand }: ReportFacts, detail: SlipDetail): number | null {
  if (detail === 'delay' && delayDays !== null) {
    return DELAY_CLASS_DAYS.findIndex((most) => delayDays <= most);
  }
  return detail === 'amount' ? amountBand : null;
}

/**
 * Estimated share of a platform's registered accounts whose holders work, where the number of
 * workers is not known.
 */
const WORKING_ACCOUNTS_SHARE = 0.02;

/**
 * Returns how many workers a platform paid in 12 months, by its sourced facts: their number, else
 * an estimate from its registered accounts; null when neither is known.
 */
export function sourcedWorkers(facts: {
  readonly paidWorkers: number | null;
  readonly registeredAccounts: number | null;
}): number | null {
  const { paidWorkers, registeredAccounts } = facts;
  if (paidWorkers !== null || registeredAccounts === null) return paidWorkers;
  return Math.round(registeredAccounts * WORKING_ACCOUNTS_SHARE);
}

/**
 * Maximum number of one voice's reports in the share of bad ones; a worker who is paid each month has
 * as many. Otherwise an account with a hundred reports would decide what is published of everybody.
 */
export const MAX_REPORTS_OF_VOICE = { year: 12, quarter: 3 } as const;

/** Good reports added to every platform's own, so that one bad report of three is not a third. */
const PRIOR_GOOD_REPORTS = 10;

/**
 * Returns the share of bad reports, 0 to 1. It is low where reports are few: a high share makes bad
 * news cheap to publish, since many workers could have written it.
 */
export function badShareOf({ bad, all }: { readonly bad: number; readonly all: number }): number {
  return bad / (all + PRIOR_GOOD_REPORTS);
}
