import type { DelayStep } from '#shared/evidence/delay.ts';

/** How far the time axis of the delay chart goes, and where it is marked, in days. */
export type DelayScale = { readonly lastDay: number; readonly ticks: readonly number[] };

const TICK_STEPS = [1, 2, 5, 10, 15, 20, 30, 60, 90, 180];
const MIN_DAYS = 5;
const MAX_TICKS = 4;

/** A scale that shows the whole curve, or twice the 95 % where a late straggler would squash it. */
export function delayScale(curve: readonly DelayStep[], delay95: number | null): DelayScale {
  const lastStep = curve.at(-1)?.day ?? 0;
  const shown = Math.max(MIN_DAYS, delay95 === null ? lastStep : Math.min(lastStep, delay95 * 2));
  const step = TICK_STEPS.find((days) => shown / days <= MAX_TICKS) ?? Math.ceil(shown / MAX_TICKS);
  const count = Math.ceil((shown + step / 4) / step);
  return {
    lastDay: count * step,
    ticks: Array.from({ length: count + 1 }, (_, index) => index * step),
  };
}
