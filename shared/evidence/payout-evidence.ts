import { addDays, daysBetween, type Day } from '#shared/core/days.ts';
import * as rule from './standing-constants.ts';

/** One report of a payout as the rules see it: rounded values and drawn days, never exact ones. */
export type PayoutEvidence = {
  /** Key of the author, who is one member on one platform. */
  readonly authorKey: string;
  readonly established: boolean;
  /** The author says that the post was solicited or paid for. */
  readonly solicited: boolean;
  /** An open finding names this post as suspect. */
  readonly suspect: boolean;
  readonly state: 'received' | 'waiting' | 'refused' | 'given-up';
  /** 0 to 1, below 1 when partly paid; read only when received. */
  readonly shareReceived: number;
  /** The middle of the month of request. */
  readonly askedOn: Day;
  /** askedOn plus the rounded delay; null while pending, and when received on a forgotten day. */
  readonly settledOn: Day | null;
  /**
   * The day of posting; for a payout that was settled after posting, the end of the month of its
   * settlement.
   */
  readonly toldOn: Day;
  /** The drawn day from which the report counts with this outcome. */
  readonly countsFrom: Day;
  /** Of a pending payout: the drawn day from which it counts as not paid; null until it is drawn. */
  readonly unpaidOn: Day | null;
  /** The middle of the month in which its author last confirmed that it is pending. */
  readonly stillWaitingOn: Day | null;
  /** Number of unanswered reminders, 0 to 3. */
  readonly unansweredReminders: number;
  /** The day on which its author last withdrew a report on the platform that counted; or null. */
  readonly withdrewOn: Day | null;
  /** The sourced, undisputed promise in force at the time of request. */
  readonly promiseDays: number | null;
};

/** Whether a payout counts: not solicited, and its author is no suspect. */
export function isPayoutCounted({
  solicited,
  suspect,
}: Pick<PayoutEvidence, 'solicited' | 'suspect'>): boolean {
  return !solicited && !suspect;
}

/**
 * Returns the outcome that a payout's report has on a day, by the same rule as `payout_outcome` in the
 * database; null while a pending one is not overdue.
 */
export function payoutOutcome(
  { state, shareReceived, unpaidOn }: PayoutEvidence,
  now: Day,
): 'paid' | 'not-paid' | null {
  if (state === 'received') return shareReceived < rule.PARTLY_PAID_MIN_SHARE ? 'not-paid' : 'paid';
  if (state !== 'waiting') return 'not-paid';
  return unpaidOn !== null && unpaidOn <= now ? 'not-paid' : null;
}

/** Median delay in days of the receipts of the last 12 months, or null with fewer than 5. */
export function medianReceiptDelay(payouts: readonly PayoutEvidence[], now: Day): number | null {
  const everyone: number[] = [];
  const established: number[] = [];
  for (const payout of payouts) {
    const { state, askedOn, settledOn } = payout;
    if (state !== 'received' || settledOn === null || payout.shareReceived <= 0) continue;
    if (!isPayoutCounted(payout) || daysBetween(settledOn, now) > rule.EXPECTED_WINDOW_DAYS)
      continue;
    const delay = daysBetween(askedOn, settledOn);
    everyone.push(delay);
    if (payout.established) established.push(delay);
  }
  // Established members first, or new accounts could make every delay look normal.
  const delays = established.length >= rule.EXPECTED_MIN_RECEIVED ? established : everyone;
  if (delays.length < rule.EXPECTED_MIN_RECEIVED) return null;
  // Of two middle delays takes the shorter one, so that a payout is overdue sooner rather than later.
  return delays.toSorted((a, b) => a - b)[Math.floor((delays.length - 1) / 2)] ?? null;
}

/** Expected delay, 15 to 45 days: the promise, else the median delay, else 30. */
export function expectedPaymentDelay(promiseDays: number | null, median: number | null): number {
  const days = promiseDays ?? median ?? rule.EXPECTED_DEFAULT_DAYS;
  return Math.min(Math.max(days, rule.EXPECTED_MIN_DAYS), rule.EXPECTED_MAX_DAYS);
}

/** Returns a function that tells the expected delay of each of these payouts, 15 to 45 days. */
export function expectedDelays(
  payouts: readonly PayoutEvidence[],
  now: Day,
): (payout: PayoutEvidence) => number {
  // Skip the median where every payout has a promise: sorting all delays is most of the work.
  const needsMedian = payouts.some(({ promiseDays }) => promiseDays === null);
  const median = needsMedian ? medianReceiptDelay(payouts, now) : null;
  return ({ promiseDays }) => expectedPaymentDelay(promiseDays, median);
}

/** Whether a payout still waits after so many times its expected delay. */
export function waitsLongerThan(
  { state, askedOn }: PayoutEvidence,
  times: number,
  expectedDays: number,
  now: Day,
): boolean {
  return state === 'waiting' && addDays(askedOn, times * expectedDays) <= now;
}
