import { boundingBox, type Box } from './box.ts';

/** Shade below which a pixel of the normalised picture is ink: pale grey text counts. */
const INK_BELOW = 200;
/** Mean changes between ink and ground in each row of pixels: the edges of a shape have two. */
const MIN_CHANGES_PER_ROW = 2.5;
/** Cells a picture's shorter side is divided into, and the limits of a cell's size in pixels. */
const CELLS_ACROSS = 220;
const MIN_CELL_PX = 3;
const MAX_CELL_PX = 6;
/** Horizontal changes between ink and ground from which a cell has letter-like edges. */
const MIN_CHANGES = 2;
/** Gap in cells that is bridged between letters and words of a line. */
const BRIDGED_CELLS = 3;
/** A narrower and taller shape than this is a rule or a border. */
const RULE_RATIO = 8;
/** Lowest height of letters in pixels. */
const MIN_HEIGHT_PX = 5;
/** Changes per pixel of a patch below which it is a solid shape. */
const MIN_DENSITY = 0.02;

/** Changes between ink and ground, counted in square cells of `size` pixels. */
type Cells = { columns: number; rows: number; size: number; changes: Uint16Array };
/** A horizontal run of cells with letter-like edges: `to` is exclusive. */
export type Run = { row: number; from: number; to: number };

/**
 * `perRow`: mean number of changes between ground and ink in a row of pixels; 0 where the piece is no
 * text.
 */
export type TexturePiece = { runs: readonly Run[]; box: Box; perRow: number };

/** The direction of lines of text: `across` from left to right, `down` from top to bottom. */
export type LineDirection = 'across' | 'down';

/**
 * Pieces of text-like texture in a picture of 0 (ground) and 1 (ink): connected runs of cells. Of lines
 * that run down, rows and columns are swapped.
 */
export function texturePieces(
  ink: Uint8Array,
  width: number,
  height: number,
  direction: LineDirection = 'across',
): { size: number; pieces: TexturePiece[] } {
  const cells = countChanges(ink, width, height, direction);
  const pieces = piecesOf(runsOf(cells)).map((runs) => ({ runs, ...measure(runs, cells) }));
  return { size: cells.size, pieces };
}

/** Whether a piece has the edges of letters: those of a shape have two changes in each row. */
export function isTextLike({ perRow }: TexturePiece): boolean {
  return perRow >= MIN_CHANGES_PER_ROW;
}

/** 1 where a picture of dark on white has ink, else 0. */
export function inkOf(darkOnWhite: Uint8Array): Uint8Array {
  const ink = new Uint8Array(darkOnWhite.length);
  for (let index = 0; index < ink.length; index += 1) {
    if ((darkOnWhite[index] ?? 255) < INK_BELOW) ink[index] = 1;
  }
  return ink;
}

function countChanges(
  ink: Uint8Array,
  width: number,
  height: number,
  direction: LineDirection,
): Cells {
  const size = Math.min(
    MAX_CELL_PX,
    Math.max(MIN_CELL_PX, Math.round(Math.min(width, height) / CELLS_ACROSS)),
  );
  const [wide, high] = [Math.ceil(width / size), Math.ceil(height / size)];
  const isAcross = direction === 'across';
  const [columns, rows] = isAcross ? [wide, high] : [high, wide];
  const changes = new Uint16Array(columns * rows);
  const [ofX, ofY] = isAcross ? [1, columns] : [columns, 1];
  const before = isAcross ? 1 : width;
  const cellOfX = Uint32Array.from({ length: width }, (_, x) => ofX * Math.floor(x / size));
  for (let y = isAcross ? 0 : 1; y < height; y += 1) {
    const row = ofY * Math.floor(y / size);
    for (let x = isAcross ? 1 : 0; x < width; x += 1) {
      const index = y * width + x;
      if (ink[index] === ink[index - before]) continue;
      const cell = row + (cellOfX[x] ?? 0);
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

/** The box of a piece, and its mean changes in a row of pixels: 0 where it is no text. */
function measure(
  runs: readonly Run[],
  { columns, size, changes }: Cells,
): { box: Box; perRow: number } {
  const box = boxOfRuns(runs, size);
  if (box.height < MIN_HEIGHT_PX || box.height > box.width * RULE_RATIO) return { box, perRow: 0 };
  let total = 0;
  for (const { row, from, to } of runs) {
    for (let column = from; column < to; column += 1) total += changes[row * columns + column] ?? 0;
  }
  const isSolid = total / (box.width * box.height) < MIN_DENSITY;
  return { box, perRow: isSolid ? 0 : total / box.height };
}

export function boxOfRuns(runs: readonly Run[], size: number): Box {
  return boundingBox(
    runs.map(({ row, from, to }) => ({
      left: from * size,
      top: row * size,
      width: (to - from) * size,
      height: size,
    })),
  );
}
