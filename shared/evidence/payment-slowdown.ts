import { groupBy } from '#shared/core/group-by.ts';
import { daysBetween, type Day } from '#shared/core/days.ts';
import * as rule from './standing-constants.ts';
import { isPayoutCounted, type PayoutEvidence } from './payout-evidence.ts';

/**
 * Whether the payments of a platform take longer than before, by the delays that established members
 * tell, one for each. Claims that wait say nothing here: those told lately have waited for less long.
 */
export function arePaymentsSlower(payouts: readonly PayoutEvidence[], now: Day): boolean {
  const told = payouts.flatMap((payout) => {
    const { authorKey, askedOn, settledOn, countsFrom } = payout;
    if (payout.state !== 'received' || settledOn === null) return [];
    if (!payout.established || !isPayoutCounted(payout)) return [];
    return { authorKey, delay: daysBetween(askedOn, settledOn), age: daysBetween(countsFrom, now) };
  });
  const recent = medianDelays(told.filter(({ age }) => age < rule.SLOWER_RECENT_DAYS));
  const before = medianDelays(
    told.filter(
      ({ age }) => age >= rule.SLOWER_BEFORE_MIN_DAYS && age < rule.SLOWER_BEFORE_MAX_DAYS,
    ),
  );
  if (Math.min(recent.length, before.length) < rule.SLOWER_MIN_MEMBERS) return false;
  const { z, rate } = compareDelays(recent, before);
  return z < rule.SLOWER_MAX_Z && rate < rule.SLOWER_MAX_RATE;
}

/** The median delay of each member in days; the shorter of two middle ones. */
function medianDelays(
  told: readonly { readonly authorKey: string; readonly delay: number }[],
): number[] {
  return [...groupBy(told, ({ authorKey }) => authorKey).values()].flatMap((own) => {
    const delays = own.map(({ delay }) => delay).toSorted((a, b) => a - b);
    return delays[Math.floor((delays.length - 1) / 2)] ?? [];
  });
}

/** How the delays of a first group compare with those of a second one. */
export type DelayComparison = {
  /** The standardised log-rank statistic (Mantel 1966): under 0 where the first group is paid later. */
  readonly z: number;
  /** Rate at which the first group is paid, as a multiple of the second one's (Peto and Peto 1972). */
  readonly rate: number;
};

/** Compares two groups of delays, in days, all of which have come to an end. */
export function compareDelays(
  first: readonly number[],
  second: readonly number[],
): DelayComparison {
  const all = [...first, ...second];
  let [expected, variance] = [0, 0];
  for (const time of new Set(all)) {
    const atRisk = (group: readonly number[]): number =>
      group.filter((days) => days >= time).length;
    const [n1, n, d] = [atRisk(first), atRisk(all), all.filter((days) => days === time).length];
    expected += (d * n1) / n;
    if (n > 1) variance += (d * n1 * (n - n1) * (n - d)) / (n * n * (n - 1));
  }
  const z = variance === 0 ? 0 : (first.length - expected) / Math.sqrt(variance);
  const rate = first.length / expected / (second.length / (all.length - expected));
  return { z, rate };
}
