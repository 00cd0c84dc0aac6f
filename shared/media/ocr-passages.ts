import type { OcrWord } from './ocr-words.ts';
import { boundingBox, type Box } from './box.ts';

/** A text assembled from words, with the position of each word. */
export type TextPassage = { text: string; places: readonly Place[] };
type Place = { start: number; word: OcrWord };
type Piece = { words: OcrWord[]; box: Box };

/** A gap wider than this multiple of the line height separates columns. */
const COLUMN_GAP = 1.6;
/** Lines further apart than this multiple of the line height are unrelated. */
const LINE_GAP = 1.6;

/**
 * Texts as a person would read them: each row of the picture, with columns separated by tabs, and
 * each column downwards, with lines separated by line breaks. A label may be left of or above its
 * value, and a number may continue on the next line.
 */
export function passagesOf(words: readonly OcrWord[]): TextPassage[] {
  const rows = rowsOf(words.filter((word) => word.text.trim() !== ''));
  const pieces = rows.flatMap(splitAtGaps);
  return [
    ...rows.map((row) => join([splitAtGaps(row).map((piece) => piece.words)])),
    ...columnsOf(pieces)
      .filter((column) => column.length > 1)
      .map((column) => join(column.map((piece) => [piece.words]))),
  ];
}

/**
 * Groups words by height into rows, each left to right: OCR often splits a row into several lines.
 */
function rowsOf(words: readonly OcrWord[]): OcrWord[][] {
  const lines = new Map<number, OcrWord[]>();
  for (const word of words) lines.set(word.line, [...(lines.get(word.line) ?? []), word]);
  const parts = [...lines.values()]
    .map((line) => ({ words: line, box: boundingBox(line.map((word) => word.box)) }))
    .toSorted((a, b) => a.box.top - b.box.top);
  const rows: Piece[] = [];
  for (const part of parts) {
    const row = rows.find((other) => isBeside(part.box, other.box));
    if (row === undefined) rows.push(part);
    else {
      row.words = [...row.words, ...part.words];
      row.box = boundingBox([row.box, part.box]);
    }
  }
  return rows.map((row) => row.words.toSorted((a, b) => a.box.left - b.box.left));
}

/** Whether two lines are side by side: they share more than half of the lower one's height. */
function isBeside(a: Box, b: Box): boolean {
  const shared = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  const apart = a.left >= b.left + b.width || b.left >= a.left + a.width;
  return (
    apart && shared > Math.min(a.height, b.height) / 2 && shared > Math.max(a.height, b.height) / 3
  );
}

function splitAtGaps(row: readonly OcrWord[]): Piece[] {
  const groups: OcrWord[][] = [];
  for (const word of row) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group === undefined || before === undefined || isGap(before.box, word.box)) {
      groups.push([word]);
    } else group.push(word);
  }
  return groups.map((words) => ({ words, box: boundingBox(words.map((word) => word.box)) }));
}

function isGap(before: Box, after: Box): boolean {
  const height = Math.max(before.height, after.height);
  return after.left - (before.left + before.width) > COLUMN_GAP * height;
}

/** Groups fragments into columns that continue downwards. */
function columnsOf(pieces: readonly Piece[]): Piece[][] {
  const columns: Piece[][] = [];
  for (const piece of pieces.toSorted((a, b) => a.box.top - b.box.top)) {
    const column = columns.findLast((other) => {
      const last = other.at(-1);
      return last !== undefined && continues(last.box, piece.box);
    });
    if (column === undefined) columns.push([piece]);
    else column.push(piece);
  }
  return columns;
}

function continues(above: Box, below: Box): boolean {
  const height = Math.max(above.height, below.height);
  const gap = below.top - (above.top + above.height);
  const shared =
    Math.min(above.left + above.width, below.left + below.width) - Math.max(above.left, below.left);
  return gap > -height / 2 && gap < LINE_GAP * height && shared > 0;
}

/** Joins lines, each divided into columns of words, to one text with the position of each word. */
function join(lines: readonly (readonly (readonly OcrWord[])[])[]): TextPassage {
  let text = '';
  const places: Place[] = [];
  for (const [row, columns] of lines.entries()) {
    if (row > 0) text += '\n';
    for (const [column, words] of columns.entries()) {
      if (column > 0) text += '\t';
      for (const [index, word] of words.entries()) {
        if (index > 0) text += ' ';
        places.push({ start: text.length, word });
        text += word.text;
      }
    }
  }
  return { text, places };
}

/** Margins around OCR boxes, which are sometimes too tight, as multiples of the letter height. */
const ROOM_ABOVE = 0.2;
const ROOM_BESIDE = 0.3;
/**
 * Margins towards the rest of a word that stays readable; the second one where a comma or point is
 * there.
 */
const ROOM_WITHIN = 0.05;
const ROOM_OVER_MARK = 0.2;
const ROOM_PX = 2;

/** The boxes that cover the characters from `start` to `end` (exclusive): one per line. */
export function boxesOfRange(passage: TextPassage, start: number, end: number): Box[] {
  const boxes: Box[] = [];
  let lineBoxes: Box[] = [];
  let lastEnd = start;
  for (const { start: from, word } of passage.places) {
    const to = from + word.text.length;
    if (to <= start || from >= end) continue;
    if (lineBoxes.length > 0 && /[\n\t]/.test(passage.text.slice(lastEnd, from))) {
      boxes.push(boundingBox(lineBoxes));
      lineBoxes = [];
    }
    lineBoxes.push(boxWithMargins(word, ...widened(word.text, start - from, end - from)));
    lastEnd = to;
  }
  if (lineBoxes.length > 0) boxes.push(boundingBox(lineBoxes));
  return boxes;
}

/** Extends a part of a word over adjacent punctuation, if nothing else is left. */
function widened(text: string, start: number, end: number): [number, number] {
  const isMarks = (rest: string) => /^[^\p{L}\p{N}\p{Sc}]*$/u.test(rest);
  const from = Math.max(0, start);
  const to = Math.min(text.length, end);
  return [isMarks(text.slice(0, from)) ? 0 : from, isMarks(text.slice(to)) ? text.length : to];
}

/** The box of a range of a word's characters, with margins. */
export function boxWithMargins(word: OcrWord, from: number, to: number): Box {
  const part = partOf(word, from, to);
  const room = (share: number) => part.height * share;
  const beside = (neighbour: string) => {
    if (neighbour === '') return room(ROOM_BESIDE) + ROOM_PX;
    return room(/[\p{L}\d]/u.test(neighbour) ? ROOM_WITHIN : ROOM_OVER_MARK);
  };
  const left = beside(word.text.charAt(from - 1));
  const right = beside(word.text.charAt(to));
  const above = room(ROOM_ABOVE) + ROOM_PX;
  return {
    left: part.left - left,
    top: part.top - above,
    width: part.width + left + right,
    height: part.height + 2 * above,
  };
}

/** The box of a range of a word's characters. */
function partOf(word: OcrWord, from: number, to: number): Box {
  const { box, text } = word;
  // Letters that are joined and run from right to left have no edges: such a word is whole.
  if ((from <= 0 && to >= text.length) || /\p{scx=Arabic}/u.test(text)) return box;
  const edges = edgesOf(word, from, to);
  if (edges !== null) {
    return { left: edges[0], top: box.top, width: edges[1] - edges[0], height: box.height };
  }
  const widths = Array.from({ length: text.length }, (_, index) => widthOf(text.charAt(index)));
  const sum = (list: readonly number[]) => list.reduce((total, width) => total + width, 0);
  const total = sum(widths);
  const left = box.left + (box.width * sum(widths.slice(0, from))) / total;
  const right = box.left + (box.width * sum(widths.slice(0, to))) / total;
  return { left, top: box.top, width: right - left, height: box.height };
}

/**
 * The horizontal edges of a range of a word's characters; null unless OCR gave each character a
 * box.
 */
function edgesOf(
  { text, symbols = [] }: OcrWord,
  from: number,
  to: number,
): [number, number] | null {
  if (symbols.length !== text.length) return null;
  const [first, last] = [symbols[from]?.box, symbols[to - 1]?.box];
  if (first === undefined || last === undefined) return null;
  // Character boxes are too tight as well: extend to the neighbours.
  const [before, after] = [symbols[from - 1]?.box, symbols[to]?.box];
  const edges: [number, number] = [
    before === undefined ? first.left : Math.min(first.left, before.left + before.width),
    after === undefined ? last.left + last.width : Math.max(last.left + last.width, after.left),
  ];
  return edges[1] > edges[0] ? edges : null;
}

/** The approximate width of a character, in widths of a digit. */
function widthOf(character: string): number {
  if (/[.,:;'’|!ilIj]/.test(character)) return 0.5;
  if (/[mwMW@%©]/.test(character)) return 1.5;
  if (/[\s()[\]/tfr-]/.test(character)) return 0.6;
  return 1;
}
