import type { Box } from '#shared/media/box.ts';
import type { ImageRefusal } from './image-refused.ts';
import type { PixelFingerprints } from './sanitized-image.ts';

/** Request to the worker: sanitise an uploaded file, or cover parts of a published picture. */
export type SanitizerRequest =
  | { kind: 'sanitize'; path: string }
  | { kind: 'cover'; reading: Uint8Array; boxes: readonly Box[] };

export type SanitizerResponse =
  | { kind: 'done'; reading: Uint8Array; thumbnail: Uint8Array; marks: PixelFingerprints }
  | { kind: 'refused'; refusal: ImageRefusal };
