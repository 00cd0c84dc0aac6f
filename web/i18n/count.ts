import type { Language } from '#shared/core/languages.ts';
import { formatNumber, isOne } from '#web/format.ts';

/** "1 paiement", "1 234 paiements": the number and its word stay on one line. */
export function counter(language: Language): (count: number, one: string, many: string) => string {
  return (count, one, many) =>
    `${formatNumber(count, language)}\u00a0${isOne(count, language) ? one : many}`;
}
