import { expect, test } from 'vitest';
import { resizeGrey } from './resize-grey.ts';

/** Shades that grow from left to right and from top to bottom. */
function ramp(width: number, height: number): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, index) => {
    const [x, y] = [index % width, Math.floor(index / width)];
    return Math.round((120 * (x + 0.5)) / width + (120 * (y + 0.5)) / height);
  });
}

test.each([
  [40, 30, 100, 75],
  [100, 75, 80, 75],
  [100, 75, 40, 30],
])('%i × %i becomes %i × %i, and shows the same', (width, height, wide, high) => {
  const resized = resizeGrey({ data: ramp(width, height), width, height }, wide, high);
  expect([resized.width, resized.height]).toEqual([wide, high]);
  const expected = ramp(wide, high);
  // At the edges the kernel has one side alone.
  const edge = 3;
  for (let y = edge; y < high - edge; y += 1) {
    for (let x = edge; x < wide - edge; x += 1) {
      const difference = (resized.data[y * wide + x] ?? 0) - (expected[y * wide + x] ?? 0);
      expect(Math.abs(difference)).toBeLessThanOrEqual(2);
    }
  }
});

test('a line of dark pixels stays where it is, and dark', () => {
  const data = new Uint8Array(60 * 20).fill(255);
  for (let y = 0; y < 20; y += 1) data.fill(0, y * 60 + 30, y * 60 + 33);
  const { data: larger } = resizeGrey({ data, width: 60, height: 20 }, 120, 40);
  const row = [...larger.subarray(20 * 120, 21 * 120)];
  expect(row.flatMap((shade, x) => (shade < 128 ? [x] : []))).toEqual([60, 61, 62, 63, 64, 65]);
});
