import sharp from 'sharp';
import { coverPixels, readPixels, toSharp } from '#server/media/files/pixels.ts';
import { findCovers } from '#shared/media/redaction.ts';
import { publishedSize } from '#shared/media/published-size.ts';
import type { Drawing } from '#tests/redaction/screens.ts';
import { greyOf, inkOf } from '#tests/redaction/measure.ts';

/** Covers a drawn screen as the device does by default, at the published size, and encodes it. */
export async function coverByDefault({ picture, words }: Drawing): Promise<Buffer> {
  const grey = await greyOf(picture);
  const inked = words.flatMap((word) => {
    const box = inkOf(grey, word.box);
    return box === null ? [] : [{ ...word, box }];
  });
  const size = publishedSize(grey);
  const scale = size.width / grey.width;
  const pixels = await readPixels(sharp(picture).resize({ ...size, fit: 'fill' }));
  const boxes = findCovers(inked).map(({ box }) => ({
    left: box.left * scale,
    top: box.top * scale,
    width: box.width * scale,
    height: box.height * scale,
  }));
  coverPixels(pixels, boxes);
  return toSharp(pixels).webp({ quality: 90 }).toBuffer();
}
