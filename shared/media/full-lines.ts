import type { OcrWord } from './ocr-words.ts';
import { boundingBox, containsCenter, type Box } from './box.ts';

/** Heights above the baseline and below it, in ems of common sans-serif and serif fonts. */
const SMALL = 0.53;
const TALL = 0.72;
const ACCENTED_CAPITAL = 0.92;
const DESCENT = 0.22;
const COMMA = 0.14;
/** The part of a line that holds any letter, in ems. */
const FULL_ASCENT = 1;
const FULL_DESCENT = 0.35;
/**
 * Ratio of two font sizes from which they count as different: sizes of one font are measured with an
 * error of a pixel or two.
 */
const EM_STEP = 1.12;

/**
 * Makes boxes of covers as high as a line with any letters: "ou" is lower than "fjord", and the height
 * of a cover would tell which of the two it hides. Boxes in which no word lies keep their height.
 */
export function onFullLines(boxes: readonly Box[], words: readonly OcrWord[]): Box[] {
  const full = fullBoxes(words);
  return boxes.map((box) => {
    const within = full.filter((word) => containsCenter(box, word));
    if (within.length === 0) return box;
    const { top, height } = boundingBox([box, ...within]);
    return { ...box, top, height };
  });
}

function fullBoxes(words: readonly OcrWord[]): Box[] {
  const lines = new Map<number, OcrWord[]>();
  for (const word of words) {
    if (/[\p{L}\p{N}]/u.test(word.text)) {
      lines.set(word.line, [...(lines.get(word.line) ?? []), word]);
    }
  }
  return [...lines.values()].flatMap((line) => {
    const ems = line.map(({ text, box }) => box.height / (ascentOf(text) + descentOf(text)));
    const em = EM_STEP ** Math.round(Math.log(median(ems)) / Math.log(EM_STEP));
    return line.map(({ text, box }) => {
      const [ascent, descent] = [ascentOf(text), descentOf(text)];
      const baseline = box.top + (box.height * ascent) / (ascent + descent);
      const top = baseline - FULL_ASCENT * em;
      return { ...box, top, height: (FULL_ASCENT + FULL_DESCENT) * em };
    });
  });
}

function ascentOf(text: string): number {
  const plain = text.normalize('NFC');
  if (/[À-ÖØ-Þ]/.test(plain)) return ACCENTED_CAPITAL;
  return /^[acegmnopqrsuvwxyzçæœавгежзиклмнопрстухцчшщъыьэюя.,:;·•…-]+$/.test(plain) ? SMALL : TALL;
}

function descentOf(text: string): number {
  const isDeep =
    /[gjpqyçQ@()[\]/руцщдф]|(?=\p{L})[^\p{scx=Latin}\p{scx=Cyrillic}\p{scx=Greek}]/u.test(text);
  if (isDeep) return DESCENT;
  return /[,;]/.test(text) ? COMMA : 0;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
