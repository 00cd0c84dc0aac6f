import { addDays, mondayOf, type Day } from '#shared/core/days.ts';
import {
  badPrice,
  DELAY_CLASS_DAYS,
  goodPrice,
  type Crowd,
  type SlipDetail,
  type Level,
  type SlipOutcome,
  type Window,
} from '#shared/evidence/publication/meter.ts';

/** A uniform integer from 0 to `below` - 1, from a cryptographic source; tests inject a seeded one. */
export type DrawInteger = (below: number) => number;

/** One of the Mondays after `day`, each of `weeks` as likely. */
export function drawMonday(day: Day, weeks: number, draw: DrawInteger): Day {
  return addDays(mondayOf(day), 7 * (1 + draw(weeks)));
}

export type SlipContent = {
  readonly window: Window;
  /** Index of its class; null without a detail. */
  readonly detail: Exclude<SlipDetail, 'none'> | null;
  readonly detailClass: number | null;
  readonly price: number;
};

/**
 * The content of a slip at this level of detail, and its price. Omits a delay that its author
 * forgot.
 */
export function slipContent(
  report: { readonly outcome: SlipOutcome; readonly delayDays: number | null },
  { good, bad, detail }: Level,
  { badShare }: Crowd,
): SlipContent {
  const { outcome, delayDays } = report;
  const plain = { detail: null, detailClass: null };
  if (outcome === 'not-paid') return { ...plain, window: bad, price: badPrice(bad, badShare) };
  if (detail !== 'delay' || delayDays === null) {
    return { ...plain, window: good, price: goodPrice(good, 'none', 0) };
  }
  const detailClass = DELAY_CLASS_DAYS.findIndex((most) => delayDays <= most);
  return { window: good, detail, detailClass, price: goodPrice(good, detail, detailClass) };
}

/** Estimated share of registered accounts that work, where no better number is known. */
const WORKING_ACCOUNTS_SHARE = 0.02;

/**
 * How many workers a platform paid in 12 months, by its sourced facts: their number, else an estimate
 * from its registered accounts; null when neither is known.
 */
export function sourcedWorkers(facts: {
  readonly paidWorkers: number | null;
  readonly registeredAccounts: number | null;
}): number | null {
  const { paidWorkers, registeredAccounts } = facts;
  if (paidWorkers !== null || registeredAccounts === null) return paidWorkers;
  return Math.round(registeredAccounts * WORKING_ACCOUNTS_SHARE);
}

/** Good reports that every platform begins with: of three reports, one bad one is no third. */
const PRIOR_GOOD_REPORTS = 10;

/** The share of bad news, 0 to 1; low where there are few reports, so that it vouches for nobody. */
export function badShareOf({ bad, all }: { readonly bad: number; readonly all: number }): number {
  return bad / (all + PRIOR_GOOD_REPORTS);
}
