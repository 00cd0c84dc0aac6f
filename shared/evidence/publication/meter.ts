/**
 * The rules of the meter, which decides what is published of a report, so that the platform, with
 * its ledger, is left with many workers who could have written it. Prices and bounds were tuned in
 * `bench/anonymity`, with an attacker who computes the exact likelihood of each worker.
 */

import type { SlipOutcome } from '#shared/directory/slip-figures.ts';

/** Lengths of windows in weeks; the day of publication is drawn evenly among their Mondays. */
export const GOOD_WINDOWS = [4, 13] as const;
export const BAD_WINDOWS = [13, 26, 52] as const;
const LONGEST_GOOD_WINDOW = 13;
const LONGEST_BAD_WINDOW = 52;
type GoodWindow = (typeof GOOD_WINDOWS)[number];
type BadWindow = (typeof BAD_WINDOWS)[number];
export type ReleaseWindow = GoodWindow | BadWindow;

/** The delay of a payout: at most 3, 7, 14 and 30 days, and more. */
export const DELAY_CLASS_DAYS = [3, 7, 14, 30, Infinity] as const;
/** The amount of a payout: under 10, 30 and 100 euros, and more. */
export const AMOUNT_BAND_EUROS = [10, 30, 100, Infinity] as const;
/**
 * The detail that a slip shows beside its outcome: the delay or the amount, as the index of its
 * class, or neither.
 */
export const SLIP_DETAILS = ['delay', 'amount', 'none'] as const;
export type SlipDetail = (typeof SLIP_DETAILS)[number];

/** Length in weeks of the window of a report that its author shows knowingly, whatever her budget. */
export const KNOWING_WINDOW = 4;

/**
 * Days within which a second slip of an author with the same outcome has less weight, and, from the
 * Monday of the first one on, cannot be shown knowingly: figures are of a year, in which each voice
 * counts fully once.
 */
export const SAME_VOICE_DAYS = 365;

/** One report in DETAIL_ONE_IN shows its detail; it is drawn independently of the value. */
export const DETAIL_ONE_IN = 3;
/** Days for which a slip counts against its author's budget. */
export const BUDGET_DAYS = 1095;

/** Minimum number of plausible authors that the prices of good news have to leave. */
export const GOOD_MIN_CROWD = 80;
/** Minimum number of plausible authors that the prices of bad news have to leave. */
export const BAD_MIN_CROWD = 100;
/** Slips of 13 weeks that must stay affordable after a slip of a finer window. */
const RESERVED_SLIPS = 1;

/** Share of the paid workers who could have written good news of a window. */
const GOOD_PRICES: Record<GoodWindow, number> = { 4: 0.15, 13: 0.3 };
/**
 * Share of the paid workers who could have written bad news of a window, for each unit of the
 * platform's share of bad news.
 */
const BAD_PRICES: Record<BadWindow, number> = { 13: 2.5, 26: 5, 52: 9 };
/**
 * Price of bad news that is shown knowingly within KNOWING_WINDOW weeks, for each unit of the share of
 * bad news; about a third of the price of 13 weeks.
 */
const KNOWING_BAD_PRICE = 0.8;
const DETAIL_PRICES: Record<SlipDetail, readonly number[]> = {
  delay: [0.05, 0.2, 0.3, 0.15, 0.04],
  amount: [0.15, 0.3, 0.25, 0.06],
  none: [1],
};
/** Mean price of each detail, by which `chooseLevel` decides whatever the detail's value. */
const DETAIL_MEAN_PRICES: Record<SlipDetail, number> = { delay: 0.14, amount: 0.14, none: 1 };

/**
 * Lower bound of the share of bad news in prices, which otherwise use half of the platform's share.
 */
const MIN_BAD_SHARE = 0.01;

/** The facts about a platform's workers that the meter uses on the day of a report. */
export type Crowd = {
  /** Paid workers of 12 months: see `crowdSize`. */
  workers: number;
  /**
   * Share of bad reports among those of established members, 0 to 1: the smaller one of 90 and of 365
   * days, since a bad month must not make the following quiet months look like a crowd.
   */
  badShare: number;
};

const MIN_WORKERS = 200;
/** Assumed number of paid workers for each established member who reported on a platform. */
const WORKERS_PER_ESTABLISHED = 20;
/**
 * Upper bound of a platform's workers per established member: a source that states their number can
 * be wrong, or bought.
 */
const MAX_WORKERS_PER_ESTABLISHED = 50;

/**
 * Paid workers of 12 months that the meter counts on. `sourced` is their number from a source other
 * than the platform, null without one; `established` is the number of established members who
 * reported there in 12 months.
 */
export function crowdSize(sourced: number | null, established: number): number {
  if (sourced === null) return Math.max(MIN_WORKERS, WORKERS_PER_ESTABLISHED * established);
  const most = Math.max(MIN_WORKERS, MAX_WORKERS_PER_ESTABLISHED * established);
  return Math.min(sourced, most);
}

/** The share of the paid workers who could have written this good news. */
export function goodPrice(window: GoodWindow, detail: SlipDetail, value: number): number {
  return GOOD_PRICES[window] * (DETAIL_PRICES[detail][value] ?? 0);
}

/** The share of the paid workers who could have written bad news of this window. */
export function badPrice(window: BadWindow, badShare: number): number {
  return priceOfBadNews(badShare, BAD_PRICES[window]);
}

/** Price of bad news: `rarity` times half the share of bad reports. */
function priceOfBadNews(badShare: number, rarity: number): number {
  return Math.min(1, Math.max(MIN_BAD_SHARE, badShare / 2) * rarity);
}

/** The share of the paid workers who could have written a report that its author shows knowingly. */
export function knowingPrice(outcome: SlipOutcome, badShare: number): number {
  return outcome === 'paid'
    ? GOOD_PRICES[KNOWING_WINDOW]
    : priceOfBadNews(badShare, KNOWING_BAD_PRICE);
}

/** The share of the paid workers left by good news of this level, whatever the value of its detail. */
export function meanGoodPrice({ good, detail }: PublicationLevel): number {
  return GOOD_PRICES[good] * DETAIL_MEAN_PRICES[detail];
}

/**
 * The windows of good and of bad news in weeks, and the detail of good news, with which a report is
 * published.
 */
export type PublicationLevel = { good: GoodWindow; detail: SlipDetail; bad: BadWindow };

const LEVELS: readonly (readonly [GoodWindow, boolean])[] = [
  [4, true],
  [13, true],
  [4, false],
  [13, false],
];

/**
 * Chooses the finest level at which a report may be published; null if it is held back. Good and bad
 * news are published or held back alike: otherwise one of them would be shown more often.
 * @param spent the product of the prices of the author's slips on the platform in `BUDGET_DAYS`
 * @param detail the detail drawn for this report, `none` for most
 * @param later whether its author allows the longest windows, so that more workers could have written
 * it
 */
export function chooseLevel(
  crowd: Crowd,
  spent: number,
  detail: SlipDetail,
  later = false,
): PublicationLevel | null {
  const left = crowd.workers * spent;
  const windows = later ? ([LONGEST_BAD_WINDOW] as const) : BAD_WINDOWS;
  const bad = windows.find((window) => left * badPrice(window, crowd.badShare) >= BAD_MIN_CROWD);
  if (bad === undefined) return null;
  for (const [good, detailed] of LEVELS) {
    if ((detailed && detail === 'none') || (later && good !== LONGEST_GOOD_WINDOW)) continue;
    const shown = detailed ? detail : 'none';
    const after = left * GOOD_PRICES[good] * DETAIL_MEAN_PRICES[shown];
    const next =
      after *
      GOOD_PRICES[LONGEST_GOOD_WINDOW] ** RESERVED_SLIPS *
      badPrice(LONGEST_BAD_WINDOW, crowd.badShare);
    const mustReserve = good === 4 && !detailed;
    if (after >= GOOD_MIN_CROWD && (!mustReserve || next >= BAD_MIN_CROWD)) {
      return { good, detail: shown, bad };
    }
  }
  return null;
}
