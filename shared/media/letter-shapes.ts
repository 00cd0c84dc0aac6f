import type { GreyPixels } from './ocr-reading.ts';
import { boundingBox, clampedBox, type Box } from './box.ts';

/** Shade below which a pixel is ink. */
const INK_BELOW = 128;
/** Letters have at least this height, in pixels and in heights of their line, and at most that. */
const MIN_LETTER_PX = 5;
const MIN_LETTER_SHARE = 0.25;
const MAX_LETTER_PX = 80;

type Run = { from: number; to: number; box: Box; shape: Run[] };

/** The boxes of connected ink, as high as letters, within a line of a picture that is dark on white. */
export function letterShapes({ data, width, height }: GreyPixels, line: Box): Box[] {
  const { left, top, right, bottom } = clampedBox(line, width, height);
  const runs: Run[] = [];
  let above: Run[] = [];
  for (let y = top; y < bottom; y += 1) {
    const row = runsOf(data, y * width + left, y * width + right, left, y);
    for (const run of row) {
      for (const other of above) {
        if (other.to >= run.from && other.from <= run.to) join(other, run);
      }
    }
    runs.push(...row);
    above = row;
  }
  const least = Math.max(MIN_LETTER_PX, MIN_LETTER_SHARE * line.height);
  return [...new Set(runs.map(({ shape }) => shape))]
    .map((shape) => boundingBox(shape.map(({ box }) => box)))
    .filter((shape) => shape.height >= least && shape.height < MAX_LETTER_PX);
}

/** The runs of ink in a row of pixels. */
function runsOf(data: Uint8Array, start: number, end: number, left: number, y: number): Run[] {
  const runs: Run[] = [];
  let last: Run | null = null;
  for (let index = start; index < end; index += 1) {
    if ((data[index] ?? 255) >= INK_BELOW) last = null;
    else if (last === null) {
      const from = left + index - start;
      last = { from, to: from + 1, box: { left: from, top: y, width: 1, height: 1 }, shape: [] };
      last.shape.push(last);
      runs.push(last);
    } else {
      last.to += 1;
      last.box.width += 1;
    }
  }
  return runs;
}

/** Joins the shapes of two runs that touch. */
function join(a: Run, b: Run): void {
  if (a.shape === b.shape) return;
  const [larger, smaller] =
    a.shape.length >= b.shape.length ? [a.shape, b.shape] : [b.shape, a.shape];
  for (const run of smaller) {
    larger.push(run);
    run.shape = larger;
  }
}
