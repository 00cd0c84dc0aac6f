import type { Language } from '#shared/core/languages.ts';
import type { MoneyPerHour } from '#shared/directory/platform-comparison.ts';
import type { ExchangeRate } from '#shared/directory/reference-data.ts';
import type { RankedPlatform } from '#shared/directory/platform-ranking.ts';

/** What the page gives the calculator's script; sentences have a placeholder. */
export type CalculatorData = {
  readonly platforms: readonly Pick<RankedPlatform, 'name' | 'hourly' | 'shareReceived'>[];
  readonly wages: readonly {
    readonly country: string;
    readonly label: string;
    readonly note: string;
    readonly hourly: MoneyPerHour;
  }[];
  readonly rates: readonly Pick<ExchangeRate, 'currency' | 'perEur'>[];
  readonly language: Language;
  readonly words: { readonly month: string; readonly own: string; readonly fromBook: string };
};
