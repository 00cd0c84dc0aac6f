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
  /** Null while waiting, and where the day of receipt was deleted. */
  readonly delayDays: number | null;
  readonly expectedRounded: number;
  readonly receivedRounded: number | null;
  readonly currency: string;
  readonly method: string;
  readonly hasScreenshot: boolean;
  readonly signed: boolean;
  readonly solicited: boolean;
};

/** A payout with durations up to today. */
export type DatedPayout = StandingPayout & {
  /** Days since the middle of the month of the request. */
  readonly age: number;
  /** Days until it was settled, or waited so far. */
  readonly days: number;
};

export const YEAR_DAYS = 365;

/** Dates the payouts by published values; leaves out those that do not count. */
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
 * Kaplan-Meier curve of the delay; empty where too few were received. Written-off payouts are censored
 * like waiting ones; a receipt without a known day is left out.
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

/** Whether it should have been paid by now: received, refused, written off or overdue. */
export function isPayoutDue(
  payout: Pick<DatedPayout, 'state' | 'days'>,
  expectedDays: number,
): boolean {
  return payout.state !== 'waiting' || payout.days > expectedDays;
}

/** Received ÷ due, 0 to 1; null where none is due yet. */
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
