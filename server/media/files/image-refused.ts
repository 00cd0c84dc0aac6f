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
