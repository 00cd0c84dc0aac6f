import { MAX_SIDE_RATIO } from '#shared/media/published-size.ts';
import type { ImageRefusal } from './image-refused.ts';

export const MAX_PIXELS = 40_000_000;
/**
 * Maximum number of pixels of an image with 16 bits a channel, where a pixel takes three times the
 * memory; the largest common screen has 14.7 million pixels.
 */
export const MAX_PIXELS_16_BIT = 16_000_000;
export const MIN_SIDE_PX = 50;
/** Encoders write up to a dozen scans; each costs a visit of all blocks, and can be a few bytes long. */
export const MAX_JPEG_SCANS = 50;
export const THUMBNAIL_MAX_WIDTH_PX = 320;
export const WEBP_QUALITY = 80;

export const IMAGE_CPU_MS = 10_000;
export const IMAGE_CLOCK_MS = 120_000;
export const CHILD_IDLE_MS = 60_000;
export const CHILD_HEAP_MB = 64;
export const CHILD_MEMORY_BYTES = 512 * 1024 * 1024;
export const IMAGES_PER_CHILD = 50;
export const MAX_CHILDREN = 2;
/** Queue length; each waiting image is a file of at most 12 MB. */
export const MAX_QUEUED_IMAGES = 100;

/**
 * Why a picture of this size is refused; null where it is accepted. The size is that of the file's
 * header; `isDeep`: 16 bits a channel.
 */
export function refuseImageSize(
  width: number,
  height: number,
  isDeep: boolean,
): ImageRefusal | null {
  if (width * height > (isDeep ? MAX_PIXELS_16_BIT : MAX_PIXELS)) return 'too-many-pixels';
  const [shorter, longer] = [Math.min(width, height), Math.max(width, height)];
  if (shorter < MIN_SIDE_PX) return 'too-small';
  return longer > MAX_SIDE_RATIO * shorter ? 'too-long' : null;
}
