import { DEFAULT_WEEKLY_HOURS, parseWeeklyHours } from '#shared/directory/platform-comparison.ts';
import { DEFAULT_WAGE_COUNTRY } from '#web/evidence/hourly-pay/wage-text.ts';

export type CalculatorSettings = {
  readonly hours: number;
  readonly country: string;
  /** Hours as typed that cannot be read; null where all can. */
  readonly wrong: string | null;
};

/** The calculator's part of an address; a number typed wins over one chosen. */
export function parseCalculatorSettings(
  query: Readonly<Record<string, string>>,
): CalculatorSettings {
  const typed = [query['other'], query['hours']].find((value) => (value ?? '').trim() !== '') ?? '';
  const hours = parseWeeklyHours(typed);
  return {
    hours: hours ?? DEFAULT_WEEKLY_HOURS,
    country: query['country'] ?? DEFAULT_WAGE_COUNTRY,
    wrong: typed === '' || hours !== null ? null : typed.slice(0, 20),
  };
}

/** The settings as parameters of an address, without those that need none. */
export function calculatorQuery({
  hours,
  country,
}: CalculatorSettings): Record<string, string | number | undefined> {
  return {
    hours: hours === DEFAULT_WEEKLY_HOURS ? undefined : hours,
    country: country === DEFAULT_WAGE_COUNTRY ? undefined : country,
  };
}
