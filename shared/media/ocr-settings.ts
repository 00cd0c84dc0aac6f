/** How text is recognised, in the browser and on the server alike. */
export const OCR = {
  /** Read first; it reads English payment screens as well. */
  language: 'fra',
  /** The folder of the language's data package. */
  data: '4.0.0_best_int',
  /** Page segmentation: 11, sparse text in no order. Rows are put together in shared/. */
  pageSegmentation: '11',
} as const;

/** Letters of a screen this wide are large enough, in pixels: phones draw each letter with more. */
const GOOD_WIDTH_UPRIGHT = 1500;
const GOOD_WIDTH_FLAT = 3200;
const MAX_SCALE_UPRIGHT = 2.5;
const MAX_SCALE_FLAT = 2;

/**
 * How many times larger a picture is drawn before it is read. Pictures wider than tall come from
 * computers, whose letters have half as many pixels.
 */
export function ocrScale(width: number, height: number): number {
  const scale =
    width > height
      ? Math.min(MAX_SCALE_FLAT, GOOD_WIDTH_FLAT / width)
      : Math.min(MAX_SCALE_UPRIGHT, GOOD_WIDTH_UPRIGHT / width);
  return Math.max(1, scale);
}
