export type ImageSize = { bytes: Buffer; width: number; height: number };

/** `key` is the hexadecimal SHA-256 of the reading size's bytes. */
export type SanitizedImage = { key: string; reading: ImageSize; thumbnail: ImageSize };

export type ImageRefusal =
  | 'not-an-image'
  | 'type-not-accepted'
  | 'animated'
  | 'too-many-pixels'
  | 'too-small'
  | 'too-slow'
  | 'damaged'
  | 'busy';

/** What a worker answers for one image. */
export type Outcome =
  | { kind: 'done'; reading: Uint8Array; thumbnail: Uint8Array }
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
