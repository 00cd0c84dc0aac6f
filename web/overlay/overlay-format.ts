import { LOCALES, type Language } from '#shared/core/languages.ts';
import type { LookupHourly } from '#shared/site/lookup.ts';
import { decimalsOf } from '#shared/core/money.ts';
import type { OverlaySentences } from './overlay-text.ts';

export type OverlayFormat = {
  readonly language: Language;
  readonly words: OverlaySentences;
  readonly hourly: (hourly: LookupHourly) => string;
  readonly share: (share: number) => string;
  readonly mark: (mark: number) => string;
};

/** Formats figures in a language. */
export function overlayFormatFor(language: Language, words: OverlaySentences): OverlayFormat {
  const locale = LOCALES[language];
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  return {
    language,
    words,
    hourly: ({ currency, median }) =>
      words.perHour({
        amount: new Intl.NumberFormat(locale, { style: 'currency', currency }).format(
          median / 10 ** decimalsOf(currency),
        ),
      }),
    share: (share) => percent.format(share),
    mark: (mark) => words.outOf({ mark: tenths.format(mark) }),
  };
}
