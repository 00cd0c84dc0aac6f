// A process of its own: the decoders read bytes that nobody vouches for. It answers one image at a
// time over the channel that its parent opened, and ends with it.
import { readFile } from 'node:fs/promises';
import sharp, { type Metadata } from 'sharp';
import { detectFormat, FORMAT_HEAD_BYTES } from './image-format.ts';
import {
  MAX_PIXELS,
  MIN_SIDE_PX,
  READING_MAX_SIDE_PX,
  THUMBNAIL_MAX_WIDTH_PX,
  WEBP_QUALITY,
} from './image-limits.ts';
import { isAnimatedPng } from './png.ts';
import type { ImageRefusal, Outcome } from './sanitized-image.ts';

sharp.cache(false);
sharp.concurrency(1);
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
});

async function sanitizeFile(path: string): Promise<Outcome> {
  const input = await readFile(path);
  const isPng = detectFormat(input.subarray(0, FORMAT_HEAD_BYTES)) === 'PNG';
  if (isPng && isAnimatedPng(input)) return { kind: 'refused', refusal: 'animated' };
  // Small faults are forgiven, as browsers do: many phones write JPEGs that make decoders grumble.
  const source = sharp(input, { failOn: 'error', limitInputPixels: false });
  const refusal = refuseFromHeader(await source.metadata());
  if (refusal !== null) return { kind: 'refused', refusal };

  // What an editor "erased" often stays under transparent pixels: the white covers it. And raw
  // pixels are all that passes from the file received to the files published.
  const { data, info } = await sharp(input, { failOn: 'error', limitInputPixels: MAX_PIXELS })
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .resize({
      width: READING_MAX_SIDE_PX,
      height: READING_MAX_SIDE_PX,
      fit: 'inside',
      withoutEnlargement: true,
    })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  const reading = await sharp(data, { raw }).webp({ quality: WEBP_QUALITY }).toBuffer();
  const thumbnail = await sharp(data, { raw })
    .resize({ width: THUMBNAIL_MAX_WIDTH_PX, withoutEnlargement: true })
    .webp({ quality: WEBP_QUALITY })
    .toBuffer();
  return { kind: 'done', reading, thumbnail };
}

function refuseFromHeader({ width, height, pages }: Metadata): ImageRefusal | null {
  if (pages !== undefined && pages > 1) return 'animated';
  if (width * height > MAX_PIXELS) return 'too-many-pixels';
  if (Math.min(width, height) < MIN_SIDE_PX) return 'too-small';
  return null;
}

process.on('message', (path: unknown) => {
  if (typeof path !== 'string') return;
  sanitizeFile(path)
    .catch((): Outcome => ({ kind: 'refused', refusal: 'damaged' }))
    .then((outcome) => process.send?.(outcome));
});
process.once('disconnect', () => process.exit());
process.send?.('ready');
