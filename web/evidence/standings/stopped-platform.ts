import { addDays, type Day } from '#shared/core/days.ts';
import type { PayoutEvidence } from '#shared/evidence/payout-evidence.ts';
import {
  computeStanding,
  type PreviousStanding,
  type StandingState,
} from '#shared/evidence/standing.ts';

/**
 * A week of an invented platform: the shares paid lately and over the season, 0 to 1, and its standing.
 */
export type Week = {
  readonly lately: number;
  readonly season: number;
  readonly state: StandingState;
};

/** Number of weeks shown, and the week from which on nobody is paid. */
export const WEEKS = 52;
export const STOP_WEEK = 30;
/** The fortnight in which more payouts than usual are refused. */
export const BAD_WEEKS = { from: 11, to: 13 } as const;

const START: Day = '2025-01-06';
/** Days reported before the first week that is shown, so that members know the platform. */
const BEFORE_DAYS = 364;
/**
 * Days before the first shown week from which standings are computed, since each depends on the one
 * before it.
 */
const COMPUTED_BEFORE_DAYS = 28;
const DAYS_BETWEEN_REPORTS = 2;
/** Number of members, who report in turn. */
const MEMBERS = 60;
const DELAY_DAYS = 8;
const UNPAID_AFTER_DAYS = 26;
/** One payout in so many is refused: usually, and in the bad fortnight. */
const REFUSED_ONE_IN = 12;
const REFUSED_ONE_IN_BAD_WEEKS = 2;

/** The year of a platform that pays 11 of 12, has a bad fortnight, then stops; by the real rule. */
export function computeStoppedPlatform(): Week[] {
  const reports = makeReports();
  const weeks: Week[] = [];
  let previous: PreviousStanding | null = null;
  for (let day = -COMPUTED_BEFORE_DAYS; day < WEEKS * 7; day += 7) {
    const now = addDays(START, day);
    const payouts = reports.filter(({ countsFrom }) => countsFrom <= now);
    const standing = computeStanding({ payouts, previous, closed: false, now });
    previous = standing;
    if (day >= 0) {
      const { lately, season, state } = standing;
      weeks.push({ lately: lately.mean, season: season.mean, state });
    }
  }
  return weeks;
}

function makeReports(): PayoutEvidence[] {
  const count = (BEFORE_DAYS + WEEKS * 7) / DAYS_BETWEEN_REPORTS;
  return Array.from({ length: count }, (_, nth) => makeReport(nth));
}

function makeReport(nth: number): PayoutEvidence {
  const day = nth * DAYS_BETWEEN_REPORTS - BEFORE_DAYS;
  const askedOn = addDays(START, day);
  const settledOn = addDays(askedOn, DELAY_DAYS);
  const isBad = day >= BAD_WEEKS.from * 7 && day < BAD_WEEKS.to * 7;
  const isRefused = nth % (isBad ? REFUSED_ONE_IN_BAD_WEEKS : REFUSED_ONE_IN) === 0;
  const hasStopped = day + DELAY_DAYS >= STOP_WEEK * 7;
  return {
    authorKey: String(nth % MEMBERS),
    established: true,
    solicited: false,
    suspect: false,
    state: hasStopped ? 'waiting' : isRefused ? 'refused' : 'received',
    shareReceived: 1,
    askedOn,
    settledOn: hasStopped ? null : settledOn,
    toldOn: settledOn,
    countsFrom: settledOn,
    unpaidOn: hasStopped ? addDays(askedOn, UNPAID_AFTER_DAYS) : null,
    stillWaitingOn: null,
    unansweredReminders: 0,
    withdrewOn: null,
    promiseDays: null,
  };
}
