import { addDays, mondayOf, type Day } from '#shared/core/days.ts';
import {
  AMOUNT_BAND_EUROS,
  badPrice,
  DELAY_CLASS_DAYS,
  goodPrice,
  type Crowd,
  type Detail,
  type Level,
  type Window,
} from '#shared/evidence/publication/meter.ts';
import { type SlipOutcome } from '#shared/directory/slip-figures.ts';

/** A uniform integer from 0 to `below` - 1, from a cryptographic source; tests inject a seeded one. */
export type DrawInteger = (below: number) => number;

/** One of the Mondays after `day`, each of `weeks` as likely. */
export function drawMonday(day: Day, weeks: number, draw: DrawInteger): Day {
  return addDays(mondayOf(day), 7 * (1 + draw(weeks)));
}

export type SlipContent = {
  readonly window: Window;
  /** Index of its class; null without a detail. */
  readonly detail: Exclude<Detail, 'none'> | null;
  readonly detailClass: number | null;
  readonly price: number;
};

/** The facts of a report that a slip can tell. */
type ReportFacts = {
  readonly outcome: SlipOutcome;
  /** Null where its author forgot the day. */
  readonly delayDays: number | null;
  /** Null without an exchange rate. */
  readonly amountEuros: number | null;
};

/** The content of a slip at this level of detail, and its price. Omits a detail that is unknown. */
export function slipContent(
  report: ReportFacts,
  { good, bad, detail }: Level,
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

/** The index of the class of a report's delay or amount; null where it is unknown. */
function detailClassOf({ delayDays, amountEuros }: ReportFacts, detail: Detail): number | null {
  if (detail === 'delay' && delayDays !== null) {
    return DELAY_CLASS_DAYS.findIndex((most) => delayDays <= most);
  }
  if (detail === 'amount' && amountEuros !== null) {
    return AMOUNT_BAND_EUROS.findIndex((below) => amountEuros < below);
  }
  return null;
}

/** Estimated share of registered accounts that work, where no better number is known. */
const WORKING_ACCOUNTS_SHARE = 0.02;

/** Paid workers of 12 months by a platform's sourced facts; null without one. */
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
