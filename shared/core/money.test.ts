import { describe, expect, test } from 'vitest';
import {
  CURRENCIES,
  MAX_AMOUNT_MINOR,
  decimalsOf,
  formatMoney,
  isCurrency,
  parseAmount,
  roundPublished,
  toMajorUnits,
  type Currency,
} from './money.ts';

describe('the list of currencies', () => {
  test('is closed', () => {
    expect(isCurrency('EUR')).toBe(true);
    expect(isCurrency('eur')).toBe(false);
    expect(isCurrency('toString')).toBe(false);
    expect(CURRENCIES).toContain('MGA');
  });

  test.each<[Currency, number]>([
    ['EUR', 2],
    ['TND', 3],
    ['XOF', 0],
    ['XAF', 0],
    ['MGA', 0],
    ['DZD', 2],
  ])('%s has %i decimals', (currency, decimals) => {
    expect(decimalsOf(currency)).toBe(decimals);
  });
});

describe('parseAmount', () => {
  test.each<[string, Currency, number | null]>([
    ['27,50', 'EUR', 2750],
    ['27.50', 'EUR', 2750],
    ['27.15', 'EUR', 2715],
    ['27', 'EUR', 2700],
    [' 27 ', 'EUR', 2700],
    ['0', 'EUR', 0],
    ['0,05', 'EUR', 5],
    ['1 234,5', 'EUR', 123_450],
    ['1 234', 'EUR', 123_400],
    ['1\u00a0234,50', 'EUR', 123_450],
    ['1\u202f234\u202f567', 'EUR', 123_456_700],
    ['1,234', 'TND', 1234],
    ['12 500', 'XOF', 12_500],
    ['10000000', 'EUR', MAX_AMOUNT_MINOR],
    ['10000000,01', 'EUR', null],
    ['9'.repeat(400), 'XOF', null],
    ['27 €', 'EUR', null],
    ['-27', 'EUR', null],
    ['+27', 'EUR', null],
    ['27,500', 'EUR', null],
    ['27,0', 'XOF', null],
    ['27,', 'EUR', null],
    [',50', 'EUR', null],
    ['1 23', 'EUR', null],
    ['1234 567', 'EUR', null],
    ['1,234.50', 'EUR', null],
    ['1e3', 'EUR', null],
    ['', 'EUR', null],
    [' ', 'EUR', null],
  ])('%j in %s is %s', (text, currency, minor) => {
    expect(parseAmount(text, currency)).toBe(minor);
  });
});

describe('roundPublished', () => {
  test.each([
    [0, 0],
    [7, 7],
    [99, 99],
    [100, 100],
    [113, 110],
    [114, 110],
    [115, 120],
    [994, 990],
    [995, 1000],
    [2743, 2700],
    [2750, 2800],
    [123_450, 120_000],
    [MAX_AMOUNT_MINOR, MAX_AMOUNT_MINOR],
  ])('%i is published as %i', (minor, published) => {
    expect(roundPublished(minor)).toBe(published);
  });
});

describe('toMajor and formatMoney', () => {
  test.each<[number, Currency, 'fr' | 'en', string]>([
    [2700, 'EUR', 'fr', '27 €'],
    [2750, 'EUR', 'fr', '27,50 €'],
    [2700, 'EUR', 'en', '€27'],
    [2705, 'USD', 'en', 'US$27.05'],
    [120_000, 'EUR', 'fr', '1 200 €'],
    [12_500, 'MGA', 'en', 'MGA 12,500'],
    [1500, 'TND', 'en', 'TND 1.500'],
  ])('%i %s in %s reads %s', (minor, currency, lang, text) => {
    // Intl writes no-break spaces, narrow or not depending on its version.
    expect(formatMoney(minor, currency, lang).replace(/\s/g, ' ')).toBe(text);
  });

  test('toMajor follows the decimals of the currency', () => {
    expect(toMajorUnits(2750, 'EUR')).toBe(27.5);
    expect(toMajorUnits(2750, 'TND')).toBe(2.75);
    expect(toMajorUnits(2750, 'XOF')).toBe(2750);
  });
});
