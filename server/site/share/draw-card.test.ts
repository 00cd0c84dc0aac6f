import { describe, expect, test } from 'vitest';
import { drawCardAsSvg } from './draw-card.ts';
import { hasAllGlyphs, measureTextWidth, renderTextAsPaths } from './fonts.ts';

describe('letters', () => {
  test('draw what French, English and their amounts need, as shapes with sound numbers', () => {
    const text = 'Où l’œil paie « 1 234,50 € » à Łódź, ça va ? ÉÀÇŒ·–…';
    expect(hasAllGlyphs(text, 'said')).toBe(true);
    const { path, width } = renderTextAsPaths(text, 'said', 68);
    expect(path).toMatch(/^[MLQCZ\d. -]+$/);
    expect(path).not.toMatch(/\d\.\d\d|\d[QLMCZ]?\.(?!\d)/);
    expect(width).toBeCloseTo(measureTextWidth(text, 'said') * 68, 6);
  });

  test('say what they cannot write, and leave it out', () => {
    expect(hasAllGlyphs('Пример', 'said')).toBe(false);
    expect(renderTextAsPaths('Пример', 'said', 68)).toEqual({ path: '', width: 0 });
  });
});

describe('a card', () => {
  const card = {
    title: 'Un paiement reçu de Clickworker',
    rows: [{ label: 'Montant', value: 'environ 27 €' }],
    stamp: { words: 'Reçu', ink: 'good', shape: null },
    note: 'Des membres le disent.',
  } as const;

  test('is shapes alone: no text, no font, no address', () => {
    const svg = drawCardAsSvg(card, 'Contrenote');
    expect(svg).not.toMatch(/<text|font|href|url\(|NaN|undefined/);
  });

  test.each([
    ['a name without end', { title: 'x'.repeat(400) }],
    ['a hundred words', { title: 'mot '.repeat(100).trim() }],
    ['markup', { title: '<script>&"' }],
    ['long values', { rows: [{ label: 'l'.repeat(80), value: 'v'.repeat(80) }] }],
    ['no rows', { rows: [] }],
  ])('stays sound with %s', (_, part) => {
    const svg = drawCardAsSvg({ ...card, ...part }, 'Contrenote');
    expect(svg).not.toMatch(/NaN|Infinity|script/);
    expect(svg.length).toBeLessThan(600_000);
  });
});
