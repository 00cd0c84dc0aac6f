import { betaQuantile } from '#shared/core/beta-quantile.ts';
import { addDays, addMonths, monthOf, type Day } from '#shared/core/days.ts';
import * as rule from '#shared/evidence/standing-constants.ts';
import { DELAY_CLASS_DAYS } from './meter.ts';
import {
  FIGURES_DAYS,
  FIGURES_MONTHS,
  MIN_SLIPS_OF_DELAY,
  MIN_SLIPS_OF_SHARE,
  type ReleasedSlip,
  type SlipFigures,
} from '#shared/directory/slip-figures.ts';

/** Stands for delays over 30 days where a percentile falls among them. */
const LONGEST_DELAY_DAYS = 45;

/** Computes the figures of a platform's released slips, up to `now`. */
export function computeSlipFigures(slips: readonly ReleasedSlip[], now: Day): SlipFigures {
  const counted = slips.filter(({ solicited, monday }) => !solicited && monday <= now);
  const year = slipsOfYear(slips, now);
  const paid = year.filter(({ outcome }) => outcome === 'paid').length;
  const { paidWeight, weight } = weigh(year);
  const delays = countDelays(year);
  const shares =
    delays.total < MIN_SLIPS_OF_DELAY ? [] : delays.counts.map((n) => n / delays.total);
  return {
    until: counted.reduce<Day | null>(
      (last, { monday }) => (monday > (last ?? '') ? monday : last),
      null,
    ),
    paid,
    notPaid: year.length - paid,
    shareReceived: year.length < MIN_SLIPS_OF_SHARE || weight === 0 ? null : paidWeight / weight,
    delayShares: shares,
    delays: delays.total,
    medianDelayDays: percentile(delays, 50),
    delay95Days: percentile(delays, 95),
    months: countByMonth(counted, now),
    standing: standingOf(year),
  };
}

/** Computes the standing that released slips give by themselves; null where they weigh less than 3. */
export function computeSlipStanding(
  slips: readonly ReleasedSlip[],
  now: Day,
): SlipFigures['standing'] {
  return standingOf(slipsOfYear(slips, now));
}

function slipsOfYear(slips: readonly ReleasedSlip[], now: Day): ReleasedSlip[] {
  const before = addDays(now, -FIGURES_DAYS);
  return slips.filter(({ solicited, monday }) => !solicited && monday <= now && monday > before);
}

type Weights = { readonly paidWeight: number; readonly weight: number };

/** New accounts weigh a quarter, together at most a quarter of the established ones. */
function weigh(slips: readonly ReleasedSlip[]): Weights {
  const established = slips.filter((slip) => slip.established);
  const others = slips.filter((slip) => !slip.established);
  const most = Math.max(rule.NEW_MEMBERS_CAP_MIN, rule.NEW_MEMBERS_CAP_SHARE * established.length);
  const other = rule.WEIGHT_OF_NEW_AUTHOR * others.length;
  const factor = rule.WEIGHT_OF_NEW_AUTHOR * (other > most ? most / other : 1);
  const paidOf = (some: readonly ReleasedSlip[]): number =>
    some.filter(({ outcome }) => outcome === 'paid').length;
  return {
    paidWeight: paidOf(established) + factor * paidOf(others),
    weight: established.length + factor * others.length,
  };
}

/** Slips with a delay, by class and together. */
type Delays = { readonly counts: readonly number[]; readonly total: number };

function countDelays(slips: readonly ReleasedSlip[]): Delays {
  const classes = slips.flatMap(({ detail, detailClass }) =>
    detail === 'delay' && detailClass !== null ? [detailClass] : [],
  );
  const counts = DELAY_CLASS_DAYS.map((_, index) => classes.filter((one) => one === index).length);
  return { counts, total: classes.length };
}

/**
 * Returns the day by which `percent` of the payouts are paid, interpolated within its class. Computes with
 * whole numbers, so that everybody who recomputes it gets the same day.
 */
function percentile({ counts, total }: Delays, percent: number): number | null {
  if (total < MIN_SLIPS_OF_DELAY) return null;
  let below = 0;
  for (const [index, count] of counts.entries()) {
    const from = DELAY_CLASS_DAYS[index - 1] ?? 0;
    const to = Math.min(DELAY_CLASS_DAYS[index] ?? 0, LONGEST_DELAY_DAYS);
    if (count > 0 && 100 * (below + count) >= percent * total) {
      const part = (percent * total - 100 * below) * (to - from);
      return from + Math.floor(part / (100 * count)) + 1;
    }
    below += count;
  }
  return LONGEST_DELAY_DAYS;
}

function countByMonth(slips: readonly ReleasedSlip[], now: Day): SlipFigures['months'] {
  return Array.from({ length: FIGURES_MONTHS }, (_, index) => {
    const month = addMonths(monthOf(now), index - (FIGURES_MONTHS - 1));
    const own = slips.filter(({ monday }) => monthOf(monday) === month);
    const paid = own.filter(({ outcome }) => outcome === 'paid').length;
    return { month, paid, notPaid: own.length - paid };
  });
}

/** The rule of the site's standing, on weights alone: slips know no members and no days. */
function standingOf(slips: readonly ReleasedSlip[]): SlipFigures['standing'] {
  const { paidWeight: paid, weight } = weigh(slips);
  if (weight < rule.KNOWN_MIN_WEIGHT - rule.WEIGHT_ROUNDING) return null;
  const unpaid = weight - paid;
  const mean = (1 + paid) / (2 + weight);
  const low = betaQuantile(rule.INTERVAL_TAIL, 1 + paid, 1 + unpaid);
  const high = betaQuantile(1 - rule.INTERVAL_TAIL, 1 + paid, 1 + unpaid);
  return { state: stateOf(mean, low, high), mean, low, high };
}

function stateOf(mean: number, low: number, high: number) {
  if (high <= rule.NOT_PAYING_MAX_HIGH) return 'not-paying';
  if (high <= rule.DOUBTFUL_MAX_HIGH) return 'doubtful';
  if (mean < rule.PROMISING_MIN_MEAN) return 'unknown';
  return low >= rule.RELIABLE_MIN_LOW ? 'reliable' : 'promising';
}
