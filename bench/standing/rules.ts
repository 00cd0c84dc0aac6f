import { betaQuantile } from '#shared/core/beta-quantile.ts';
import { addDays, type Day } from '#shared/core/days.ts';
import {
  computeStanding,
  type PreviousStanding,
  type StandingState,
} from '#shared/evidence/standing.ts';
import { expectedPaymentDelay } from '#shared/evidence/payout-evidence.ts';
import * as STANDING_CONSTANTS from '#shared/evidence/standing-constants.ts';
import type { StandingConstants } from '#shared/evidence/standing-reports.ts';
import type { Report } from './reports.ts';
import { knownOn } from './versions.ts';

/** What a rule says of a platform: that it pays, that one should be careful, or nothing yet. */
export type Verdict = 'good' | 'bad' | 'unknown';

export type Platform = {
  readonly reports: readonly Report[];
  readonly promiseDays: number;
  /** The calendar day of day 0. */
  readonly start: Day;
};

/** A rule, asked on one day after another; a verdict may depend on the one before. */
export type Rule = {
  readonly name: string;
  readonly watch: (platform: Platform) => (day: number) => Verdict;
};

/** The rule of the site, on the values that the site keeps; with other constants where some are given. */
export function siteRule(name: string, changed: Partial<StandingConstants> = {}): Rule {
  return {
    name,
    watch: (platform) => {
      const stateOn = watchStanding(platform, changed);
      return (day) => {
        const state = stateOn(day);
        if (state === 'doubtful' || state === 'not-paying') return 'bad';
        return state === 'reliable' || state === 'promising' ? 'good' : 'unknown';
      };
    },
  };
}

export const SITE: Rule = siteRule('the site');

/** The standing of a platform, asked on one day after another. */
export function watchStanding(
  platform: Platform,
  changed: Partial<StandingConstants> = {},
): (day: number) => StandingState {
  const constants = { ...STANDING_CONSTANTS, ...changed };
  const evidenceOn = knownOn(platform, constants.UNPAID_MULTIPLE_OF_EXPECTED_DELAY);
  let previous: PreviousStanding | null = null;
  return (day) => {
    const now = addDays(platform.start, day);
    const input = { payouts: evidenceOn(day), previous, closed: false, now };
    previous = computeStanding(input, constants);
    return previous.state;
  };
}

/** A report as the simple rules read it: paid or not, from a day on, by a screenshot or not. */
type Told = { readonly day: number; readonly paid: boolean; readonly proven: boolean };

/** Fewest reports from which a simple rule says anything. */
const MIN_REPORTS = 5;
/** Times the expected delay after which the simple rules count a payout that waits as not paid. */
const UNPAID_AFTER = 1.5;

/** Reads all reports up to a day; the simple rules weigh every account alike. */
function readTold({ reports, promiseDays }: Platform, day: number): Told[] {
  const late = UNPAID_AFTER * expectedPaymentDelay(promiseDays, null);
  return reports.flatMap((report): Told[] => {
    const proven = report.proof !== 'declared';
    if (report.countsFrom > day || report.withdrawnOn <= day) return [];
    if (report.settlingCountsFrom <= day && report.outcome !== 'waiting') {
      const paid =
        report.outcome === 'received' &&
        report.shareReceived >= STANDING_CONSTANTS.PARTLY_PAID_MIN_SHARE;
      return [{ day: report.settlingCountsFrom, paid, proven }];
    }
    const lateOn = Math.max(report.countsFrom, report.askedOn + late);
    return lateOn > day ? [] : [{ day: lateOn, paid: false, proven: false }];
  });
}

/** A rule without memory: bad where the value that it computes is under its bound. */
function simpleRule(
  name: string,
  bound: number,
  valueOf: (told: readonly Told[], day: number) => number | null,
): Rule {
  return {
    name,
    watch: (platform) => (day) => {
      const value = valueOf(readTold(platform, day), day);
      if (value === null) return 'unknown';
      return value < bound ? 'bad' : 'good';
    },
  };
}

const within = (told: readonly Told[], day: number, days: number): Told[] =>
  told.filter((one) => day - one.day < days);
function shareOf(told: readonly Told[]): number | null {
  if (told.length < MIN_REPORTS) return null;
  return told.filter(({ paid }) => paid).length / told.length;
}

/** Half-life in days of the reports in the beta reputation. */
const FORGETTING_DAYS = 30;
/** Normal quantile of the upper bound of Wilson's 95 % interval. */
const WILSON_Z = 1.96;

/** What other sites do, on the same reports. */
export const OTHER_RULES: readonly Rule[] = [
  simpleRule('90-day mean', 0.7, (told, day) => shareOf(within(told, day, 90))),
  // Jøsang and Ismail, "The beta reputation system", 2002.
  simpleRule('beta, forgetting', 0.8, (told, day) => {
    if (told.length < MIN_REPORTS) return null;
    let [paid, unpaid] = [1, 1];
    for (const one of told) {
      const weight = 2 ** (-(day - one.day) / FORGETTING_DAYS);
      if (one.paid) paid += weight;
      else unpaid += weight;
    }
    return betaQuantile(0.95, paid, unpaid);
  }),
  simpleRule('Wilson, 180 days', 0.8, (told, day) => {
    const recent = within(told, day, 180);
    const [share, n] = [shareOf(recent), recent.length];
    if (share === null) return null;
    const square = WILSON_Z ** 2;
    const spread = WILSON_Z * Math.sqrt((share * (1 - share)) / n + square / (4 * n * n));
    return (share + square / (2 * n) + spread) / (1 + square / n);
  }),
  simpleRule('majority of proofs', 0.5, (told, day) =>
    shareOf(within(told, day, 60).filter(({ proven }) => proven)),
  ),
  // Five stars where it paid, one where it did not.
  simpleRule('mean of stars', 3.5, (told) => {
    const share = shareOf(told);
    return share === null ? null : 1 + 4 * share;
  }),
];
