// Runs in a process of its own, because the decoders read untrusted bytes. Answers one image at a time
// over the IPC channel, and exits with its parent.
import { readFile } from 'node:fs/promises';
import sharp, { type Metadata } from 'sharp';
import { detectFormat, FORMAT_HEAD_BYTES } from '#shared/media/image-format.ts';
import { publishedSize } from '#shared/media/published-size.ts';
import { serveParentProcess } from '#server/core/worker-pool/serve-parent-process.ts';
import {
  MAX_JPEG_SCANS,
  MAX_PIXELS,
  refuseImageSize,
  THUMBNAIL_MAX_WIDTH_PX,
  WEBP_QUALITY,
} from './image-limits.ts';
import {
  coverPixels,
  differenceHash,
  sha256OfPixels,
  readPixels,
  toGreyPicture,
  toSharp,
  type Pixels,
} from './pixels.ts';
import { findLayout, packLayout } from './picture-layout.ts';
import { isAnimatedPng } from './animated-png.ts';
import { countJpegScans } from './jpeg-scans.ts';
import type { SanitizerResponse, SanitizerRequest } from './sanitizer-messages.ts';
import type { Box } from '#shared/media/box.ts';
import type { ImageRefusal } from './image-refused.ts';

sharp.cache(false);
sharp.concurrency(1);
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
});

async function sanitizeFile(path: string): Promise<SanitizerResponse> {
  const input = await readFile(path);
  const refusalByFormat = refuseByFormat(input);
  if (refusalByFormat !== null) return { kind: 'refused', refusal: refusalByFormat };
  // Tolerates minor errors as browsers do: many phones write slightly invalid JPEGs.
  const source = sharp(input, { failOn: 'error', limitInputPixels: false });
  const metadata = await source.metadata();
  const refusal = refuseFromHeader(metadata);
  if (refusal !== null) return { kind: 'refused', refusal };

  // Flattens on white: content that an editor "erased" often remains under transparent pixels. Only raw
  // pixels pass from the upload to the published files.
  const pixels = await readPixels(
    sharp(input, { failOn: 'error', limitInputPixels: MAX_PIXELS })
      .autoOrient()
      .resize({ ...publishedSize(metadata.autoOrient), fit: 'fill' }),
  );
  return encode(pixels, sha256OfPixels(pixels));
}

/** Re-encodes a published picture with opaque boxes; without boxes only its fingerprints are needed. */
async function coverPicture(
  reading: Uint8Array,
  boxes: readonly Box[],
): Promise<SanitizerResponse> {
  const pixels = await readPixels(sharp(reading, { failOn: 'error' }));
  // Hash only after covering: a hash of covered pixels would let anybody test guesses of them.
  coverPixels(pixels, boxes);
  return encode(pixels, sha256OfPixels(pixels));
}

async function encode(pixels: Pixels, sourcePixels: string): Promise<SanitizerResponse> {
  const reading = await toSharp(pixels).webp({ quality: WEBP_QUALITY }).toBuffer();
  const thumbnail = await toSharp(pixels)
    .resize({ width: THUMBNAIL_MAX_WIDTH_PX, withoutEnlargement: true })
    .webp({ quality: WEBP_QUALITY })
    .toBuffer();
  const shown = await readPixels(sharp(reading));
  const marks = {
    sourcePixels,
    shownPixels: sha256OfPixels(shown),
    dhash: await differenceHash(shown),
    layout: packLayout(findLayout(await toGreyPicture(shown))),
  };
  return { kind: 'done', reading, thumbnail, marks };
}

function refuseByFormat(input: Buffer): ImageRefusal | null {
  const format = detectFormat(input.subarray(0, FORMAT_HEAD_BYTES));
  if (format === 'PNG' && isAnimatedPng(input)) return 'animated';
  return format === 'JPEG' && countJpegScans(input) > MAX_JPEG_SCANS ? 'too-slow' : null;
}

function refuseFromHeader({ width, height, pages, depth }: Metadata): ImageRefusal | null {
  return pages !== undefined && pages > 1
    ? 'animated'
    : refuseImageSize(width, height, depth !== 'uchar');
}

serveParentProcess(async (question): Promise<SanitizerResponse> => {
  // Only the sanitiser sends messages.
  const asked = question as SanitizerRequest;
  try {
    return asked.kind === 'sanitize'
      ? await sanitizeFile(asked.path)
      : await coverPicture(asked.reading, asked.boxes);
  } catch {
    return { kind: 'refused', refusal: 'damaged' };
  }
});
