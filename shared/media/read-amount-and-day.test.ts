import { describe, expect, test } from 'vitest';
import { readAmountAndDay } from './read-amount-and-day.ts';
import type { OcrWord } from './ocr-words.ts';

describe('what fills the form', () => {
  test.each<[string, string, string | null]>([
    ['27,43 €', '27.43', 'EUR'],
    ['€27.43', '27.43', 'EUR'],
    ['27.43 EUR', '27.43', 'EUR'],
    ['1 234,50 €', '1234.50', 'EUR'],
    ['1\u202f234,50 €', '1234.50', 'EUR'],
    ['$1,234.50', '1234.50', 'USD'],
    ['US$5', '5', 'USD'],
    ['CA$12.00', '12.00', 'CAD'],
    ['£3.10', '3.10', 'GBP'],
    ['27 500 Ar', '27500', 'MGA'],
    ['12 000 FCFA', '12000', 'XOF'],
    ['12000 F CFA', '12000', 'XOF'],
    ['12.000 XAF', '12000', 'XAF'],
    ['150 DH', '150', 'MAD'],
    ['1 500,00 DA', '1500.00', 'DZD'],
    ['12,500 DT', '12.500', 'TND'],
    ['₦4,500.00', '4500.00', 'NGN'],
    ['Net 12.30', '12.30', null],
  ])('%s', (text, amount, currency) => {
    expect(readAmountAndDay(text).amounts).toEqual([{ text: amount, currency }]);
  });

  test.each<[string, string]>([
    ['le 12 mai 2024', '2024-05-12'],
    ['1er août 2024', '2024-08-01'],
    ['May 12, 2024', '2024-05-12'],
    ['12 May 2024', '2024-05-12'],
    ['12/05/2024', '2024-05-12'],
    ['12/05/24', '2024-05-12'],
    ['2024-05-12', '2024-05-12'],
    ['12 déc. 2024', '2024-12-12'],
    ['You received on 05/23/2024', '2024-05-23'],
  ])('%s', (text, day) => {
    expect(readAmountAndDay(text).days).toEqual([day]);
  });

  test.each(['12 mai', '31/02/2024', 'mai 2024', 'You received on 05/12/2024'])(
    'no day it is not sure of: %s',
    (text) => {
      expect(readAmountAndDay(text).days).toEqual([]);
    },
  );

  test('what was paid comes before the balance and the fee', () => {
    const text = 'Frais : 100 Ar. Nouveau solde : 103 250 Ar. Montant recu : 27 500 Ar.';
    expect(readAmountAndDay(text).amounts.map((amount) => amount.text)).toEqual([
      '27500',
      '100',
      '103250',
    ]);
  });

  test('a telephone number is no amount', () => {
    expect(readAmountAndDay('77 123 45 67').amounts).toEqual([]);
  });

  test('the largest letters of a picture come first', () => {
    const word = (text: string, top: number, height: number): OcrWord => ({
      text,
      box: { left: 0, top, width: 100, height },
      line: top,
    });
    const words = [word('12,00€', 0, 10), word('50,00€', 200, 40)];
    expect(readAmountAndDay(words).amounts.map((amount) => amount.text)).toEqual([
      '50.00',
      '12.00',
    ]);
  });
});
