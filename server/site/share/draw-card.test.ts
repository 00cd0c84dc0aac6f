import { describe, expect, test } from 'vitest';
import { drawCardAsSvg } from './draw-card.ts';
import { drawPortraitAsSvg } from './draw-portrait.ts';
import { fitParagraph } from './drawing.ts';
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

test('a text that does not fit says so at its end', () => {
  const { lines } = fitParagraph('mot '.repeat(100).trim(), 'said', [40], 500, 2);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/…$/);
  for (const line of lines) expect(measureTextWidth(line, 'said') * 40).toBeLessThanOrEqual(500);
});

describe('a card', () => {
  const card = {
    title: 'Un paiement reçu de Clickworker',
    say: 'Confirmée par d’autres membres',
    slip: {
      head: 'Clickworker',
      paidShare: 0.9,
      rows: [
        { label: 'Demandé en', value: 'mars 2026' },
        { label: 'Montant', value: 'environ 27 €', ink: 'good' },
      ],
    },
    stamp: { words: 'Reçu', ink: 'good', shape: null },
    note: 'Des membres le disent.',
  } as const;

  const address = { url: 'https://site.example/fr/boycotts/3k9', scan: 'Scannez le code\u00a0:' };

  test('is shapes alone: no text, no font, no address', () => {
    const drawn = [
      drawCardAsSvg(card, 'Contrenote'),
      drawPortraitAsSvg(card, 'Contrenote', address),
    ];
    for (const svg of drawn) expect(svg).not.toMatch(/<text|font|href|url\(|NaN|undefined/);
  });

  test.each([
    ['a name without end', { title: 'x'.repeat(400) }],
    ['a hundred words', { title: 'mot '.repeat(100).trim() }],
    ['markup', { title: '<script>&"' }],
    [
      'long values',
      { slip: { ...card.slip, rows: [{ label: 'l'.repeat(80), value: 'v'.repeat(80) }] } },
    ],
    ['no rows', { slip: { ...card.slip, paidShare: null, rows: [] } }],
    ['much to say', { say: 'mot '.repeat(100).trim() }],
  ])('stays sound with %s', (_, part) => {
    const strange = { ...card, ...part };
    const drawn = [
      drawCardAsSvg(strange, 'Contrenote'),
      drawPortraitAsSvg(strange, 'Contrenote', address),
    ];
    for (const svg of drawn) {
      expect(svg).not.toMatch(/NaN|Infinity|script|scale\(-/);
      expect(svg.length).toBeLessThan(600_000);
    }
  });
});
