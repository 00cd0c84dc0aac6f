import { setImmediate } from 'node:timers/promises';

/** Pay-outs of a platform whose figures who posts waits for: to weigh them takes some milliseconds. */
const MOST_AT_ONCE = 500;

/** Whether the figures of a platform with so many pay-outs are computed beside the answers. */
export function isLarge(payouts: number): boolean {
  return payouts > MOST_AT_ONCE;
}

/** Between the parts of a large platform's figures, each a tenth of a second or more of this process. */
export async function answerOthers(payouts: number): Promise<void> {
  if (isLarge(payouts)) await setImmediate();
}
