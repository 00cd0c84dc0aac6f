import { setImmediate } from 'node:timers/promises';

/** Number of payouts from which one step of the computation takes a tenth of a second or more. */
const LARGE = 500;

/** Yields to the event loop between steps, for a platform with many payouts. */
export async function yieldBetweenSteps(payouts: number): Promise<void> {
  if (payouts > LARGE) await setImmediate();
}
