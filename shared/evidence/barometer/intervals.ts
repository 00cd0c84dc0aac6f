import {
  sumOf,
  weightedMean,
  weightedQuantile,
  type WeightedValue,
} from '#shared/evidence/weighted-statistics.ts';

/** A value with the bounds of its interval. */
export type Estimate = { readonly value: number; readonly low: number; readonly high: number };

/** Standard deviations of a normal distribution on each side of an interval of 95 %. */
const Z = 1.96;
/** Steps to which shares are rounded. */
const SHARE_STEPS = [0.01, 0.02, 0.05, 0.1, 0.2] as const;

/** Number of equal weights that would estimate as well as these: Kish's effective sample size. */
export function effectiveSize(weights: readonly number[]): number {
  const squares = sumOf(weights, (weight) => weight * weight);
  return squares === 0 ? 0 : sumOf(weights, (weight) => weight) ** 2 / squares;
}

/** Shares of the weight between which the median lies in 95 of 100 cases, by its binomial ranks. */
export function ranksOfMedian(size: number): readonly [low: number, high: number] {
  const half = Math.min(0.5, (Z * 0.5) / Math.sqrt(Math.max(size, 1)));
  return [0.5 - half, 0.5 + half];
}

/** The weighted median with its interval; needs at least one value. */
export function estimateMedian(weighed: readonly WeightedValue<number>[]): Estimate {
  const [low, high] = ranksOfMedian(effectiveSize(weighed.map(({ weight }) => weight)));
  return {
    value: weightedQuantile(weighed, 0.5),
    low: weightedQuantile(weighed, low),
    high: weightedQuantile(weighed, high),
  };
}

/** The weighted mean of shares with its interval, by their spread; null of an empty list. */
export function estimateMeanShare(weighed: readonly WeightedValue<number>[]): Estimate | null {
  const value = weightedMean(weighed);
  if (value === null) return null;
  const weights = sumOf(weighed, ({ weight }) => weight);
  const squares = sumOf(weighed, (one) => (one.weight * (one.value - value)) ** 2);
  const half = (Z * Math.sqrt(squares)) / weights;
  return { value, low: Math.max(0, value - half), high: Math.min(1, value + half) };
}

/** A share with Wilson's score interval, of `size` independent answers. */
export function estimateShare(value: number, size: number): Estimate {
  const square = (Z * Z) / size;
  const middle = (value + square / 2) / (1 + square);
  const half = (Z * Math.sqrt((value * (1 - value)) / size + square / (4 * size))) / (1 + square);
  return { value, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** The step to which a share is rounded: at least what one member alone can move it by. */
export function stepOfShare(weights: readonly number[]): number {
  const influence = Math.max(...weights) / sumOf(weights, (weight) => weight);
  return SHARE_STEPS.find((step) => step >= influence) ?? 1;
}

/** Rounds a share to a step, and its bounds outwards, so that they still hold it. */
export function roundEstimate({ value, low, high }: Estimate, step: number): Estimate {
  const steps = Math.round(1 / step);
  return {
    value: Math.round(value * steps) / steps,
    low: Math.floor(low * steps + TOLERANCE) / steps,
    high: Math.ceil(high * steps - TOLERANCE) / steps,
  };
}

const TOLERANCE = 1e-9;
