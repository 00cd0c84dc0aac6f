import { connectRoots, firstRunOf } from './connected-runs.ts';
import type { GreyPixels } from './ocr-reading.ts';

/** Shade below which a pixel belongs to a shape. */
const INK_BELOW = 200;
/** Longest side of a letter, or of letters that touch, as a share of the picture's shorter side. */
const MAX_LETTERS = 0.15;
/** Share of its box that a frame fills at most. */
const FRAME_FILLED = 0.22;
/** Share of its box that a slanted rule or wedge fills at most, and its least ratio of length to height. */
const SLANTED_FILLED = 0.7;
const RULE_RATIO = 12;

/**
 * Erases frames, slanted rules and wedges from a picture of dark on white: what has a frame around it, OCR
 * takes for a picture and leaves unread. Around a screen at a slant, tiles of two grounds leave one.
 */
export function withoutFrames({ data, width, height }: GreyPixels): GreyPixels {
  const { starts, ends, rows, roots, count } = shapesOf(data, width, height);
  const boxes = new Map<
    number,
    { left: number; top: number; right: number; bottom: number; area: number }
  >();
  for (let run = 0; run < count; run += 1) {
    const root = roots[run] ?? 0;
    const [left, right, y] = [starts[run] ?? 0, ends[run] ?? 0, rows[run] ?? 0];
    const box = boxes.get(root);
    if (box === undefined)
      boxes.set(root, { left, top: y, right, bottom: y + 1, area: right - left });
    else {
      if (left < box.left) box.left = left;
      if (right > box.right) box.right = right;
      box.bottom = y + 1;
      box.area += right - left;
    }
  }
  const longest = MAX_LETTERS * Math.min(width, height);
  const isFrame = new Uint8Array(count);
  for (const [root, { left, top, right, bottom, area }] of boxes) {
    const [wide, high] = [right - left, bottom - top];
    const [short, long] = [Math.min(wide, high), Math.max(wide, high)];
    const most = long > RULE_RATIO * short ? SLANTED_FILLED : FRAME_FILLED;
    if (long > longest && area < most * wide * high) isFrame[root] = 1;
  }
  const result = data.slice();
  for (let run = 0; run < count; run += 1) {
    if (isFrame[roots[run] ?? 0] === 0) continue;
    const start = (rows[run] ?? 0) * width;
    // Erases the pale pixels beside the frame too.
    result.fill(
      255,
      start + Math.max(0, (starts[run] ?? 0) - 1),
      start + Math.min(width, (ends[run] ?? 0) + 1),
    );
  }
  return { data: result, width, height };
}

/** Horizontal runs of ink, `ends` exclusive, each with the first run of its connected shape. */
type Shapes = {
  starts: Int32Array;
  ends: Int32Array;
  rows: Int32Array;
  roots: Int32Array;
  count: number;
};

function shapesOf(data: Uint8Array, width: number, height: number): Shapes {
  let size = 1 << 16;
  let [starts, ends, rows, roots] = [
    new Int32Array(size),
    new Int32Array(size),
    new Int32Array(size),
    new Int32Array(size),
  ];
  let count = 0;
  let [aboveFrom, aboveTo] = [0, 0];
  for (let y = 0; y < height; y += 1) {
    const from = count;
    let above = aboveFrom;
    for (let x = 0; x < width; x += 1) {
      if ((data[y * width + x] ?? 255) >= INK_BELOW) continue;
      const start = x;
      while (x < width && (data[y * width + x] ?? 255) < INK_BELOW) x += 1;
      if (count === size) {
        size *= 2;
        const grow = (old: Int32Array): Int32Array<ArrayBuffer> => {
          const larger = new Int32Array(size);
          larger.set(old);
          return larger;
        };
        [starts, ends, rows, roots] = [grow(starts), grow(ends), grow(rows), grow(roots)];
      }
      const run = count;
      count += 1;
      starts[run] = start;
      ends[run] = x;
      rows[run] = y;
      roots[run] = run;
      while (above < aboveTo && (ends[above] ?? 0) < start) above += 1;
      for (let other = above; other < aboveTo && (starts[other] ?? 0) <= x; other += 1) {
        const [a, b] = [firstRunOf(roots, other), firstRunOf(roots, run)];
        connectRoots(roots, a, b);
      }
    }
    [aboveFrom, aboveTo] = [from, count];
  }
  for (let run = 0; run < count; run += 1) roots[run] = firstRunOf(roots, run);
  return { starts, ends, rows, roots, count };
}
