import { betaQuantile } from '#shared/core/beta-quantile.ts';
import type { Day } from '#shared/core/days.ts';
import { isPayoutCounted, payoutOutcome, type PayoutEvidence } from './payout-evidence.ts';
import * as constants from './standing-constants.ts';
import { weighReports, type StandingConstants, type WeighedReport } from './standing-reports.ts';

/** The standings that evidence moves a platform between, worst to best. */
export const STANDING_ORDER = ['not-paying', 'doubtful', 'promising', 'reliable'] as const;

/** A standing that rests on evidence. */
export type RankedState = (typeof STANDING_ORDER)[number];

export type StandingState = 'closed' | 'unknown' | RankedState;

export type PreviousStanding = {
  readonly state: StandingState;
  readonly since: Day;
  /** Whether there was ever enough evidence for a standing. */
  readonly everKnown: boolean;
};

/** Weights of the reports paid and not paid, and the probability of being paid with its 90 % interval. */
export type ShareEstimate = {
  readonly paid: number;
  readonly unpaid: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
};

export type Standing = PreviousStanding & {
  /** The share paid by the reports of the last weeks, and of a season. */
  readonly lately: ShareEstimate;
  readonly season: ShareEstimate;
  /**
   * More of the reporting members are new than established, and the established ones have too few
   * reports.
   */
  readonly mostlyNewAccounts: boolean;
  /** A standing that stays as it was, since there are too few reports of late. */
  readonly noNews: boolean;
};

export type StandingInput = {
  /** Reports whose counting day has come. */
  readonly payouts: readonly PayoutEvidence[];
  readonly previous: PreviousStanding | null;
  readonly closed: boolean;
  readonly now: Day;
};

/** Computes the standing of a platform on a day from the reports about it and its previous standing. */
export function computeStanding(
  { payouts, previous, closed, now }: StandingInput,
  rule: StandingConstants = constants,
): Standing {
  const reports = weighReports(payouts, now, rule);
  const lately = estimateShare(reports, rule.LATELY_HALF_LIFE_DAYS, rule);
  const season = estimateShare(reports, rule.SEASON_HALF_LIFE_DAYS, rule);
  const weight = season.paid + season.unpaid;
  const everKnown =
    previous?.everKnown === true ||
    (weight >= rule.KNOWN_MIN_WEIGHT && countMembers(reports) >= rule.KNOWN_MIN_MEMBERS);
  const last = STANDING_ORDER.find((state) => state === previous?.state) ?? null;
  const noNews = everKnown && weight < rule.NO_NEWS_UNDER_WEIGHT;
  const stateOf = (): StandingState => {
    if (closed) return 'closed';
    if (!everKnown) return 'unknown';
    if (noNews) return keepWithoutNews(last);
    return rankEvidence({ reports, lately, season, last }, rule);
  };
  const state = stateOf();
  return {
    state,
    since: previous !== null && previous.state === state ? previous.since : now,
    everKnown,
    lately,
    season,
    mostlyNewAccounts: !closed && weight < rule.KNOWN_MIN_WEIGHT && areMostlyNew(payouts, now),
    noNews: !closed && noNews && last !== null,
  };
}

/** Estimates the share paid: Beta(1 + paid, 1 + not paid), reports halved with each half-life. */
function estimateShare(
  reports: readonly WeighedReport[],
  halfLife: number,
  rule: StandingConstants,
): ShareEstimate {
  let [paid, unpaid] = [0, 0];
  for (const report of reports) {
    const weight = report.weight * 2 ** (-report.age / halfLife);
    if (report.paid) paid += weight;
    else unpaid += weight;
  }
  return {
    paid,
    unpaid,
    mean: (1 + paid) / (2 + paid + unpaid),
    low: betaQuantile(rule.INTERVAL_TAIL, 1 + paid, 1 + unpaid),
    high: betaQuantile(1 - rule.INTERVAL_TAIL, 1 + paid, 1 + unpaid),
  };
}

type Evidence = {
  readonly reports: readonly WeighedReport[];
  readonly lately: ShareEstimate;
  readonly season: ShareEstimate;
  readonly last: RankedState | null;
};

/** The standing that evidence gives after the last one. */
function rankEvidence(evidence: Evidence, rule: StandingConstants): StandingState {
  const { reports, lately, season, last } = evidence;
  if (doesNotPay(evidence, rule)) return 'not-paying';
  if (isDoubtful(evidence, rule)) return 'doubtful';
  const isWarned = last === 'doubtful' || last === 'not-paying';
  // Reports that age raise the high ends but not the mean: silence alone ends no warning.
  const stays =
    lately.mean < rule.PROMISING_MIN_MEAN ||
    lately.high <= rule.LATELY_LEFT_OVER_HIGH ||
    season.high <= rule.SEASON_LEFT_OVER_HIGH;
  if (isWarned && stays) return 'doubtful';
  if (last === null && season.mean < rule.PROMISING_MIN_MEAN) return 'unknown';
  const paid = reports.filter((report) => report.paid && report.weight > 0);
  // A platform without any receipt cannot be rated better than unknown.
  if (paid.length === 0) return 'unknown';
  const minLow = last === 'reliable' ? rule.RELIABLE_LEFT_UNDER_LOW : rule.RELIABLE_MIN_LOW;
  const isReliable =
    season.low >= minLow &&
    countMembers(within(reports, rule.SEASON_WINDOW_DAYS)) >= rule.RELIABLE_MIN_MEMBERS &&
    within(paid, rule.RECEIPT_WINDOW_DAYS).length > 0;
  return isReliable ? 'reliable' : 'promising';
}

function doesNotPay({ reports, lately, season, last }: Evidence, rule: StandingConstants): boolean {
  const maxHigh = last === 'not-paying' ? rule.NOT_PAYING_LEFT_OVER_HIGH : rule.NOT_PAYING_MAX_HIGH;
  const paid = reports.filter((report) => report.paid && !report.isNewcomer);
  return (
    Math.min(lately.high, season.high) <= maxHigh &&
    countUnpaidMembers(reports, rule.SEASON_WINDOW_DAYS) >= rule.NOT_PAYING_MIN_MEMBERS &&
    countMembers(within(paid, rule.RECEIPT_WINDOW_DAYS)) < rule.NOT_PAYING_UNDER_PAID_MEMBERS
  );
}

function isDoubtful({ reports, lately, season }: Evidence, rule: StandingConstants): boolean {
  const isLow = (share: ShareEstimate, maxHigh: number, days: number, members: number): boolean =>
    share.high <= maxHigh && countUnpaidMembers(reports, days) >= members;
  return (
    isLow(lately, rule.LATELY_MAX_HIGH, rule.LATELY_WINDOW_DAYS, rule.LATELY_MIN_MEMBERS) ||
    isLow(season, rule.SEASON_MAX_HIGH, rule.SEASON_WINDOW_DAYS, rule.SEASON_MIN_MEMBERS)
  );
}

function keepWithoutNews(last: RankedState | null): StandingState {
  return last === 'reliable' ? 'promising' : (last ?? 'unknown');
}

function within(reports: readonly WeighedReport[], days: number): WeighedReport[] {
  return reports.filter(({ age }) => age <= days);
}

function countMembers(reports: readonly Pick<WeighedReport, 'authorKey'>[]): number {
  return new Set(reports.map(({ authorKey }) => authorKey)).size;
}

function countUnpaidMembers(reports: readonly WeighedReport[], days: number): number {
  return countMembers(within(reports, days).filter(({ paid, weight }) => !paid && weight > 0));
}

/** Whether more members who are not established report outcomes than established ones. */
function areMostlyNew(payouts: readonly PayoutEvidence[], now: Day): boolean {
  const told = payouts.filter(
    (payout) => isPayoutCounted(payout) && payoutOutcome(payout, now) !== null,
  );
  const established = told.filter((payout) => payout.established);
  return countMembers(told) > 2 * countMembers(established);
}
