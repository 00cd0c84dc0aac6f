import { onFullLines } from './full-lines.ts';
import type { OcrWord } from './ocr-words.ts';
import { boundingBox, type Box } from './box.ts';

/**
 * Numbers from 0 to 1 that shorten the ends of a picture's bars and raise their edges, so that no two
 * pictures have the same bars.
 */
export type BarJitter = { readonly ends: readonly number[]; readonly rises: readonly number[] };

const JITTERS = 256;
/**
 * Minimum distance between a bar and a readable box beside it: in pixels, and as a share of the box's
 * height.
 */
const ROOM_PX = 3;
const ROOM_SHARE = 0.15;
/** Room between a bar and the picture's edge: a share of the width, and at least so many pixels. */
const EDGE_SHARE = 0.015;
const MIN_EDGE_PX = 8;
/** How far before its limit a bar may end, as a share of the picture's width. */
const END_SHARE = 0.08;
/** How far a bar may reach above and below its line, in heights of the line. */
const RISE = 0.5;
/** Ratio of heights from which two pieces are not on one line. */
const MAX_HEIGHT_RATIO = 1.6;

/** Draws the jitter of one picture, with cryptographic randomness. */
export function drawBarJitter(): BarJitter {
  const draw = (): number[] =>
    Array.from(crypto.getRandomValues(new Uint16Array(JITTERS)), (value) => value / 0xffff);
  return { ends: draw(), rises: draw() };
}

/** The picture around covered boxes. */
export type BarSurroundings = {
  readonly width: number;
  readonly height: number;
  /** All words that were read. */
  readonly words: readonly OcrWord[];
  /** Boxes that stay readable. */
  readonly readable: readonly Box[];
  readonly jitter: BarJitter;
};

/**
 * What is painted over each of the covered boxes. A cover as wide as its word would tell the word to
 * whoever can draw the page with every name and amount of a ledger. A bar reaches from what stands
 * before it on its line to what stands after it, or up to the picture's edges, less a random length:
 * its ends depend on the words below it only where those reach nearly as far. Bars of one line are
 * equally high. None is widened over what stays in sight.
 */
export function coverBars(covered: readonly Box[], around: BarSurroundings): Box[] {
  const full = onFullLines(covered, around.words);
  const lines = covered.map((box, index) => {
    const own = full[index] ?? box;
    const beside = full.filter((other) => isOnLine(own, other));
    const others = covered.filter((_, at) => !beside.includes(full[at] ?? box));
    return lineOf(box, [own, ...beside], [...around.readable.map(roomy), ...others]);
  });
  return lines.map((line, index) => {
    const { top, height } = risen(line, [...lines, ...around.readable.map(roomy)], around);
    const { left, width } = widened(line, covered.toSpliced(index, 1), around);
    return { left, top, width, height };
  });
}

/** A box as high as all those on its line, and clear of the lines above and below. */
function lineOf(box: Box, onLine: readonly Box[], apart: readonly Box[]): Box {
  const line = boundingBox(onLine);
  let [top, bottom] = [line.top, line.top + line.height];
  const end = box.top + box.height;
  for (const other of apart) {
    if (sharedHeight(box, other) > Math.min(box.height, other.height) / 2) continue;
    const above = other.top + other.height;
    if (middleDown(other) < middleDown(box)) top = Math.max(top, Math.min(box.top, above));
    else bottom = Math.min(bottom, Math.max(end, other.top));
  }
  return { ...box, top, height: bottom - top };
}

/** Enlarges a box that stays readable by a margin above and below. */
function roomy(box: Box): Box {
  const room = ROOM_SHARE * box.height;
  return { ...box, top: box.top - room, height: box.height + 2 * room };
}

function isOnLine(a: Box, b: Box): boolean {
  const [lower, higher] = [Math.min(a.height, b.height), Math.max(a.height, b.height)];
  return sharedHeight(a, b) > lower / 2 && higher <= MAX_HEIGHT_RATIO * lower;
}

function sharedHeight(a: Box, b: Box): number {
  return Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
}

/**
 * Moves the upper and the lower edge of a line of bars outwards by random lengths, up to the
 * neighbouring lines; an edge that a neighbouring line already crosses does not move.
 */
function risen(line: Box, others: readonly Box[], { height, jitter }: BarSurroundings): Box {
  const bottom = line.top + line.height;
  let [above, below] = [0, height];
  for (const other of others) {
    if (sharedHeight(line, other) > Math.min(line.height, other.height) / 2) continue;
    const end = other.top + other.height;
    if (middleDown(other) < middleDown(line)) above = Math.max(above, Math.min(line.top, end));
    else below = Math.min(below, Math.max(bottom, other.top));
  }
  const rise = RISE * line.height;
  const up = Math.min(rise * at(jitter.rises, line.top), line.top - above);
  const down = Math.min(rise * at(jitter.rises, line.top + 0.5), below - bottom);
  return { ...line, top: line.top - up, height: line.height + up + down };
}

function widened(
  box: Box,
  covered: readonly Box[],
  { readable, width, jitter }: BarSurroundings,
): Box {
  const right = box.left + box.width;
  const edge = Math.max(MIN_EDGE_PX, EDGE_SHARE * width);
  let [from, to] = [Math.min(box.left, edge), Math.max(right, width - edge)];
  // Between two covered words, each bar reaches up to the other word.
  let [meetsBefore, meetsAfter] = [false, false];
  const limit = (other: Box, room: number, isCovered: boolean): void => {
    if (sharedHeight(box, other) <= 0) return;
    const end = other.left + other.width + room;
    const start = other.left - room;
    if (middleAcross(other) < middleAcross(box)) {
      if (end > from) [from, meetsBefore] = [Math.min(box.left, end), isCovered];
    } else if (start < to) [to, meetsAfter] = [Math.max(right, start), isCovered];
  };
  for (const other of readable) limit(other, ROOM_PX + ROOM_SHARE * other.height, false);
  for (const other of covered) limit(other, 0, true);
  const length = END_SHARE * width;
  const left = meetsBefore
    ? from
    : Math.min(box.left, from + length * at(jitter.ends, box.top + from));
  const end = meetsAfter ? to : Math.max(right, to - length * at(jitter.ends, box.top + to));
  return { ...box, left, width: end - left };
}

function middleAcross({ left, width }: Box): number {
  return left + width / 2;
}

function middleDown({ top, height }: Box): number {
  return top + height / 2;
}

/** Returns the jitter for a position in pixels: equal for all bars that begin or end there. */
function at(numbers: readonly number[], place: number): number {
  return numbers[Math.abs(Math.round(2 * place)) % numbers.length] ?? 0;
}
