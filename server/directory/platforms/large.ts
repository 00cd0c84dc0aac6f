import { setImmediate } from 'node:timers/promises';

/** Pay-outs from which on the parts of a platform's figures take a tenth of a second or more. */
const LARGE = 500;

/** Lets others be answered, between the parts of a large platform's figures. */
export async function answerOthers(payouts: number): Promise<void> {
  if (payouts > LARGE) await setImmediate();
}
