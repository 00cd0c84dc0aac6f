import { describe, expect, test } from 'vitest';
import type { Currency } from '#shared/core/money.ts';
import {
  guessDayOrder,
  guessDecimalMark,
  escapeFormula,
  parseAmountCell,
  parseCurrencyCell,
  parseDayCell,
  parseEntryKindCell,
  parsePaymentMethodCell,
  parseRunEndCell,
  parsePayoutStateCell,
  unescapeFormula,
  type DecimalMark,
} from './workbook-cells.ts';

describe('readDay', () => {
  test.each([
    ['03/11/2026', '2026-11-03'],
    ['3/11/26', '2026-11-03'],
    ['03-11-2026', '2026-11-03'],
    ['3.11.2026', '2026-11-03'],
    ['2026-11-03', '2026-11-03'],
    ['2026/11/3', '2026-11-03'],
    [' 2026-11-03T14:05:00Z ', '2026-11-03'],
    ['03/11/2026 14:05', '2026-11-03'],
    ['03/11/2026 à 14h05', '2026-11-03'],
    ['3 nov. 2026', '2026-11-03'],
    ['1er août 2026', '2026-08-01'],
    ['12 février 2026', '2026-02-12'],
    ['3 mai 2026', '2026-05-03'],
    ['3 juin 2026', '2026-06-03'],
    ['3 juil. 2026', '2026-07-03'],
    ['14 mars 2026', '2026-03-14'],
    ['Apr 3, 2026', '2026-04-03'],
    ['December 24th 2026', '2026-12-24'],
    ['31/11/2026', null],
    ['29/02/2026', null],
    ['2026', null],
    ['hier', null],
    ['3 brumaire 2026', null],
    ['', null],
  ])('%j is %s', (cell, day) => {
    expect(parseDayCell(cell, 'day-first')).toBe(day);
  });

  test.each([
    [['03/11/2026', '14/11/2026'], 'day-first'],
    [['03/11/2026', '11/14/2026 10:00'], 'month-first'],
    [['03/11/2026'], 'day-first'],
    [['2026-11-14', ''], 'day-first'],
  ] as const)('a column of %j is %s', (cells, order) => {
    expect(guessDayOrder(cells)).toBe(order);
  });

  test('an American column is read as its writer meant it', () => {
    expect(parseDayCell('11/03/2026', 'month-first')).toBe('2026-11-03');
  });
});

describe('readAmount', () => {
  test.each<[string, Currency, DecimalMark, number | string]>([
    ['0,35', 'EUR', null, 35],
    ['0.35', 'EUR', null, 35],
    ['0,35 €', 'EUR', null, 35],
    ['€0.35', 'EUR', null, 35],
    ['$ 1,234.50', 'USD', null, 123_450],
    ['1.234,50 EUR', 'EUR', null, 123_450],
    ['1\u202f234,5', 'EUR', null, 123_450],
    ['1 234 567', 'EUR', null, 123_456_700],
    ['1’234.50', 'CHF', null, 123_450],
    ['12', 'EUR', null, 1200],
    ['0', 'EUR', null, 0],
    [',5', 'EUR', null, 50],
    ['1,500', 'EUR', null, 150_000],
    ['1,500', 'EUR', ',', 150],
    ['1.500', 'EUR', ',', 150_000],
    ['0,350', 'EUR', null, 35],
    ['27,500', 'TND', ',', 27_500],
    ['12 500', 'XOF', null, 12_500],
    ['12 500 FCFA', 'XOF', null, 12_500],
    ['0,355', 'EUR', ',', 'too-precise'],
    ['27,5', 'XOF', null, 'too-precise'],
    ['99999999', 'EUR', null, 'too-big'],
    ['-3', 'EUR', null, 'not-an-amount'],
    ['- 3,50 €', 'EUR', null, 'not-an-amount'],
    ['(3,50)', 'EUR', null, 'not-an-amount'],
    ['1,2,3', 'EUR', null, 'not-an-amount'],
    ['12,34.5,6', 'EUR', null, 'not-an-amount'],
    ['1 h 20', 'EUR', null, 'not-an-amount'],
    ['gratuit', 'EUR', null, 'not-an-amount'],
    ['', 'EUR', null, 'not-an-amount'],
  ])('%j in %s, decimals after %j, is %s', (cell, currency, mark, minor) => {
    expect(parseAmountCell(cell, currency, mark)).toBe(minor);
  });

  test.each<[string[], DecimalMark]>([
    [['1.500', '0,35'], ','],
    [['1,500', '3.5'], '.'],
    [['1.234,50'], ','],
    [['1,234,567'], '.'],
    [['1,500', '12'], null],
    [['', 'rien'], null],
  ])('the decimals of %j come after %j', (cells, mark) => {
    expect(guessDecimalMark(cells)).toBe(mark);
  });
});

describe('words', () => {
  test.each([
    ['3,50 €', 'EUR'],
    ['3.50 eur', 'EUR'],
    ['$3', 'USD'],
    ['3 US$', 'USD'],
    ['CA$3', 'CAD'],
    ['£3', 'GBP'],
    ['500 FCFA', 'XOF'],
    ['2000 Ar', 'MGA'],
    ['CHF 3', 'CHF'],
    ['3', null],
    ['3 zlotys', null],
  ])('%j is in %s', (cell, currency) => {
    expect(parseCurrencyCell(cell)).toBe(currency);
  });

  test.each([
    ['Payé', 'paid'],
    ['Validée', 'paid'],
    ['Approved', 'paid'],
    ['OK', 'paid'],
    ['Refusé', 'refusedWithReason'],
    ['Rejected', 'refusedWithReason'],
    ['non payé', 'refusedWithReason'],
    ['Refusé sans raison', 'refusedWithoutReason'],
    ['rejected (no reason)', 'refusedWithoutReason'],
    ['En attente de validation', 'pending'],
    ['Pending', 'pending'],
    ['soumis', 'pending'],
    ['screen-out', 'screenOuts'],
    ['non éligible', 'screenOuts'],
    ['bug', 'broken'],
    ['Annulé', 'abandoned'],
    ['Returned', 'abandoned'],
    ['?', null],
    ['bleu', null],
  ])('a task that is %j: %s', (cell, end) => {
    expect(parseRunEndCell(cell)).toBe(end);
  });

  test.each([
    ['Reçu', 'received'],
    ['Payé', 'received'],
    ['paid', 'received'],
    ['en attente', 'waiting'],
    ['pas encore payé', 'waiting'],
    ['Requested', 'waiting'],
    ['refusé', 'refused'],
    ['non payé', 'refused'],
    ['bleu', null],
  ])('a payout that is %j: %s', (cell, state) => {
    expect(parsePayoutStateCell(cell)).toBe(state);
  });

  test.each([
    ['Tâche', 'task'],
    ['Payout', 'payout'],
    ['Pay-out', 'payout'],
    ['virement', 'payout'],
    ['recherche', 'search'],
    ['bleu', null],
  ])('a line that is %j: %s', (cell, kind) => {
    expect(parseEntryKindCell(cell)).toBe(kind);
  });

  test.each([
    ['PayPal', 'paypal'],
    ['Virement SEPA', 'bank-transfer'],
    ['bank-transfer', 'bank-transfer'],
    ['Orange Money', 'orange-money'],
    ['carte cadeau Amazon', 'gift-card'],
    ['pigeon', 'other'],
  ])('money that came by %j: %s', (cell, method) => {
    expect(parsePaymentMethodCell(cell)).toBe(method);
  });
});

describe('what a spreadsheet would run', () => {
  test.each(['=1+1', '+33 6', '-5', '@SUM(A1)', "'=1", '\tx', "''-"])(
    '%j is made text, and comes back as it was',
    (text) => {
      expect(escapeFormula(text)).toBe(`'${text}`);
      expect(unescapeFormula(escapeFormula(text))).toBe(text);
    },
  );

  test.each(['abc', '3,50', "l'été", "'twas", ''])('%j stays as it is', (text) => {
    expect(unescapeFormula(text)).toBe(text);
    expect(unescapeFormula(escapeFormula(text))).toBe(text);
  });

  test.each([
    ['x,=HYPERLINK("https://example.org")', `x,'=HYPERLINK("https://example.org")`],
    ['prix; -5', "prix; '-5"],
    ['a\t+33', "a\t'+33"],
    ['note\n@SUM(A1)', "note\n'@SUM(A1)"],
    ['x,"=1"', `x,"'=1"`],
    ["x,'=1", "x,''=1"],
    ['=a,=b', "'=a,'=b"],
  ])('%j cannot become a cell of its own that is run', (text, neutral) => {
    expect(escapeFormula(text)).toBe(neutral);
    expect(unescapeFormula(neutral)).toBe(text);
  });

  test('random text comes back as it was, and no part of it begins a formula', () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    const signs = [...'=+-@,;\t\r\n "\'a1'];
    for (let run = 0; run < 20_000; run += 1) {
      const text = Array.from({ length: random(9) }, () => signs[random(signs.length)]).join('');
      const neutral = escapeFormula(text);
      expect(unescapeFormula(neutral), text).toBe(text);
      expect(/^[=+\-@]/.test(neutral), text).toBe(false);
      const [, ...parts] = neutral.split(/[,;\t\r\n]/);
      expect(
        parts.filter((part) => /^[\s"]*[=+\-@]/.test(part)),
        text,
      ).toEqual([]);
    }
  });
});
