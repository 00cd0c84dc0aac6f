import type { Language } from '#shared/core/languages.ts';
import { formatNumber } from '#web/format.ts';
import type { Messages } from '#web/i18n/messages.ts';

const STEP = 1_000;

/** 1234 → "1,2 ko" or "1.2 kB"; decimal units. */
export function sizeInWords(bytes: number, language: Language, t: Messages): string {
  const { sizes } = t.data;
  const units = [sizes.bytes, sizes.kilo, sizes.mega, sizes.giga];
  const power = Math.min(
    units.length - 1,
    Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)),
  );
  const value = bytes / STEP ** power;
  return `${formatNumber(value, language, power === 0 || value >= 100 ? 0 : 1)}\u00a0${units[power]}`;
}
