import { describe, expect, test } from 'vitest';
import { findBadges } from './badges.ts';
import { toDarkOnWhite } from './ocr-preprocessing.ts';

const [WIDTH, HEIGHT] = [300, 300];
type Box = readonly [left: number, top: number, width: number, height: number];

/** A page of one shade with filled boxes, and strokes every eighth column of some of them. */
function page(ground: number, boxes: readonly { box: Box; fill: number; stroke?: number }[]) {
  const grey = new Uint8Array(WIDTH * HEIGHT).fill(ground);
  for (const { box, fill, stroke } of boxes) {
    const [left, top, width, height] = box;
    for (let y = top; y < top + height; y += 1) {
      for (let x = left; x < left + width; x += 1) grey[y * WIDTH + x] = fill;
      if (stroke === undefined || y < top + 6 || y >= top + height - 6) continue;
      for (let x = left + 12; x < left + width - 12; x += 8) grey[y * WIDTH + x] = stroke;
    }
  }
  return grey;
}
const boxesOf = (grey: Uint8Array): number[][] =>
  findBadges(grey, WIDTH, HEIGHT).map(({ left, top, right, bottom }) => [left, top, right, bottom]);

const BADGE: Box = [60, 40, 90, 24];

describe('a badge', () => {
  test.each([
    ['white on green, on a light page', 244, 110, 255],
    ['dark on pale green, on a dark page', 18, 235, 70],
  ])('%s: its text becomes dark on white, without its edges', (_, ground, fill, stroke) => {
    const grey = page(ground, [{ box: BADGE, fill, stroke }]);
    expect(boxesOf(grey)).toEqual([[60, 40, 150, 64]]);
    const dark = toDarkOnWhite(grey, WIDTH, HEIGHT);
    const row = [...dark.subarray(52 * WIDTH, 53 * WIDTH)];
    const ink = row.flatMap((shade, x) => (shade < 100 ? [x] : []));
    expect(ink).toEqual([72, 80, 88, 96, 104, 112, 120, 128, 136]);
    expect([...dark.subarray(0, 46 * WIDTH)].every((shade) => shade === 255)).toBe(true);
  });

  test('is nothing without text on it, as a stroke of a large letter', () => {
    expect(boxesOf(page(255, [{ box: BADGE, fill: 0 }]))).toEqual([]);
  });

  test('is no large card, and nothing as narrow as a letter', () => {
    const card = { box: [10, 10, 180, 100], fill: 30, stroke: 255 } as const;
    const letter = { box: [60, 40, 24, 24], fill: 0, stroke: 255 } as const;
    expect(boxesOf(page(200, [card]))).toEqual([]);
    expect(boxesOf(page(200, [letter]))).toEqual([]);
  });

  test('is no strip of the ground that noise sets apart', () => {
    expect(boxesOf(page(110, [{ box: BADGE, fill: 122, stroke: 255 }]))).toEqual([]);
  });

  test('wipes out nothing beside an area of an odd shape', () => {
    // The area ends before a letter which its box has in a corner.
    const grey = page(255, [
      { box: [20, 40, 100, 24], fill: 110, stroke: 255 },
      { box: [110, 51, 10, 13], fill: 255 },
      { box: [114, 55, 3, 6], fill: 0 },
    ]);
    expect(boxesOf(grey)).toEqual([[20, 40, 120, 64]]);
    const dark = toDarkOnWhite(grey, WIDTH, HEIGHT);
    expect(dark[58 * WIDTH + 115]).toBeLessThan(50);
  });
});
