import { describe, expect, test } from 'vitest';
import { numberTokens } from './number-tokens.ts';
import type { OcrWord } from './ocr-words.ts';

function lines(...texts: string[]): OcrWord[] {
  return texts.flatMap((text, line) =>
    text.split(' ').map((word, index) => ({
      text: word,
      box: { left: index * 80, top: line * 60, width: 70, height: 16 },
      line,
    })),
  );
}

describe('the numbers by which a screenshot is recognised', () => {
  test.each<[string, string[]]>([
    ['Montant 27 500 Ar', ['27500']],
    ['Montant 27,43 €', ['2743']],
    ['le 12/05/2024', ['12052024']],
    // Look-alikes are equal.
    ['Montant 27 5OO Ar', ['27500']],
    ['à 14:32', ['1432']],
    ['il y a 12 jours', []],
    ['en 2024', []],
    ['05/2024', []],
    // With and without decimals: the other picture may have them covered.
    ['Montant 1019,22 €', ['101922', '1019']],
  ])('%s', (text, tokens) => {
    expect(numberTokens(lines(text)).toSorted()).toEqual(tokens.toSorted());
  });

  test.each([
    'IBAN BE68 5390 0754 7034',
    'Carte 4242 4242 4242 4242',
    'Visa **** 4242',
    'Tel 06 12 34 56 78',
    'Ref : 1234567890',
    'Trans ID: 5521',
    'rakoto1987@example.com',
    '9XK21345AB678901C',
  ])('nothing of a person or a transaction: %s', (text) => {
    expect(numberTokens(lines(text))).toEqual([]);
  });

  test('each once', () => {
    expect(numberTokens(lines('500 Ar', '500 Ar'))).toEqual(['500']);
  });
});
