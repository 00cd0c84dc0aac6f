import sharp from 'sharp';
import { coverPixels, readPixels, toSharp } from '#server/media/files/pixels.ts';
import type { BarJitter } from '#shared/media/cover-bars.ts';
import { barsOver } from '#shared/media/find-covers-of-picture.ts';
import { findCovers } from '#shared/media/redaction.ts';
import { publishedSize } from '#shared/media/published-size.ts';
import type { Drawing, Screen } from '#tests/redaction/screens.ts';
import { chanceOf } from '#tests/redaction/invent.ts';
import { greyOf, inkOf } from '#tests/redaction/measure.ts';

/** Covers a drawn screen as the device does by default, at the published size, and encodes it. */
export async function coverByDefault({ screen, picture, words }: Drawing): Promise<Buffer> {
  const grey = await greyOf(picture);
  const inked = words.flatMap((word) => {
    const box = inkOf(grey, word.box);
    return box === null ? [] : [{ ...word, box }];
  });
  const size = publishedSize(grey);
  const scale = size.width / grey.width;
  const pixels = await readPixels(sharp(picture).resize({ ...size, fit: 'fill' }));
  const reading = { words: inked, turn: 0, width: grey.width, height: grey.height } as const;
  const covers = findCovers(inked).map(({ box }) => box);
  const boxes = barsOver(covers, reading, jitterOf(screen)).map((box) => ({
    left: box.left * scale,
    top: box.top * scale,
    width: box.width * scale,
    height: box.height * scale,
  }));
  coverPixels(pixels, boxes);
  return toSharp(pixels).webp({ quality: 90 }).toBuffer();
}

/** Another one for each picture, and the same each time. */
function jitterOf({ seed, person = 0, payment = 0 }: Screen): BarJitter {
  const chance = chanceOf(seed * 1_000_003 + person * 1009 + payment);
  const draw = (): number[] => Array.from({ length: 256 }, chance);
  return { ends: draw(), rises: draw() };
}
