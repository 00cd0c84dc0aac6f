export type SizedImage = { bytes: Buffer; width: number; height: number };

/** A picture in its two published sizes; `key` is the SHA-256 of the reading size's bytes, in hex. */
export type SanitizedImage = { key: string; reading: SizedImage; thumbnail: SizedImage };

/**
 * Fingerprints to recognise an image that was uploaded before. They depend on the pixels only, not on
 * file names or metadata.
 */
export type PixelFingerprints = {
  /** SHA-256 of the pixels before they are encoded, at the reading size and covered; in hex. */
  sourcePixels: string;
  /** SHA-256 of the published pixels of the reading size; in hex. */
  shownPixels: string;
  /** Perceptual hash of the published pixels: 64 bits, in hex. */
  dhash: string;
  /** Rectangles of one colour on the published pixels, covers above all, as `packLayout` packs them. */
  layout: string;
};

export type FingerprintedImage = SanitizedImage & { marks: PixelFingerprints };

export type ImageRefusal =
  | 'not-an-image'
  | 'type-not-accepted'
  | 'animated'
  | 'too-many-pixels'
  | 'too-small'
  | 'too-long'
  | 'too-slow'
  | 'damaged'
  | 'busy';

/** A rectangle in pixels of the reading size. */
export type PixelBox = { left: number; top: number; width: number; height: number };

/** Request to the worker: sanitise an uploaded file, or cover parts of a published picture. */
export type SanitizerRequest =
  | { kind: 'sanitize'; path: string }
  | { kind: 'cover'; reading: Uint8Array; boxes: readonly PixelBox[] };

export type SanitizerResponse =
  | { kind: 'done'; reading: Uint8Array; thumbnail: Uint8Array; marks: PixelFingerprints }
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
