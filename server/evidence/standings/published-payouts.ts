import { daysBetween, middleOfMonth, type Day } from '#shared/core/days.ts';
import {
  computeDelayCurve,
  type DelayObservation,
  type DelayCurveStep,
} from '#shared/evidence/payment-delay.ts';
import { MIN_RECEIPTS_OF_DELAY } from '#shared/directory/platforms.ts';

/** A payout as the standing reads it: published values, its author key and its proof. */
export type StandingPayout = {
  readonly id: string;
  readonly state: 'received' | 'waiting' | 'refused' | 'given-up';
  readonly authorKey: string;
  readonly askedMonth: string;
  readonly postedMonth: string;
  /** The month in which its author last confirmed that she is still waiting. */
  readonly stillWaitingMonth: string | null;
  /** Days from request to receipt; null while waiting, and where the day of receipt was deleted. */
  readonly delayDays: number | null;
  readonly expectedRounded: number;
  readonly receivedRounded: number | null;
  readonly currency: string;
  readonly method: string;
  readonly hasScreenshot: boolean;
  readonly signed: boolean;
  readonly solicited: boolean;
};

/** A payout with durations in days, up to today. */
export type DatedPayout = StandingPayout & {
  /** Days since the middle of the month of the request. */
  readonly age: number;
  /** Days from the request to receipt; without a known delay, `age`. */
  readonly days: number;
};

export const YEAR_DAYS = 365;

/** Adds durations from published values to payouts; leaves out solicited ones. */
export function datePayouts<Payout extends Dateable>(
  payouts: readonly Payout[],
  now: Day,
): (Payout & { age: number; days: number })[] {
  return payouts
    .filter(({ solicited }) => !solicited)
    .map((payout) => {
      const age = Math.max(0, daysBetween(middleOfMonth(payout.askedMonth), now));
      return { ...payout, age, days: payout.delayDays ?? age };
    });
}
type Dateable = Pick<StandingPayout, 'askedMonth' | 'delayDays' | 'solicited'>;

/**
 * Computes the Kaplan-Meier curve of the delay; empty when too few were received. Written-off
 * payouts are censored like waiting ones; a receipt without a known day is left out.
 */
export function delayCurveOfPayouts(
  payouts: readonly Pick<DatedPayout, 'state' | 'days' | 'delayDays'>[],
): DelayCurveStep[] {
  const timed = payouts.filter(
    ({ state, delayDays }) => state !== 'received' || delayDays !== null,
  );
  if (countPayoutsInState(timed, 'received') < MIN_RECEIPTS_OF_DELAY) return [];
  return computeDelayCurve(
    timed.map(({ state, days }): DelayObservation => {
      return { days, event: state === 'given-up' ? 'waiting' : state };
    }),
  );
}

/**
 * Whether a payout should have been paid by now: it was received, refused or written off, or is
 * overdue.
 */
export function isPayoutDue(
  payout: Pick<DatedPayout, 'state' | 'days'>,
  expectedDays: number,
): boolean {
  return payout.state !== 'waiting' || payout.days > expectedDays;
}

/** Computes the share of due payouts that were received, 0 to 1; null while none is due. */
export function shareOfDueReceived(
  payouts: readonly Pick<DatedPayout, 'state' | 'days'>[],
  expectedDays: number,
): number | null {
  const due = payouts.filter((payout) => isPayoutDue(payout, expectedDays));
  return due.length === 0 ? null : countPayoutsInState(due, 'received') / due.length;
}

export function countPayoutsInState(
  payouts: readonly Pick<StandingPayout, 'state'>[],
  state: StandingPayout['state'],
): number {
  return payouts.filter((payout) => payout.state === state).length;
}
