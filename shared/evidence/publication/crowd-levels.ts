/** How the number of workers who could have written a report is told. */

/** Fewer are told as "fewer than ten". */
export const LEAST_CROWD_TOLD = 10;
/** From so many on the meter says that a report is well hidden, and fairly well hidden. */
export const WELL_HIDDEN = 200;
export const FAIRLY_HIDDEN = 80;
export const ANONYMITY_LEVELS = ['well', 'fairly', 'risky'] as const;
export type AnonymityLevel = (typeof ANONYMITY_LEVELS)[number];

export function anonymityLevel(crowd: number): AnonymityLevel {
  if (crowd >= WELL_HIDDEN) return 'well';
  return crowd >= FAIRLY_HIDDEN ? 'fairly' : 'risky';
}

/**
 * Shares of workers left by what a proof shows besides: an amount of two digits, a month, and the
 * service that paid, which on its picture is readable. That of the service is assumed: of a rarer one.
 */
const PROOF_PRICES = { amount: 0.02, month: 0.4, method: 0.2 } as const;

/** Returns the share of workers left by what a proof shows, 1 where it shows none of it. */
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

/** Rounds a number of workers as it is told: down to two digits. */
export function roundCrowd(workers: number): number {
  let step = 1;
  while (workers >= step * 100) step *= 10;
  return Math.floor(workers / step) * step;
}
