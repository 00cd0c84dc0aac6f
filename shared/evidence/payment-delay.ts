/**
 * One payout as an observation for the delay curve: days until received, or days pending so far.
 */
export type DelayObservation = { days: number; event: 'received' | 'waiting' | 'refused' };

/** From `day` on, `share` (0 to 1) of the payouts are paid, with its pointwise interval. */
export type DelayCurveStep = { day: number; share: number; low: number; high: number };

/** Level of the interval around the curve. */
export const DELAY_INTERVAL_LEVEL = 0.9;

const TAIL = (1 - DELAY_INTERVAL_LEVEL) / 2;
// Normal quantile at 1 - TAIL; a literal so that a page can draw the curve without computing it.
const Z = 1.6448536269514722;
// Products of fractions such as 2/3 × 3/4 may miss a percentile by one unit in the last place.
const ROUNDING = 1e-12;

/**
 * Share of the payouts that are paid within so many days, one step for each day with a receipt:
 * one minus the product-limit estimate (Kaplan & Meier 1958), its variance by Greenwood (1926),
 * its 90 % interval on the log-log scale (Kalbfleisch & Prentice 1980).
 */
export function computeDelayCurve(observations: readonly DelayObservation[]): DelayCurveStep[] {
  const receivedOn = new Map<number, number>();
  const waiting: number[] = [];
  for (const { days, event } of observations) {
    if (event === 'received') receivedOn.set(days, (receivedOn.get(days) ?? 0) + 1);
    if (event === 'waiting') waiting.push(days);
  }
  waiting.sort((a, b) => a - b);

  // Refused payouts stay at risk for ever, so the curve ends below 100 %.
  let atRisk = observations.length;
  let censored = 0;
  let unpaid = 1;
  let greenwood = 0;
  const steps: DelayCurveStep[] = [];
  for (const [day, received] of [...receivedOn].toSorted(([a], [b]) => a - b)) {
    // A payout pending for exactly `day` days is still at risk on that day.
    for (; (waiting[censored] ?? Infinity) < day; censored += 1) atRisk -= 1;
    if (received < atRisk) {
      unpaid *= 1 - received / atRisk;
      greenwood += received / (atRisk * (atRisk - received));
      steps.push({ day, share: 1 - unpaid, ...logLogInterval(unpaid, greenwood) });
    } else {
      // Greenwood's variance is undefined where all are paid: use the last step's low end, or the
      // exact binomial bound on the first step.
      const low = steps.at(-1)?.low ?? TAIL ** (1 / atRisk);
      steps.push({ day, share: 1, low, high: 1 });
    }
    atRisk -= received;
  }
  return steps;
}

function logLogInterval(unpaid: number, greenwood: number): { low: number; high: number } {
  const spread = Math.exp((Z * Math.sqrt(greenwood)) / Math.abs(Math.log(unpaid)));
  return { low: 1 - unpaid ** (1 / spread), high: 1 - unpaid ** spread };
}

/** First day by which `share` (0 to 1) of the payouts are paid, or null when it is not reached. */
export function delayPercentile(curve: readonly DelayCurveStep[], share: number): number | null {
  return curve.find((step) => step.share >= share - ROUNDING)?.day ?? null;
}
