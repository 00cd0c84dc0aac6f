/**
 * Versions of the engine and of its data, and a revision to increase when the prepared files change for
 * another reason: the name of their folder in dist/ocr/ and /assets/ocr/. scripts/ocr-assets.mjs checks it.
 */
export const OCR_VERSIONS = { engine: '7.0.0', data: '1.0.0', revision: 3 } as const;
export const OCR_FOLDER = Object.values(OCR_VERSIONS).join('-');

/**
 * The trained data for each script, read without its word list. French reads English, Spanish,
 * Portuguese, German and Italian screens as well as their own data does, Kazakh has all Russian letters.
 */
export const OCR_LANGUAGES = { Latin: 'fra', Arabic: 'ara', Cyrillic: 'kaz' } as const;
export type OcrScript = keyof typeof OCR_LANGUAGES;

/** Tesseract variables. */
export const OCR_VARIABLES: Readonly<Record<string, string>> = {
  // Sparse text without order. Rows are assembled in shared/.
  tessedit_pageseg_mode: '11',
  // Pictures are dark on white already; else each line that is read badly is read twice.
  tessedit_do_invert: '0',
  // Diagnostics tell what a picture shows: never log them.
  debug_file: '/dev/null',
};

/**
 * Width in pixels from which letters are large enough, of an upright picture (a phone) and a flat
 * one.
 */
const GOOD_WIDTH_UPRIGHT = 1080;
const GOOD_WIDTH_FLAT = 2200;
const MAX_SCALE_UPRIGHT = 2.5;
const MAX_SCALE_FLAT = 2;
/** Recognition takes as long as lines are wide; large Latin letters are read as well in 80 % of it. */
const NARROWED = 0.8;
/** Arabic is read best in smaller letters than Latin ones. */
const ARABIC = 0.65;

/** Factors by which the width and the height of a picture are multiplied before OCR. */
export type OcrScale = { readonly x: number; readonly y: number };

/**
 * How a picture is resized before OCR. Landscape pictures come from computers, whose letters have half
 * as many pixels.
 */
export function ocrScale(width: number, height: number, script: OcrScript): OcrScale {
  const scale = Math.max(
    1,
    width > height
      ? Math.min(MAX_SCALE_FLAT, GOOD_WIDTH_FLAT / width)
      : Math.min(MAX_SCALE_UPRIGHT, GOOD_WIDTH_UPRIGHT / width),
  );
  if (script === 'Arabic') return { x: ARABIC * scale, y: ARABIC * scale };
  const isNarrowed = script === 'Latin' && scale === 1;
  return { x: isNarrowed ? NARROWED : scale, y: scale };
}
