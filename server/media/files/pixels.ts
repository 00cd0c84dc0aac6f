import { createHash } from 'node:crypto';
import sharp, { type Sharp } from 'sharp';
import type { GreyPicture } from './picture-layout.ts';
import type { Box } from '#shared/media/box.ts';
import { COVER_COLOURS } from '#shared/media/cover-colours.ts';

/** Raw 8-bit RGB pixels, row by row. */
export type Pixels = { data: Buffer; width: number; height: number };

const CHANNELS = 3;
const HASH_SIDE = 8;
/** A grey that is visible on light and dark screenshots. */
const COVER = Buffer.from(COVER_COLOURS.server.slice(1), 'hex');

/** SHA-256 of pixels and size, in hex: identifies a picture independently of its file. */
export function sha256OfPixels({ data, width, height }: Pixels): string {
  return createHash('sha256').update(`${width}x${height} `).update(data).digest('hex');
}

/**
 * Perceptual hash (dHash), 64 bits in hex: whether each of 8 x 8 fields is brighter than its right
 * neighbour.
 */
export async function differenceHash(pixels: Pixels): Promise<string> {
  const { data: grey } = await toSharp(pixels)
    .greyscale()
    .resize({ width: HASH_SIDE + 1, height: HASH_SIDE, fit: 'fill' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const step = grey.length / ((HASH_SIDE + 1) * HASH_SIDE);
  let hash = 0n;
  for (let row = 0; row < HASH_SIDE; row += 1) {
    for (let column = 0; column < HASH_SIDE; column += 1) {
      const at = (row * (HASH_SIDE + 1) + column) * step;
      hash = (hash << 1n) | ((grey[at] ?? 0) > (grey[at + step] ?? 0) ? 1n : 0n);
    }
  }
  return hash.toString(16).padStart(16, '0');
}

/** Paints opaque boxes over pixels in place, which destroys what was there. */
export function coverPixels({ data, width, height }: Pixels, boxes: readonly Box[]): void {
  for (const box of boxes) {
    const left = clamp(Math.floor(box.left), width);
    const right = clamp(Math.ceil(box.left + box.width), width);
    const bottom = clamp(Math.ceil(box.top + box.height), height);
    for (let row = clamp(Math.floor(box.top), height); row < bottom; row += 1) {
      data.fill(COVER, (row * width + left) * CHANNELS, (row * width + right) * CHANNELS);
    }
  }
}

export function toSharp({ data, width, height }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels: CHANNELS } });
}

/** The luma of pixels. */
export async function toGreyPicture(pixels: Pixels): Promise<GreyPicture> {
  const { data, info } = await toSharp(pixels)
    .greyscale()
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/**
 * Decodes a picture to raw pixels in sRGB; transparent pixels become white.
 * @throws Error where the result does not have three channels.
 */
export async function readPixels(picture: Sharp): Promise<Pixels> {
  const { data, info } = await picture
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== CHANNELS) throw new Error('not red, green and blue');
  return { data, width: info.width, height: info.height };
}

function clamp(value: number, max: number): number {
  return Math.min(max, Math.max(0, value));
}
