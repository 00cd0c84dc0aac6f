import { setImmediate } from 'node:timers/promises';

/**
 * Payouts of a platform from which one step of computing its figures takes a tenth of a second or
 * more.
 */
const LARGE = 500;

/** Yields to the event loop between steps, for a platform with many payouts. */
export async function yieldBetweenSteps(payouts: number): Promise<void> {
  if (payouts > LARGE) await setImmediate();
}
