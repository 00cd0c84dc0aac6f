import { daysBetween, middleOfMonth, type Day } from '#shared/core/days.ts';
import { delayCurve, type DelayObservation, type DelayStep } from '#shared/evidence/delay.ts';
import { MIN_RECEIPTS_OF_DELAY } from '#shared/directory/platforms.ts';

/** A pay-out as everybody sees it: rounded amounts, the month asked, the delay in days. */
export type PublishedPayout = {
  readonly id: string;
  readonly state: 'received' | 'waiting' | 'refused' | 'given-up';
  readonly authorKey: string;
  readonly askedMonth: string;
  readonly postedMonth: string;
  /** The month in which its author last said that she still waits. */
  readonly stillWaitingMonth: string | null;
  /** Null while waiting, and where the day it was received is forgotten. */
  readonly delayDays: number | null;
  readonly expectedRounded: number;
  readonly receivedRounded: number | null;
  readonly currency: string;
  readonly method: string;
  readonly hasScreenshot: boolean;
  readonly signed: boolean;
  readonly solicited: boolean;
};

/** A pay-out with what time makes of it. */
export type DatedPayout = PublishedPayout & {
  /** Days since the middle of the month asked. */
  readonly age: number;
  /** Days until it was settled, or waited so far. */
  readonly days: number;
};

export const YEAR_DAYS = 365;

/** Those that count, dated by published values. */
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
type Dateable = Pick<PublishedPayout, 'askedMonth' | 'delayDays' | 'solicited'>;

/**
 * How long it takes; nothing where too few arrived to say so. Who gave up waited so long and then
 * looked no more, like who still waits; a receipt on a forgotten day says nothing of its delay.
 */
export function curveOf(
  payouts: readonly Pick<DatedPayout, 'state' | 'days' | 'delayDays'>[],
): DelayStep[] {
  const timed = payouts.filter(
    ({ state, delayDays }) => state !== 'received' || delayDays !== null,
  );
  if (count(timed, 'received') < MIN_RECEIPTS_OF_DELAY) return [];
  return delayCurve(
    timed.map(({ state, days }): DelayObservation => {
      return { days, event: state === 'given-up' ? 'waiting' : state };
    }),
  );
}

/** Whether it should have been paid by now: received, refused, given up or overdue. */
export function isDue(payout: Pick<DatedPayout, 'state' | 'days'>, expectedDays: number): boolean {
  return payout.state !== 'waiting' || payout.days > expectedDays;
}

/** Received ÷ all that were due, 0 to 1; null where nothing is due yet. */
export function shareReceived(
  payouts: readonly Pick<DatedPayout, 'state' | 'days'>[],
  expectedDays: number,
): number | null {
  const due = payouts.filter((payout) => isDue(payout, expectedDays));
  return due.length === 0 ? null : count(due, 'received') / due.length;
}

export function count(
  payouts: readonly Pick<PublishedPayout, 'state'>[],
  state: PublishedPayout['state'],
): number {
  return payouts.filter((payout) => payout.state === state).length;
}
