import { betaQuantile } from '#shared/core/beta-quantile.ts';
import { addDays, addMonths, daysBetween, monthOf, type Day } from '#shared/core/days.ts';
import * as rule from '#shared/evidence/standing-constants.ts';
import { weightOfNewMember } from '#shared/evidence/weighted-statistics.ts';
import { DELAY_CLASS_DAYS } from './meter.ts';
import {
  FIGURES_DAYS,
  FIGURES_MONTHS,
  MIN_SLIPS_OF_DELAY,
  MIN_SLIPS_OF_SHARE,
  type ReleasedSlip,
  type SlipFigures,
} from '#shared/directory/slip-figures.ts';

/** The delay that stands for the class over 30 days when a percentile falls into it. */
const LONGEST_DELAY_DAYS = 45;

/** Slips that say the same: `slips` is how many, 1 where it is not given. */
export type CountedSlips = ReleasedSlip & { readonly slips?: number };

/** Computes the figures of a platform's released slips, up to `now`. */
export function computeSlipFigures(slips: readonly CountedSlips[], now: Day): SlipFigures {
  const counted = slips.filter(({ solicited, monday }) => !solicited && monday <= now);
  const year = slipsOfYear(slips, now);
  const all = countSlips(year);
  const paid = countPaid(year);
  const { paidWeight, weight } = weigh(year);
  const delays = weighDelays(year);
  const shares =
    delays.slips < MIN_SLIPS_OF_DELAY ? [] : delays.weights.map((one) => one / delays.weight);
  return {
    until: counted.reduce<Day | null>(
      (last, { monday }) => (monday > (last ?? '') ? monday : last),
      null,
    ),
    paid,
    notPaid: all - paid,
    shareReceived: all < MIN_SLIPS_OF_SHARE || weight === 0 ? null : paidWeight / weight,
    delayShares: shares,
    delays: delays.slips,
    medianDelayDays: percentileOfDelays(delays, 50),
    delay95Days: percentileOfDelays(delays, 95),
    months: countByMonth(counted, now),
    standing: standingOf(year, now),
  };
}

/** Computes the standing that released slips give by themselves; null where they weigh too little. */
export function computeSlipStanding(
  slips: readonly CountedSlips[],
  now: Day,
): SlipFigures['standing'] {
  return standingOf(slipsOfYear(slips, now), now);
}

function countSlips(some: readonly CountedSlips[]): number {
  return some.reduce((sum, { slips = 1 }) => sum + slips, 0);
}

function countPaid(some: readonly CountedSlips[]): number {
  return countSlips(some.filter(({ outcome }) => outcome === 'paid'));
}

function slipsOfYear(slips: readonly CountedSlips[], now: Day): CountedSlips[] {
  const before = addDays(now, -FIGURES_DAYS);
  return slips.filter(({ solicited, monday }) => !solicited && monday <= now && monday > before);
}

type Weights = { readonly paidWeight: number; readonly weight: number };

/** Weighs slips as members are weighed elsewhere. */
function weigh(slips: readonly CountedSlips[]): Weights {
  const established = slips.filter((slip) => slip.established);
  const others = slips.filter((slip) => !slip.established);
  const factor = weightOfNewMember(countSlips(established), countSlips(others));
  return {
    paidWeight: countPaid(established) + factor * countPaid(others),
    weight: countSlips(established) + factor * countSlips(others),
  };
}

/** Slips with a delay: their number, and their weights by class and together, in whole numbers. */
export type Delays = {
  readonly slips: number;
  readonly weights: readonly number[];
  readonly weight: number;
};

/**
 * Weighs delays by integers, in the same ratio as the share received: an established member's delay
 * weighs 4, another one's 1, or less where there are many others.
 */
export function weighDelays(slips: readonly CountedSlips[]): Delays {
  const told = slips.filter(
    ({ detail, detailClass }) => detail === 'delay' && detailClass !== null,
  );
  const all = countSlips(told);
  const established = countSlips(told.filter((slip) => slip.established));
  const others = all - established;
  const unit = 1 / rule.WEIGHT_OF_NEW_AUTHOR;
  const most = unit * Math.max(rule.NEW_MEMBERS_CAP_MIN, rule.NEW_MEMBERS_CAP_SHARE * established);
  const [ofEstablished, ofOther] = others > most ? [unit * others, most] : [unit, 1];
  const weightOf = (some: readonly CountedSlips[]): number =>
    some.reduce(
      (sum, slip) => sum + (slip.slips ?? 1) * (slip.established ? ofEstablished : ofOther),
      0,
    );
  return {
    slips: all,
    weights: DELAY_CLASS_DAYS.map((_, index) =>
      weightOf(told.filter(({ detailClass }) => detailClass === index)),
    ),
    weight: weightOf(told),
  };
}

/**
 * Returns the day by which `percent` of the payouts are paid, interpolated within its class. Computes with
 * whole numbers, so that everybody who recomputes it gets the same day.
 */
export function percentileOfDelays(
  { slips, weights, weight }: Delays,
  percent: number,
): number | null {
  if (slips < MIN_SLIPS_OF_DELAY) return null;
  let below = 0;
  for (const [index, own] of weights.entries()) {
    const from = DELAY_CLASS_DAYS[index - 1] ?? 0;
    const to = Math.min(DELAY_CLASS_DAYS[index] ?? 0, LONGEST_DELAY_DAYS);
    if (own > 0 && 100 * (below + own) >= percent * weight) {
      const part = (percent * weight - 100 * below) * (to - from);
      return from + Math.floor(part / (100 * own)) + 1;
    }
    below += own;
  }
  return LONGEST_DELAY_DAYS;
}

function countByMonth(slips: readonly CountedSlips[], now: Day): SlipFigures['months'] {
  return Array.from({ length: FIGURES_MONTHS }, (_, index) => {
    const month = addMonths(monthOf(now), index - (FIGURES_MONTHS - 1));
    const own = slips.filter(({ monday }) => monthOf(monday) === month);
    const paid = countPaid(own);
    return { month, paid, notPaid: countSlips(own) - paid };
  });
}

/**
 * The site's rule of the standing over a season, applied to released slips: counts slips of established
 * members alone, with a half-life from their Monday. Slips name no members, so none are merged.
 */
function standingOf(slips: readonly CountedSlips[], now: Day): SlipFigures['standing'] {
  let [paid, unpaid] = [0, 0];
  for (const { established, monday, outcome, slips: count = 1 } of slips) {
    if (!established) continue;
    const weight = count * 2 ** (-daysBetween(monday, now) / rule.SEASON_HALF_LIFE_DAYS);
    if (outcome === 'paid') paid += weight;
    else unpaid += weight;
  }
  if (paid + unpaid < rule.KNOWN_MIN_WEIGHT) return null;
  const mean = (1 + paid) / (2 + paid + unpaid);
  const low = betaQuantile(rule.INTERVAL_TAIL, 1 + paid, 1 + unpaid);
  const high = betaQuantile(1 - rule.INTERVAL_TAIL, 1 + paid, 1 + unpaid);
  return { state: stateOf(mean, low, high), mean, low, high };
}

function stateOf(mean: number, low: number, high: number) {
  if (high <= rule.NOT_PAYING_MAX_HIGH) return 'not-paying';
  if (high <= rule.SEASON_MAX_HIGH) return 'doubtful';
  if (mean < rule.PROMISING_MIN_MEAN) return 'unknown';
  return low >= rule.RELIABLE_MIN_LOW ? 'reliable' : 'promising';
}
