import { toDarkOnWhite } from './ocr-preprocessing.ts';
import { boundingBox, type Box, type OcrWord } from './ocr-words.ts';

/** Shade below which a pixel of the normalised picture is ink: pale grey text counts. */
const INK_BELOW = 200;
/** Cells a picture's shorter side is divided into, and the limits of a cell's size in pixels. */
const CELLS_ACROSS = 220;
const MIN_CELL_PX = 3;
const MAX_CELL_PX = 6;
/** Horizontal changes between ink and ground from which a cell has letter-like edges. */
const MIN_CHANGES = 2;
/** Gap in cells that is bridged between letters and words of a line. */
const BRIDGED_CELLS = 3;
/** Margins around read words, in their height: OCR boxes are often too tight. */
const ROOM_BESIDE = 0.2;
const ROOM_ABOVE = 0.25;
const ROOM_PX = 2;
/** A narrower and taller shape than this is a rule or a border. */
const RULE_RATIO = 8;
/** Lowest height of letters in pixels. */
const MIN_HEIGHT_PX = 5;
/** Mean changes between ink and ground in each row of pixels: the edges of a shape have two. */
const MIN_CHANGES_PER_ROW = 2.5;
/** Changes per pixel of a patch below which it is a solid shape. */
const MIN_DENSITY = 0.02;

type Cells = { columns: number; rows: number; size: number; changes: Uint16Array };
/** A horizontal run of cells with letter-like edges: `to` is exclusive. */
type Run = { row: number; from: number; to: number };

/**
 * Text-like texture without a reading: script that OCR does not know, tiny, tilted or torn letters.
 * One box for each piece of a line, clear of the words that were read.
 */
export function findUnreadPatches(
  grey: Uint8Array,
  width: number,
  height: number,
  words: readonly OcrWord[],
): Box[] {
  const read = words
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text))
    .map(({ box }) => withRoom(box));
  const ink = inkOf(toDarkOnWhite(grey, width, height));
  for (const box of read) erase(ink, width, height, box);
  const cells = countChanges(ink, width, height);
  return piecesOf(runsOf(cells))
    .filter((runs) => isTextLike(runs, cells))
    .flatMap((runs) => boxesOfRuns(runs, cells.size, read));
}

function withRoom({ left, top, width, height }: Box): Box {
  const [x, y] = [height * ROOM_BESIDE + ROOM_PX, height * ROOM_ABOVE + ROOM_PX];
  return { left: left - x, top: top - y, width: width + 2 * x, height: height + 2 * y };
}

function inkOf(darkOnWhite: Uint8Array): Uint8Array {
  return darkOnWhite.map((shade) => (shade < INK_BELOW ? 1 : 0));
}

function erase(ink: Uint8Array, width: number, height: number, box: Box): void {
  const left = Math.max(0, Math.floor(box.left));
  const right = Math.min(width, Math.ceil(box.left + box.width));
  const bottom = Math.min(height, Math.ceil(box.top + box.height));
  for (let y = Math.max(0, Math.floor(box.top)); y < bottom; y += 1) {
    if (right > left) ink.fill(0, y * width + left, y * width + right);
  }
}

function countChanges(ink: Uint8Array, width: number, height: number): Cells {
  const size = Math.min(
    MAX_CELL_PX,
    Math.max(MIN_CELL_PX, Math.round(Math.min(width, height) / CELLS_ACROSS)),
  );
  const [columns, rows] = [Math.ceil(width / size), Math.ceil(height / size)];
  const changes = new Uint16Array(columns * rows);
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor(y / size) * columns;
    for (let x = 1; x < width; x += 1) {
      const index = y * width + x;
      if (ink[index] === ink[index - 1]) continue;
      const cell = row + Math.floor(x / size);
      changes[cell] = (changes[cell] ?? 0) + 1;
    }
  }
  return { columns, rows, size, changes };
}

function runsOf({ columns, rows, changes }: Cells): Run[] {
  const runs: Run[] = [];
  for (let row = 0; row < rows; row += 1) {
    let last: Run | undefined;
    for (let column = 0; column < columns; column += 1) {
      if ((changes[row * columns + column] ?? 0) < MIN_CHANGES) continue;
      if (last !== undefined && column - last.to <= BRIDGED_CELLS) last.to = column + 1;
      else {
        last = { row, from: column, to: column + 1 };
        runs.push(last);
      }
    }
  }
  return runs;
}

/** Groups runs that touch, in the same or the next row of cells. */
function piecesOf(runs: readonly Run[]): Run[][] {
  const pieces = new Map<Run, Run[]>();
  let above: Run[] = [];
  let current: Run[] = [];
  for (const run of runs) {
    if (current[0] !== undefined && current[0].row !== run.row) {
      above = current[0].row === run.row - 1 ? current : [];
      current = [];
    }
    current.push(run);
    const piece = [run];
    pieces.set(run, piece);
    for (const other of above) {
      if (other.to < run.from || other.from > run.to) continue;
      join(pieces, other, run);
    }
  }
  return [...new Set(pieces.values())];
}

/** Joins the pieces of two runs. */
function join(pieces: Map<Run, Run[]>, a: Run, b: Run): void {
  const [one, two] = [pieces.get(a) ?? [], pieces.get(b) ?? []];
  if (one === two) return;
  const [larger, smaller] = one.length >= two.length ? [one, two] : [two, one];
  for (const run of smaller) {
    larger.push(run);
    pieces.set(run, larger);
  }
}

function isTextLike(runs: readonly Run[], { columns, size, changes }: Cells): boolean {
  const { width, height } = boxOfRuns(runs, size);
  if (height < MIN_HEIGHT_PX || height > width * RULE_RATIO) return false;
  let total = 0;
  for (const { row, from, to } of runs) {
    for (let column = from; column < to; column += 1) total += changes[row * columns + column] ?? 0;
  }
  return total / height >= MIN_CHANGES_PER_ROW && total / (width * height) >= MIN_DENSITY;
}

function boxOfRuns(runs: readonly Run[], size: number): Box {
  return boundingBox(
    runs.map(({ row, from, to }) => ({
      left: from * size,
      top: row * size,
      width: (to - from) * size,
      height: size,
    })),
  );
}

/** One box, or where that would cover a word that was read, one for each row of cells. */
function boxesOfRuns(runs: readonly Run[], size: number, read: readonly Box[]): Box[] {
  const whole = grown(boxOfRuns(runs, size), size);
  if (!read.some((box) => overlaps(whole, box))) return [whole];
  return runs.map((run) => boxOfRuns([run], size));
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
