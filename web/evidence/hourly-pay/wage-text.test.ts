import { describe, expect, test } from 'vitest';
import type { ReferenceData } from '#shared/directory/reference-data.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { hourlyRateInWords, shareOfWageInWords, wageStatusInWords } from './wage-text.ts';

const TABLES = {
  wages: [
    { country: 'FR', currency: 'EUR', hourly: 12.02, asOf: '2026-01', status: '' },
    { country: 'MG', currency: 'MGA', hourly: 1_515.5, asOf: '2024-03', status: '' },
  ],
  rates: [
    { currency: 'EUR', perEur: 1, asOf: '2026-01', status: 'exact' },
    { currency: 'MGA', perEur: 5_200, asOf: '2025-11', status: 'indicative' },
  ],
} as const satisfies ReferenceData;
const [FRANCE, MADAGASCAR] = TABLES.wages;
const fr = { language: 'fr', t: messagesFor('fr') } as const;
const en = { language: 'en', t: messagesFor('en') } as const;
const RATE = { minor: 310, currency: 'EUR' } as const;

/** Replaces typographic spaces, which depend on Intl's version. */
function plain(text: string | null): string {
  return (text ?? '').replaceAll(/\s/g, ' ');
}

describe('an hourly rate beside a minimum wage', () => {
  test('is said with the share, the wage and the month since which it holds', () => {
    expect(plain(hourlyRateInWords(RATE, fr))).toBe('3,10 € de l’heure');
    expect(plain(shareOfWageInWords(RATE, FRANCE, TABLES, fr))).toBe(
      '26 % du SMIC brut (12,02 €, janvier 2026)',
    );
    expect(plain(shareOfWageInWords(RATE, FRANCE, TABLES, en))).toBe(
      '26% of the minimum wage before tax (France: €12.02, January 2026)',
    );
  });

  test('is converted for a country with another currency, and said in that one', () => {
    expect(plain(shareOfWageInWords({ minor: 29, currency: 'EUR' }, MADAGASCAR, TABLES, fr))).toBe(
      '100 % du salaire minimum brut (Madagascar : 1 516 MGA, mars 2024)',
    );
  });

  test('is not compared where its currency has no rate', () => {
    expect(shareOfWageInWords({ minor: 310, currency: 'CHF' }, FRANCE, TABLES, fr)).toBeNull();
  });

  test.each([
    ['to be verified by the operator (48-hour regime)', 'à vérifier'],
    ['federal', 'minimum fédéral'],
    ['checked by the operator', 'checked by the operator'],
  ])('%j is said as %j', (status, said) => {
    expect(wageStatusInWords({ ...FRANCE, status }, fr)).toBe(said);
  });
});
