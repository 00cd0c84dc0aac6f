/** OCR settings, the same in the browser and on the server. */
export const OCR_SETTINGS = {
  /** French; it reads English payment screens as well. */
  language: 'fra',
  /** Folder of the language's data package. */
  data: '4.0.0_best_int',
  /** Page segmentation mode 11: sparse text without order. Rows are assembled in shared/. */
  pageSegmentation: '11',
} as const;

/**
 * Width in pixels from which letters are large enough, of an upright picture (a phone) and a flat
 * one.
 */
const GOOD_WIDTH_UPRIGHT = 1500;
const GOOD_WIDTH_FLAT = 3200;
const MAX_SCALE_UPRIGHT = 2.5;
const MAX_SCALE_FLAT = 2;

/**
 * Factor by which a picture is enlarged before OCR. Landscape pictures come from computers, whose
 * letters have half as many pixels.
 */
export function ocrEnlargement(width: number, height: number): number {
  const scale =
    width > height
      ? Math.min(MAX_SCALE_FLAT, GOOD_WIDTH_FLAT / width)
      : Math.min(MAX_SCALE_UPRIGHT, GOOD_WIDTH_UPRIGHT / width);
  return Math.max(1, scale);
}
