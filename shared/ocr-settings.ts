/** How text is recognised, in the browser and on the server alike. */
export const OCR = {
  /** Read first; it reads English payment screens as well. */
  language: 'fra',
  /** The folder of the language's data package. */
  data: '4.0.0_best_int',
  /** Page segmentation: 11, sparse text in no order. Rows are put together in shared/. */
  pageSegmentation: '11',
} as const;

/** Pictures narrower than this are enlarged first: small letters are read badly. */
const GOOD_WIDTH = 1200;
const MAX_SCALE = 2;

/** How many times larger a picture is drawn before it is read, 1 to 2. */
export function ocrScale(width: number): number {
  return Math.max(1, Math.min(MAX_SCALE, GOOD_WIDTH / width));
}

/** Whether a picture is turned to its negative before it is read: its mean grey is dark, 0 to 255. */
export function ocrInverts(meanGrey: number): boolean {
  return meanGrey < 110;
}
