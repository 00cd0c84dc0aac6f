/** How pages word the number of workers who could have written a report. */

/** Pages word a smaller number as "fewer than ten". */
export const LEAST_CROWD_TOLD = 10;
/** Minimum numbers from which the meter calls a report well hidden, and fairly well hidden. */
export const WELL_HIDDEN = 200;
export const FAIRLY_HIDDEN = 80;
export const ANONYMITY_LEVELS = ['well', 'fairly', 'risky'] as const;
export type AnonymityLevel = (typeof ANONYMITY_LEVELS)[number];

export function anonymityLevel(crowd: number): AnonymityLevel {
  if (crowd >= WELL_HIDDEN) return 'well';
  return crowd >= FAIRLY_HIDDEN ? 'fairly' : 'risky';
}

/**
 * Shares of workers who remain plausible authors when a proof shows an amount of two digits, a month,
 * or the paying service, which is readable on its picture. The share of a service is assumed to be that
 * of a rare one.
 */
const PROOF_PRICES = { amount: 0.02, month: 0.4, method: 0.2 } as const;

/**
 * Returns the share of workers who remain plausible authors given what a proof shows; 1 where it shows
 * none of this.
 */
export function proofPrice(shows: {
  readonly amount: boolean;
  readonly month: boolean;
  readonly method?: boolean;
}): number {
  return (
    (shows.amount ? PROOF_PRICES.amount : 1) *
    (shows.month ? PROOF_PRICES.month : 1) *
    (shows.method === true ? PROOF_PRICES.method : 1)
  );
}

/** Rounds a number of workers down to two digits, as pages show it. */
export function roundCrowd(workers: number): number {
  let step = 1;
  while (workers >= step * 100) step *= 10;
  return Math.floor(workers / step) * step;
}
