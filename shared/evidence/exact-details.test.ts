import { describe, expect, test } from 'vitest';
import { roundDetails, mentionsDayAndAmount } from './exact-details.ts';

/** A day and an amount together are a line in the platform's books; each alone is not. */

describe('a text', () => {
  test.each([
    ['Reçu 27,45 € le 24 novembre.', 'Reçu 27 € en novembre.'],
    ['Payée 27€ le 1er mai 2026', 'Payée 27€ en mai 2026'],
    ['Virement du 24/11/2026 : 1 234,56 euros', 'Virement de novembre 2026 : 1 200 euros'],
    ['Virement du 3 octobre, 81,20 $', 'Virement d’octobre, 81 $'],
    ['J’attends 12 345 FCFA depuis le 24/11', 'J’attends 12 000 FCFA depuis novembre'],
    ['24 nov. : 2,75 €', 'nov. : 2,80 €'],
    ['2026-11-24 27.45 EUR', 'novembre 2026 27 EUR'],
    [
      'Le 3 mars 45 000 ariary, puis le 4 avril 12,30 €',
      'En mars 45 000 ariary, puis en avril 12 €',
    ],
  ])('in French: %s', (text, rounded) => {
    expect(mentionsDayAndAmount(text, 'fr')).toBe(true);
    expect(roundDetails(text, 'fr')).toBe(rounded);
    expect(mentionsDayAndAmount(rounded, 'fr')).toBe(false);
  });

  test.each([
    ['I got $27.45 on November 24th, 2026.', 'I got $27 in November 2026.'],
    ['Paid £103.99 on the 24th of November', 'Paid £100 in November'],
    ['€27.45 on 24/11', '€27 in November'],
    ['They owe me 27.45 USD since 11/24/2026', 'They owe me 27 USD since November 2026'],
  ])('in English: %s', (text, rounded) => {
    expect(mentionsDayAndAmount(text, 'en')).toBe(true);
    expect(roundDetails(text, 'en')).toBe(rounded);
    expect(mentionsDayAndAmount(rounded, 'en')).toBe(false);
  });

  test.each([
    'Reçu 27,45 € en novembre.',
    'Payée le 24 novembre, comme toujours.',
    'Le 24 novembre, 3,90 € de l’heure : trop peu.',
    'Je donne 4/5, et 12 tâches pour 30 €.',
    'Disponible 24/7, 10 € minimum.',
    'Il y a 27 tâches le 24 novembre.',
    'La version 2.11 affiche 27 €.',
    '',
  ])('tells not both: %s', (text) => {
    expect(mentionsDayAndAmount(text, 'fr')).toBe(false);
  });

  test('of any length takes no long time', () => {
    const long = '1 '.repeat(10_000) + 'le 24 '.repeat(2_000) + '27,'.repeat(5_000);
    expect(mentionsDayAndAmount(long, 'fr')).toBe(false);
  });
});
