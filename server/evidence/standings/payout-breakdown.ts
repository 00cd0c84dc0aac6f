import { addDays, middleOfMonth, monthOf, type Day } from '#shared/core/days.ts';
import { delayPercentile } from '#shared/evidence/payment-delay.ts';
import { groupBy } from '#shared/core/group-by.ts';
import type { Currency } from '#shared/core/money.ts';
import {
  MAX_METHOD_GROUPS,
  MIN_RECEIPTS_OF_METHOD,
  EVIDENCE_MONTHS_COUNTED,
  type PaymentMethod,
  type MethodGroup,
  type MonthlyOutcomeCounts,
} from '#shared/directory/platforms.ts';
import { countPayoutsInState, delayCurveOfPayouts, type DatedPayout } from './published-payouts.ts';

/**
 * Counts the outcomes of payouts by the month of the request, for the last 24 months including this
 * one.
 */
export function countPayoutsByMonth(
  payouts: readonly DatedPayout[],
  now: Day,
): MonthlyOutcomeCounts[] {
  const byMonth = groupBy(payouts, ({ askedMonth }) => askedMonth);
  return lastMonths(now).map((month) => {
    const asked = byMonth.get(month) ?? [];
    return {
      month,
      received: countPayoutsInState(asked, 'received'),
      waiting: countPayoutsInState(asked, 'waiting'),
      refused: countPayoutsInState(asked, 'refused'),
      givenUp: countPayoutsInState(asked, 'given-up'),
    };
  });
}

function lastMonths(now: Day): string[] {
  const months = [monthOf(now)];
  // Stepping back 30 days from the 15th never skips a month.
  while (months.length < EVIDENCE_MONTHS_COUNTED) {
    months.unshift(monthOf(addDays(middleOfMonth(months[0] ?? monthOf(now)), -30)));
  }
  return months;
}

/**
 * Groups payouts by method and currency, with amounts and delays; groups with most receipts first.
 * Quartiles (nearest rank) are published amounts; null for fewer than three receipts.
 */
export function groupPayoutsByMethod(payouts: readonly DatedPayout[]): MethodGroup[] {
  const groups = groupBy(payouts, ({ method, currency }) => `${method} ${currency}`);
  return [...groups.values()]
    .map(describeGroup)
    .filter(({ received }) => received > 0)
    .toSorted((a, b) => b.received - a.received || (nameOf(a) < nameOf(b) ? -1 : 1))
    .slice(0, MAX_METHOD_GROUPS);
}

function describeGroup(group: readonly DatedPayout[]): MethodGroup {
  const [first] = group;
  const amounts = group
    .flatMap(({ receivedRounded }) => receivedRounded ?? [])
    .toSorted((a, b) => a - b);
  const enough = amounts.length >= MIN_RECEIPTS_OF_METHOD;
  return {
    // The casts are valid: both columns were validated against these lists when written.
    method: first?.method as PaymentMethod,
    currency: first?.currency as Currency,
    received: amounts.length,
    amounts: enough
      ? { low: rank(amounts, 0.25), median: rank(amounts, 0.5), high: rank(amounts, 0.75) }
      : null,
    medianDelayDays: delayPercentile(delayCurveOfPayouts(group), 0.5),
  };
}

/** Returns the nearest-rank percentile of sorted values. */
function rank(sorted: readonly number[], share: number): number {
  return sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
}

function nameOf({ method, currency }: MethodGroup): string {
  return `${method} ${currency}`;
}
