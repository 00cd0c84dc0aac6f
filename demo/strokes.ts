import { ACCENTS, GLYPHS } from './glyphs.ts';

const CAPITAL_HEIGHT = 6;
const GAP = 1.7;
const SPACE = 2.2;
const REDACTED_WIDTH = 4.2;

/** Covers one letter, as a member covers what identifies her. */
export const REDACTED = '█';

export type Written = {
  /** SVG elements, with the base line at 0. */
  readonly svg: string;
  /** In pixels. */
  readonly width: number;
};

type Pen = { size: number; color: string; bold?: boolean; cover?: string };
type Point = readonly [number, number];

/** Writes one line in capitals `size` pixels high; letters that the pen does not know are left out. */
export function write(text: string, { size, color, bold = false, cover }: Pen): Written {
  const scale = size / CAPITAL_HEIGHT;
  let x = 0;
  let path = '';
  let covers = '';
  for (const [run] of text
    .normalize('NFC')
    .replaceAll(/\s/g, ' ')
    .matchAll(/█+|[^█]/gu)) {
    if (run === ' ') x += SPACE;
    else if (run.startsWith(REDACTED)) {
      const width = run.length * REDACTED_WIDTH;
      covers += `<rect x="${round(x * scale)}" y="${round(-6.8 * scale)}" width="${round(width * scale)}" height="${round(8 * scale)}"/>`;
      x += width + GAP;
    } else {
      const glyph = draw(run, x, scale);
      path += glyph.path;
      x += glyph.width === null ? 0 : glyph.width + GAP;
    }
  }
  const weight = round((bold ? 1.15 : 0.75) * scale);
  return {
    svg:
      `<path d="${path}" fill="none" stroke="${color}" stroke-width="${weight}" stroke-linecap="round" stroke-linejoin="round"/>` +
      (covers === '' ? '' : `<g fill="${cover ?? '#000000'}">${covers}</g>`),
    width: Math.max(0, x - GAP) * scale,
  };
}

function draw(letter: string, x: number, scale: number): { path: string; width: number | null } {
  const [base = '', ...marks] = letter.normalize('NFD');
  const glyph = GLYPHS[base];
  if (glyph === undefined) return { path: '', width: null };
  const strokes = glyph.split(' ').map(readStroke);
  const width = Math.max(...strokes.flatMap(({ points }) => points.map(([px]) => px)));
  const capital = base !== base.toLowerCase();
  const accents = marks.flatMap((mark) =>
    (ACCENTS[mark] ?? '').split(' ').map((code) => {
      const { kind, points } = readStroke(code);
      const lift = capital && mark !== '\u0327' ? -2 : 0;
      const shift = (width - 2) / 2;
      return {
        kind,
        points: points.map(([px, py]): Point => [px + shift, py + lift]),
      };
    }),
  );
  const path = [...strokes, ...accents]
    .map(({ kind, points }) =>
      toPath(
        kind,
        points.map(([px, py]): Point => [(px + x) * scale, (py - 7) * scale]),
      ),
    )
    .join('');
  return { path, width };
}

type Kind = 'straight' | 'bent' | 'ring';

function readStroke(code: string): { kind: Kind; points: Point[] } {
  const kind = code.startsWith('~') ? 'bent' : code.startsWith('@') ? 'ring' : 'straight';
  const digits = kind === 'straight' ? code : code.slice(1);
  const points = Array.from({ length: digits.length / 2 }, (_, index): Point => [
    Number(digits[index * 2]),
    Number(digits[index * 2 + 1]),
  ]);
  return { kind, points };
}

function toPath(kind: Kind, points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return '';
  if (kind === 'straight') {
    // A dot is a line of no length; some renderers leave those out.
    const end: Point = [last[0] + 0.01, last[1]];
    return `M${show(first)}${rest
      .slice(0, -1)
      .map((point) => `L${show(point)}`)
      .join('')}L${show(end)}`;
  }
  const corners = kind === 'ring' ? [...points, first] : rest;
  const start = kind === 'ring' ? middle(last, first) : first;
  let path = `M${show(start)}`;
  for (const [index, corner] of corners.slice(0, -1).entries()) {
    const next = corners[index + 1] ?? corner;
    const isLast = kind === 'bent' && index === corners.length - 2;
    path += `Q${show(corner)} ${show(isLast ? next : middle(corner, next))}`;
  }
  return path;
}

function middle([ax, ay]: Point, [bx, by]: Point): Point {
  return [(ax + bx) / 2, (ay + by) / 2];
}

function show([x, y]: Point): string {
  return `${round(x)} ${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
