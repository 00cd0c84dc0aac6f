export type ImageSize = { bytes: Buffer; width: number; height: number };

/** `key` is the hexadecimal SHA-256 of the reading size's bytes. */
export type SanitizedImage = { key: string; reading: ImageSize; thumbnail: ImageSize };

/** What tells an image seen before; of its pixels alone, so no other file's name or date matters. */
export type PixelMarks = {
  /** SHA-256 of the pixels as they came, brought to the reading size; hex. */
  sourcePixels: string;
  /** SHA-256 of the pixels of the reading size as they are published; hex. */
  shownPixels: string;
  /** Difference hash of the published pixels: 64 bits, hex. */
  dhash: string;
};

/** A sanitised image with the marks that only a decoder can take. */
export type MarkedImage = SanitizedImage & { marks: PixelMarks };

export type ImageRefusal =
  | 'not-an-image'
  | 'type-not-accepted'
  | 'animated'
  | 'too-many-pixels'
  | 'too-small'
  | 'too-slow'
  | 'damaged'
  | 'busy';

/** A rectangle in pixels of the reading size, from its top left corner. */
export type PixelBox = { left: number; top: number; width: number; height: number };

/** What a worker is asked: a file received to sanitise, or a published picture to cover in part. */
export type Question =
  | { kind: 'sanitize'; path: string }
  | { kind: 'cover'; reading: Uint8Array; boxes: readonly PixelBox[] };

/** What a worker answers. */
export type Answer =
  | { kind: 'done'; reading: Uint8Array; thumbnail: Uint8Array; marks: PixelMarks }
  | { kind: 'refused'; refusal: ImageRefusal };

export class ImageRefused extends Error {
  readonly refusal: ImageRefusal;
  readonly detected: string | null;

  constructor(refusal: ImageRefusal, detected: string | null) {
    super(`image refused: ${refusal}${detected === null ? '' : ` (${detected})`}`);
    this.name = 'ImageRefused';
    this.refusal = refusal;
    this.detected = detected;
  }
}
