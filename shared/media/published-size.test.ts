import { expect, test } from 'vitest';
import { publishedSize } from './published-size.ts';

/** Screenshots stay legible: what is long is not made narrow. */
test.each([
  ['a phone screenshot', 1080, 2400, 720, 1600],
  ['a screen of a computer', 2560, 1440, 1600, 900],
  ['a photograph', 4032, 3024, 1600, 1200],
  ['a long screenshot', 1081, 6001, 720, 3997],
  ['a very long screenshot', 1080, 20_000, 402, 7_454],
  ['three screens side by side', 5760, 1080, 3840, 720],
  ['a small picture', 390, 844, 390, 844],
  ['a long and narrow picture', 320, 6400, 320, 6400],
])('%s of %d x %d is published at %d x %d', (_, width, height, shownWidth, shownHeight) => {
  expect(publishedSize({ width, height })).toEqual({ width: shownWidth, height: shownHeight });
});

test('a published size stays as it is when published again', () => {
  for (let width = 50; width < 4000; width += 37) {
    for (const ratio of [0.06, 0.3, 0.9, 1, 1.3, 2.2, 4.7, 9.1, 19.9]) {
      const size = publishedSize({ width, height: Math.round(width * ratio) });
      expect(publishedSize(size), `${width} ${ratio}`).toEqual(size);
      expect(size.width * size.height).toBeLessThanOrEqual(3_000_000);
    }
  }
});
