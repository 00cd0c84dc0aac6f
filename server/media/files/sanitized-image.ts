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
