import { daysBetween, middleOfMonth, monthOf, type Day } from '#shared/core/days.ts';
import type { PayoutOutcome } from './payouts.ts';

/** Published form of a payout's times and amounts, for the server and for previews of forms. */

/**
 * The published delay in days, null while nothing is settled. Observers see the day on which a claim is
 * written off, so that delay counts from the middle of the month of request; otherwise it would reveal
 * the exact day.
 */
export function publishedDelay(
  outcome: PayoutOutcome | 'date-forgotten',
  askedOn: Day,
  settledOn: Day | null,
): number | null {
  if (settledOn === null) return null;
  if (outcome !== 'given-up') return daysBetween(askedOn, settledOn);
  return Math.max(0, daysBetween(middleOfMonth(monthOf(askedOn)), settledOn));
}

/** Days that a pending payout has waited, counted from the middle of its month of request. */
export function approximateWaitDays(askedMonth: string, now: Day): number {
  return Math.max(0, daysBetween(middleOfMonth(askedMonth), now));
}

/** The share of the expected amount that was received, 0 to 1, of the rounded amounts. */
export function shareReceived(receivedRounded: number, expectedRounded: number): number {
  return Math.min(1, receivedRounded / expectedRounded);
}
