import { isHarmless, isShort, keptWords } from './harmless-words.ts';
import { darkOnWhiteOf } from './ocr-preprocessing.ts';
import type { OcrWord } from './ocr-words.ts';
import type { Box } from './box.ts';
import type { RedactionOptions } from './redaction-rules.ts';
import {
  boxOfRuns,
  inkOf,
  isTextLike,
  texturePieces,
  type LineDirection,
  type Run,
} from './text-texture.ts';

/** Margins around harmless words, in their height: OCR boxes are often too tight. */
const ROOM_BESIDE = 0.2;
const ROOM_ABOVE = 0.25;
/** Margin above and below words that get a cover: smaller than the margins of their covers. */
const ROOM_OF_COVERED = 0.15;
const ROOM_PX = 2;
/** Minimum mean changes per row of pixels in the unread rest of a word whose box is too tight. */
const MIN_CHANGES_OF_REST = 0.8;
/** Gap beside a word that belongs to it, and how far its rest reaches, in its height. */
const LETTER_GAP = 0.15;
const REST_REACH = 1.5;
/** Maximum distance between a word and the unread rest of it, as a multiple of its height. */
const REST_BESIDE = 0.5;

/** Margin around a patch in cells: faint ends of letters have no edges of their own. */
const MARGIN_CELLS = 2;
/** Maximum widening of a patch over strokes that cross its edges, as a share of its smaller side. */
const GROWTH = 0.6;
/** Share of a piece's box that has letter-like edges, below which the box is not used whole. */
const MIN_FILL = 0.25;

/**
 * Boxes of what was read: words that stay readable, words that get a cover, and the unread rests of
 * those.
 */
type ReadBoxes = { harmless: Box[]; others: Box[]; rests: Box[] };

export type PatchOptions = RedactionOptions & {
  /**
   * Words that no cover hides. Unless a word is in this list, a short harmless one gets a patch like
   * unread texture ("En cours").
   */
  readonly readable?: readonly OcrWord[];
};

/**
 * Text-like texture without a reading: script that OCR does not know, tiny, tilted or torn letters,
 * the rest of a word whose box is too tight. Boxes are clear of the words that stay readable.
 */
export function findUnreadPatches(
  grey: Uint8Array,
  width: number,
  height: number,
  words: readonly OcrWord[],
  { keep = [], readable = [] }: PatchOptions = {},
): Box[] {
  const { harmless, others } = readBoxes(words, keep, new Set(readable));
  const ink = inkOf(darkOnWhiteOf(grey, width, height));
  const rests = others.flatMap((box) => restsBeside(box, ink, width, height, harmless));
  const read = { harmless, others, rests };
  for (const box of [...harmless, ...others, ...rests]) erase(ink, width, height, box);
  const unread = ink.slice();
  const across = patchesIn(ink, width, height, 'across', read);
  // Lines of a picture that lies on its side.
  for (const box of across) erase(ink, width, height, box);
  const down = patchesIn(ink, width, height, 'down', {
    harmless: harmless.map(transposedBox),
    others: [...others, ...across].map(transposedBox),
    rests: rests.map(transposedBox),
  });
  const patches = [...across, ...down.map(transposedBox)];
  const whole = patches.map((box) => grownToInk(box, unread, width, height));
  return [...rests, ...whole.flatMap((box) => without(box, harmless))];
}

/** Widens a patch over strokes that cross its edges, for less than its height or width. */
function grownToInk(box: Box, ink: Uint8Array, width: number, height: number): Box {
  let [x0, y0] = [Math.max(0, Math.floor(box.left)), Math.max(0, Math.floor(box.top))];
  let x1 = Math.min(width, Math.ceil(box.left + box.width));
  let y1 = Math.min(height, Math.ceil(box.top + box.height));
  const hasInk = (left: number, top: number, right: number, bottom: number) => {
    for (let y = top; y < bottom; y += 1) {
      for (let x = left; x < right; x += 1) if (ink[y * width + x] === 1) return true;
    }
    return false;
  };
  for (let step = Math.ceil(Math.min(box.width, box.height) * GROWTH); step > 0; step -= 1) {
    if (x0 > 0 && hasInk(x0 - 1, y0, x0, y1)) x0 -= 1;
    if (x1 < width && hasInk(x1, y0, x1 + 1, y1)) x1 += 1;
    if (y0 > 0 && hasInk(x0, y0 - 1, x1, y0)) y0 -= 1;
    if (y1 < height && hasInk(x0, y1, x1, y1 + 1)) y1 += 1;
  }
  return { left: x0, top: y0, width: x1 - x0, height: y1 - y0 };
}

function readBoxes(
  words: readonly OcrWord[],
  keep: readonly string[],
  readable: ReadonlySet<OcrWord>,
): Omit<ReadBoxes, 'rests'> {
  const names = keptWords(keep);
  const read = words.filter(({ text }) => /[\p{L}\p{N}\p{Sc}]/u.test(text));
  const isKept = (word: OcrWord) =>
    isHarmless(word, word.text, names) &&
    (!isShort(word) || /\p{Sc}/u.test(word.text) || readable.has(word));
  return {
    harmless: read.filter(isKept).map(({ box }) => withRoom(box, ROOM_BESIDE, ROOM_ABOVE)),
    others: read
      .filter((word) => !isKept(word))
      .map(({ box }) => withRoom(box, 0, ROOM_OF_COVERED)),
  };
}

/** The letters beside a word that its box leaves out, up to a gap: OCR boxes are often too tight. */
function restsBeside(
  box: Box,
  ink: Uint8Array,
  width: number,
  height: number,
  harmless: readonly Box[],
): Box[] {
  const top = Math.max(0, Math.floor(box.top));
  const bottom = Math.min(height, Math.ceil(box.top + box.height));
  const letter = (box.height - 2 * ROOM_PX) / (1 + 2 * ROOM_OF_COVERED);
  const [gap, reach] = [Math.ceil(letter * LETTER_GAP), Math.ceil(letter * REST_REACH)];
  const hasInk = (x: number) => {
    for (let y = top; y < bottom; y += 1) if (ink[y * width + x] === 1) return true;
    return false;
  };
  return [
    { edge: Math.floor(box.left), step: -1 },
    { edge: Math.ceil(box.left + box.width) - 1, step: 1 },
  ].flatMap(({ edge, step }) => {
    let last = edge;
    for (let x = edge + step; x >= 0 && x < width && Math.abs(x - edge) <= reach; x += step) {
      if (hasInk(x)) last = x;
      else if (Math.abs(x - last) > gap) break;
    }
    const left = Math.min(edge, last) - ROOM_PX;
    const rest = { ...box, left, width: Math.abs(last - edge) + 2 * ROOM_PX };
    return last === edge || harmless.some((other) => overlaps(rest, other)) ? [] : [rest];
  });
}

function withRoom({ left, top, width, height }: Box, beside: number, above: number): Box {
  const x = beside === 0 ? 0 : height * beside + ROOM_PX;
  const y = height * above + ROOM_PX;
  return { left: left - x, top: top - y, width: width + 2 * x, height: height + 2 * y };
}

function transposedBox({ left, top, width, height }: Box): Box {
  return { left: top, top: left, width: height, height: width };
}

/** Boxes of lines that run down, in and out, have rows and columns swapped. */
function patchesIn(
  ink: Uint8Array,
  width: number,
  height: number,
  direction: LineDirection,
  read: ReadBoxes,
): Box[] {
  const { size, pieces } = texturePieces(ink, width, height, direction);
  const strong = pieces.filter(isTextLike);
  const near = [...read.others, ...read.rests, ...strong.map(({ box }) => box)].map((box) =>
    withRoom(box, REST_BESIDE, ROOM_ABOVE),
  );
  const rests = pieces.filter(
    (piece) =>
      !isTextLike(piece) &&
      piece.perRow >= MIN_CHANGES_OF_REST &&
      near.some((box) => overlaps(piece.box, box)),
  );
  return [...strong, ...rests].flatMap(({ runs }) => boxesOfRuns(runs, size, read.harmless));
}

function erase(ink: Uint8Array, width: number, height: number, box: Box): void {
  const left = Math.max(0, Math.floor(box.left));
  const right = Math.min(width, Math.ceil(box.left + box.width));
  const bottom = Math.min(height, Math.ceil(box.top + box.height));
  for (let y = Math.max(0, Math.floor(box.top)); y < bottom; y += 1) {
    if (right > left) ink.fill(0, y * width + left, y * width + right);
  }
}

/**
 * Returns the box of a piece without the harmless words in it; one box per row of cells where a single
 * box would be mostly empty.
 */
function boxesOfRuns(runs: readonly Run[], size: number, harmless: readonly Box[]): Box[] {
  const whole = boxOfRuns(runs, size);
  const cells = runs.reduce((sum, { from, to }) => sum + to - from, 0);
  const isOdd = cells * size * size < whole.width * whole.height * MIN_FILL;
  const boxes = (isOdd ? runs.map((run) => boxOfRuns([run], size)) : [whole]).map((box) =>
    grown(box, MARGIN_CELLS * size),
  );
  return boxes.flatMap((box) => without(box, harmless));
}

/** Returns the parts of a box outside the other boxes: above, below, left and right of each. */
function without(box: Box, others: readonly Box[]): Box[] {
  const [other, ...more] = others.filter((candidate) => overlaps(box, candidate));
  if (other === undefined) return [box];
  const [right, bottom] = [box.left + box.width, box.top + box.height];
  const top = Math.max(box.top, other.top);
  const end = Math.min(bottom, other.top + other.height);
  const otherRight = other.left + other.width;
  return [
    { ...box, height: top - box.top },
    { ...box, top: end, height: bottom - end },
    { left: box.left, top, width: other.left - box.left, height: end - top },
    { left: otherRight, top, width: right - otherRight, height: end - top },
  ]
    .filter(({ width, height }) => width > 0 && height > 0)
    .flatMap((part) => without(part, more));
}

function grown({ left, top, width, height }: Box, by: number): Box {
  return { left: left - by, top: top - by, width: width + 2 * by, height: height + 2 * by };
}

function overlaps(a: Box, b: Box): boolean {
  return (
    a.left < b.left + b.width &&
    b.left < a.left + a.width &&
    a.top < b.top + b.height &&
    b.top < a.top + a.height
  );
}
