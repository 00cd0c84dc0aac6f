import { addDays } from '#shared/core/days.ts';
import { arePaymentsSlower } from '#shared/evidence/payment-slowdown.ts';
import type { Platform } from './rules.ts';
import { knownOn } from './versions.ts';

/** Whether the page says that payments take longer than before, on a day. */
export function watchDelays(platform: Platform): (day: number) => boolean {
  const evidenceOn = knownOn(platform);
  return (day) => arePaymentsSlower(evidenceOn(day), addDays(platform.start, day));
}
