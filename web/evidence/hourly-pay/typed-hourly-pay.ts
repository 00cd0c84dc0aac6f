import { parseDuration } from '#shared/core/durations.ts';
import { hourlyRateOf } from '#shared/evidence/hourly-pay.ts';
import { isCurrency, parseAmount } from '#shared/core/money.ts';
import type { HourlyRate } from './wage-text.ts';

const JUDGED = ['paid', 'refusedWithReason', 'refusedWithoutReason'] as const;

/**
 * The hourly rate of a partially typed report, by field names: all time counts, only paid runs
 * earn. Null while something is missing or invalid, or while all runs are pending.
 */
export function typedHourlyPay(field: (name: string) => string): HourlyRate | null {
  const currency = field('currency');
  if (!isCurrency(currency)) return null;
  const reward = parseAmount(field('reward'), currency);
  const seconds = parseDuration(field('time'));
  if (reward === null || seconds === null) return null;
  const single = field('mode') === 'one';
  const count = (name: string): number =>
    single ? Number(field('ended') === name) : Number(field(name).trim());
  const waitsAlone = count('pending') > 0 && JUDGED.every((name) => count(name) === 0);
  if ((single && field('ended') === '') || waitsAlone) return null;
  const minor = hourlyRateOf(reward * count('paid'), seconds);
  return minor === null || Number.isNaN(minor) ? null : { minor, currency };
}
