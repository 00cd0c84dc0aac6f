import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { readPixels, toGreyPicture } from '#server/media/files/pixels.ts';
import {
  findLayout,
  packLayout,
  unpackLayout,
  type PictureLayout,
} from '#server/media/files/picture-layout.ts';
import { drawCoveredScreen } from '#tests/recycled/covered-screens.ts';
import { TRANSFORMS } from '#tests/recycled/transforms.ts';
import { compareLayouts, likenessOfCopy } from '#server/media/pictures/layout-likeness.ts';

/** A changed copy of a covered picture is known by its covers, and another payment is not taken for one. */
async function layoutOf(picture: Buffer): Promise<PictureLayout> {
  const layout = findLayout(await toGreyPicture(await readPixels(sharp(picture))));
  return unpackLayout(packLayout(layout));
}
const first = await drawCoveredScreen(1);
const known = await layoutOf(first);

test('edges are found to a fraction of a pixel, of covers alone', async () => {
  const { width, height, rectangles } = await layoutOf(
    await sharp(first).jpeg({ quality: 50 }).toBuffer(),
  );
  expect([width, height]).toEqual([720, 800]);
  const cover = rectangles.find(({ top }) => Math.abs(top - 80) < 1);
  expect(cover?.left).toBeCloseTo(680 - 96 - 3, 0);
  expect(cover?.bottom).toBeCloseTo(118, 0);
  expect(cover?.straight).toBe(15);
});

describe('a copy is known', () => {
  // Boxes that somebody draws over a copy may leave too few covers: the bench counts how often.
  test.each(Object.entries(TRANSFORMS).filter(([name]) => name !== 'boxes over it'))(
    '%s',
    async (_, change) => {
      const copy = await layoutOf(await change(first));
      expect(likenessOfCopy(compareLayouts(known, copy))).toBeGreaterThanOrEqual(0.6);
    },
  );
});

test('another payment on the template is no copy, though many of its covers are the same', async () => {
  for (const payment of [2, 3, 4, 5, 6, 7, 8]) {
    const other = compareLayouts(known, await layoutOf(await drawCoveredScreen(payment)));
    expect(other.same).toBeGreaterThanOrEqual(3);
    expect(other.other).toBeGreaterThan(0);
    expect(likenessOfCopy(other)).toBeNull();
  }
});

test('two pictures of one page without covers are no copies, though its buttons are the same', async () => {
  const button = (y: number): string =>
    `<rect x="60" y="${y}" width="600" height="60" fill="#1d4f7a"/>`;
  const page = (name: string): Buffer =>
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="720" height="800"
        font-family="DejaVu Sans, Liberation Sans, sans-serif" font-size="30">
        <rect width="720" height="800" fill="#fff"/><text x="40" y="60">${name}</text>
        ${[100, 200, 300, 400, 500, 600].map(button).join('')}</svg>`,
    );
  const [one, other] = [await layoutOf(page('Nadia Rakoto')), await layoutOf(page('Awa Diop'))];
  expect(one.rectangles.length).toBeGreaterThanOrEqual(6);
  expect(likenessOfCopy(compareLayouts(one, other))).toBeNull();
});

test('a picture with few covers is compared with none', async () => {
  const part = await sharp(first).extract({ left: 0, top: 0, width: 720, height: 300 }).toBuffer();
  const few = await layoutOf(part);
  expect(compareLayouts(few, few).same).toBeGreaterThan(0);
  expect(likenessOfCopy(compareLayouts(few, few))).toBeNull();
  const plain = unpackLayout('');
  expect(likenessOfCopy(compareLayouts(plain, plain))).toBeNull();
});
