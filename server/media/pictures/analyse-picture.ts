import type { FingerprintedImage } from '#server/media/files/sanitizer-messages.ts';
import type { OcrReader } from '#server/media/ocr/ocr-reader.ts';
import {
  PERSONAL_DATA_KINDS,
  MAX_COVERED_BOXES,
  type PersonalDataBox,
  type PersonalDataKind,
} from '#shared/media/picture-forms.ts';
import type { Box } from '#shared/media/ocr-words.ts';
import { hashPictureNumbers, type PictureFingerprints } from './fingerprints.ts';

/**
 * The analysis of a picture: its fingerprints, and the boxes that seem personal (null where OCR
 * failed).
 */
export type PictureAnalysis = {
  readonly marks: PictureFingerprints;
  readonly boxes: PersonalDataBox[] | null;
};

/** Runs OCR on a published picture: finds personal data, and hashes its numbers. */
export async function analysePicture(
  reader: OcrReader,
  tokenKey: Buffer,
  { reading, marks }: FingerprintedImage,
  memberId: string,
): Promise<PictureAnalysis> {
  const read = await reader.read(reading.bytes, memberId);
  if (read === null) return { marks: { ...marks, tokens: [] }, boxes: null };
  const boxes = read.findings
    .flatMap(({ kind, box, certain }): PersonalDataBox[] =>
      certain && isLookedFor(kind) ? [{ kind, ...within(reading, box) }] : [],
    )
    .slice(0, MAX_COVERED_BOXES);
  return {
    marks: { ...marks, tokens: hashPictureNumbers(tokenKey, read.numbers, reading.width) },
    boxes,
  };
}

function isLookedFor(kind: string): kind is PersonalDataKind {
  return PERSONAL_DATA_KINDS.some((one) => one === kind);
}

/** Rounds a box outwards to whole pixels and clips it to the picture. */
function within(picture: { width: number; height: number }, box: Box): Box {
  const left = Math.max(0, Math.floor(box.left));
  const top = Math.max(0, Math.floor(box.top));
  const right = Math.min(picture.width, Math.ceil(box.left + box.width));
  const bottom = Math.min(picture.height, Math.ceil(box.top + box.height));
  return { left, top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) };
}
