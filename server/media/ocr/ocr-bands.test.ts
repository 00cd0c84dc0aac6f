import { expect, test } from 'vitest';
import type { OcrWord } from '#shared/media/ocr-words.ts';
import { bandsOf, wordsInBand } from './ocr-bands.ts';

test('a phone’s screenshot is read at once, a long one in bands', () => {
  expect(bandsOf(720, 1600, { x: 1500 / 720, y: 1500 / 720 })).toEqual([
    { top: 0, bottom: 1600, from: 0, to: 1600 },
  ]);
  const bands = bandsOf(720, 3997, { x: 1500 / 720, y: 1500 / 720 });
  expect(bands.map(({ from, to }) => [from, to])).toEqual([
    [0, 1332],
    [1332, 2665],
    [2665, 3997],
  ]);
  expect(bands.map(({ top, bottom }) => [top, bottom])).toEqual([
    [0, 1392],
    [1272, 2725],
    [2605, 3997],
  ]);
});

test('a line at the edge of two bands is read once, and whole', () => {
  const bands = bandsOf(720, 3997, { x: 1500 / 720, y: 1500 / 720 });
  const wordAt = (top: number): OcrWord => ({
    text: 'Reçu',
    box: { left: 10, top, width: 60, height: 20 },
    line: 0,
    symbols: [{ text: 'R', box: { left: 10, top, width: 15, height: 20 } }],
  });
  // In pixels of the picture; a band reads it where its rows start.
  const found = bands.flatMap((band, index) =>
    wordsInBand(
      [1_315, 1_325].map((top) => wordAt(top - band.top)),
      band,
      index * 10,
    ),
  );
  expect(found.map(({ box, line }) => [box.top, line])).toEqual([
    [1_315, 0],
    [1_325, 10],
  ]);
  expect(found.map(({ symbols }) => symbols?.[0]?.box.top)).toEqual([1_315, 1_325]);
});
