import type { DelayCurveStep } from '#shared/evidence/payment-delay.ts';

/** Extent and ticks of the delay chart's time axis, in days. */
export type DelayAxis = { readonly lastDay: number; readonly ticks: readonly number[] };

const TICK_STEPS = [1, 2, 5, 10, 15, 20, 30, 60, 90, 180];
const MIN_DAYS = 5;
const MAX_TICKS = 4;

/**
 * An axis for the whole curve, or for twice the 95 % quantile when a late payout would compress it.
 */
export function computeDelayAxis(
  curve: readonly DelayCurveStep[],
  delay95: number | null,
): DelayAxis {
  const lastStep = curve.at(-1)?.day ?? 0;
  const shown = Math.max(MIN_DAYS, delay95 === null ? lastStep : Math.min(lastStep, delay95 * 2));
  const step = TICK_STEPS.find((days) => shown / days <= MAX_TICKS) ?? Math.ceil(shown / MAX_TICKS);
  const count = Math.ceil((shown + step / 4) / step);
  return {
    lastDay: count * step,
    ticks: Array.from({ length: count + 1 }, (_, index) => index * step),
  };
}
