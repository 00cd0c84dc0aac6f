import type { FingerprintedImage, PixelFingerprints } from '#server/media/files/sanitized-image.ts';
import type { OcrReader } from '#server/media/ocr/ocr-reader.ts';
import { MAX_COVERED_BOXES, type BoxToCover } from '#shared/media/picture-forms.ts';
import type { Box } from '#shared/media/box.ts';
import { joinNeighbours } from './join-neighbours.ts';

/**
 * The analysis of a picture: its fingerprints, and the boxes to cover (null where OCR failed).
 * `whole`: all that is not known to be harmless, else what seems personal.
 */
export type PictureAnalysis = {
  readonly marks: PixelFingerprints;
  readonly boxes: BoxToCover[] | null;
  readonly whole: boolean;
};

export type AnalysisOptions = {
  /** Names that stay readable: the platform's. */
  readonly keep: readonly string[];
  /** Whether nothing was covered on the device. */
  readonly whole: boolean;
};

/** Runs OCR on a published picture and finds what to cover. */
export async function analysePicture(
  reader: OcrReader,
  { reading, marks }: FingerprintedImage,
  { keep, whole }: AnalysisOptions,
  queue: string,
): Promise<PictureAnalysis> {
  const request = { picture: reading.bytes, keep, coversAll: whole };
  const read = await reader.read(request, queue);
  if (read === null) return { marks, boxes: null, whole };
  const found = read.boxes.map(({ kind, box }) => ({ kind, ...within(reading, box) }));
  const boxes = joinNeighbours(found);
  return { marks, boxes: boxes.length > MAX_COVERED_BOXES ? null : boxes, whole };
}

/** Rounds a box outwards to whole pixels and clips it to the picture. */
function within(picture: { width: number; height: number }, box: Box): Box {
  const left = Math.max(0, Math.floor(box.left));
  const top = Math.max(0, Math.floor(box.top));
  const right = Math.min(picture.width, Math.ceil(box.left + box.width));
  const bottom = Math.min(picture.height, Math.ceil(box.top + box.height));
  return { left, top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) };
}
