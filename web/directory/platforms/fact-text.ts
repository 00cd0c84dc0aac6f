import { isCurrency, formatMoney } from '#shared/core/money.ts';
import { PLATFORM_ACTIVITIES } from '#shared/directory/platforms.ts';
import { PAYMENT_METHODS } from '#shared/directory/payment-methods.ts';
import type { PlatformFact, FactValue } from '#shared/directory/platform-corrections.ts';
import { formatCountry, formatNumber } from '#web/format.ts';
import type { PageContext } from '#web/page.ts';

type Words = Pick<PageContext, 'language' | 't'>;

/** A fact as text; null when unknown. */
export function factText(
  field: PlatformFact,
  value: FactValue,
  { language, t }: Words,
): string | null {
  if (value === null) return null;
  if (typeof value === 'number') {
    if (field === 'promiseDays') return t.platforms.promise({ count: value });
    return field === 'founded' ? String(value) : formatNumber(value, language);
  }
  if (typeof value === 'string') {
    const activity = PLATFORM_ACTIVITIES.find((known) => known === value);
    return activity === undefined ? value : t.answer.activities[activity];
  }
  if (Array.isArray(value)) {
    const names = field === 'methods' ? value.map((name) => methodText(name, t)) : value;
    return names.length === 0 ? null : names.join(', ');
  }
  if ('minor' in value) {
    if (value.minor === 0) return t.platforms.noThreshold;
    return isCurrency(value.currency) ? formatMoney(value.minor, value.currency, language) : null;
  }
  const country = value.country === null ? null : formatCountry(value.country, language);
  if (value.city === null || country === null) return value.city ?? country;
  return `${value.city} (${country})`;
}

function methodText(code: string, t: Words['t']): string {
  const method = PAYMENT_METHODS.find((known) => known === code);
  return method === undefined ? code : t.platforms.methods[method];
}
