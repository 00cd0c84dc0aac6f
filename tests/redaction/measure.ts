import sharp from 'sharp';
import type { Box } from '#shared/media/box.ts';

/** A picture in shades of grey, one byte a pixel. */
export type Grey = { pixels: Uint8Array; width: number; height: number };

/** Reads a picture as shades of grey. */
export async function greyOf(picture: Buffer): Promise<Grey> {
  const { data, info } = await sharp(picture)
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { pixels: new Uint8Array(data), width: info.width, height: info.height };
}

/** How much darker or lighter than the ground a pixel of a letter is, 0 to 255. */
const INK = 40;

/** The part of a box that has letters on it: lines of text are drawn with room above and below. */
export function inkOf({ pixels, width, height }: Grey, box: Box): Box | null {
  const [left, top] = [Math.max(0, Math.floor(box.left)), Math.max(0, Math.floor(box.top))];
  const right = Math.min(width, Math.ceil(box.left + box.width));
  const bottom = Math.min(height, Math.ceil(box.top + box.height));
  const counts = new Map<number, number>();
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const shade = pixels[y * width + x] ?? 0;
      counts.set(shade, (counts.get(shade) ?? 0) + 1);
    }
  }
  const ground = [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 255;
  let [x0, y0, x1, y1] = [right, bottom, left, top];
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      if (Math.abs((pixels[y * width + x] ?? 0) - ground) < INK) continue;
      [x0, y0] = [Math.min(x0, x), Math.min(y0, y)];
      [x1, y1] = [Math.max(x1, x + 1), Math.max(y1, y + 1)];
    }
  }
  return x1 > x0 ? { left: x0, top: y0, width: x1 - x0, height: y1 - y0 } : null;
}

/** The share of a box's pixels that lie under others, 0 to 1. */
export function coveredShare(box: Box, covers: readonly Box[]): number {
  const near = covers.filter(
    (cover) =>
      cover.left < box.left + box.width &&
      cover.left + cover.width > box.left &&
      cover.top < box.top + box.height &&
      cover.top + cover.height > box.top,
  );
  let covered = 0;
  let all = 0;
  for (let y = Math.floor(box.top); y < box.top + box.height; y += 1) {
    for (let x = Math.floor(box.left); x < box.left + box.width; x += 1) {
      all += 1;
      // A pixel counts by its middle: boxes are burnt in whole pixels.
      const [middleX, middleY] = [x + 0.5, y + 0.5];
      if (
        near.some(
          ({ left, top, width, height }) =>
            middleX >= left && middleX <= left + width && middleY >= top && middleY <= top + height,
        )
      ) {
        covered += 1;
      }
    }
  }
  return all === 0 ? 1 : covered / all;
}
