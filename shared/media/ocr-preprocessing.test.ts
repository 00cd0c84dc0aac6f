import { describe, expect, test } from 'vitest';
import { darkOnWhiteOf, toDarkOnWhite } from './ocr-preprocessing.ts';
import { ocrScale } from './ocr-settings.ts';

/** A background with strokes of another shade in every eighth column. */
function striped(width: number, height: number, ground: number, stroke: number): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, index) =>
    (index % width) % 8 === 0 ? stroke : ground,
  );
}

describe('letters dark on white', () => {
  test.each([
    ['dark on white', 255, 0],
    ['light on dark', 20, 240],
    ['light on a button in colour', 90, 255],
    ['dark on light grey', 200, 30],
  ])('%s', (_, ground, stroke) => {
    const turned = toDarkOnWhite(striped(64, 64, ground, stroke), 64, 64);
    expect(turned[65]).toBe(255);
    expect(turned[64]).toBeLessThan(10);
  });

  test('two grounds in one picture come out alike', () => {
    const upper = striped(64, 64, 255, 0);
    const lower = striped(64, 64, 40, 250);
    const turned = toDarkOnWhite(new Uint8Array([...upper, ...lower]), 64, 128);
    expect([turned[64 * 8 + 1], turned[64 * 120 + 1]]).toEqual([255, 255]);
    expect([turned[64 * 8], turned[64 * 120]]).toEqual([0, 0]);
  });

  test('is made once for one picture', () => {
    const grey = striped(64, 64, 200, 30);
    const made = darkOnWhiteOf(grey, 64, 64);
    expect(made).toEqual(toDarkOnWhite(grey, 64, 64));
    expect(darkOnWhiteOf(grey, 64, 64)).toBe(made);
  });

  test('a picture smaller than a tile, and an empty one', () => {
    expect([...toDarkOnWhite(new Uint8Array([9, 9]), 2, 1)]).toEqual([255, 255]);
    expect([...toDarkOnWhite(new Uint8Array(), 0, 0)]).toEqual([]);
  });
});

describe('how much larger a picture is read', () => {
  test.each<[string, number, number, number]>([
    ['a small phone screenshot', 360, 800, 2.5],
    ['a phone screenshot', 720, 1600, 1.5],
    ['a large phone screenshot', 1080, 2400, 1],
    ['a computer screen', 1100, 720, 2],
    ['a large computer screen', 3840, 2160, 1],
  ])('%s', (_, width, height, scale) => {
    expect(ocrScale(width, height, 'Cyrillic')).toEqual({ x: scale, y: scale });
    expect(ocrScale(width, height, 'Arabic')).toEqual({ x: 0.65 * scale, y: 0.65 * scale });
    const across = scale === 1 ? 0.8 : scale;
    expect(ocrScale(width, height, 'Latin')).toEqual({ x: across, y: scale });
  });
});
