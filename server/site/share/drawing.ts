import { measureTextWidth, renderTextAsPaths, type FontFace, type TextAsPaths } from './fonts.ts';

/** Renders a line at `size` pixels, smaller where it would be wider than `room` pixels. */
export function fit(
  text: string,
  face: FontFace,
  size: number,
  room: number,
  spacing = 0,
): TextAsPaths & { readonly size: number } {
  const largest = room / measureTextWidth(text, face, spacing);
  const fitting = Math.min(size, Math.floor(largest * 10) / 10);
  return { ...renderTextAsPaths(text, face, fitting, spacing), size: fitting };
}

/** The largest of `sizes` at which the text fits, and its lines; truncated at the smallest. */
export function fitParagraph(
  text: string,
  face: FontFace,
  sizes: readonly number[],
  room: number,
  most: number,
): { size: number; lines: string[] } {
  const isNarrow = (line: string, size: number): boolean =>
    measureTextWidth(line, face) * size <= room;
  let size = 0;
  let lines: string[] = [];
  for (size of sizes) {
    lines = wrap(text, (line) => isNarrow(line, size));
    if (lines.length <= most && lines.every((line) => isNarrow(line, size))) {
      return { size, lines };
    }
  }
  const cut = lines.length > most;
  return {
    size,
    lines: lines.slice(0, most).map((line, index) => {
      const more = cut && index === most - 1;
      return truncate(more ? `${line}…` : line, (shorter) => isNarrow(shorter, size));
    }),
  };
}

function wrap(text: string, isNarrow: (line: string) => boolean): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ').filter((part) => part !== '')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && isNarrow(longer)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function truncate(line: string, isNarrow: (line: string) => boolean): string {
  let letters = [...line];
  while (letters.length > 1 && !isNarrow(letters.join(''))) {
    letters = [...letters.slice(0, -2), '…'];
  }
  return letters.join('');
}

/** A text with its baseline at `y`. */
export function place({ path }: TextAsPaths, x: number, y: number, colour: string): string {
  return `<path transform="translate(${round(x)} ${round(y)})" d="${path}" fill="${colour}"/>`;
}

/** Shapes at another place, and larger. */
export function move(shapes: string, x: number, y: number, scale = 1): string {
  return `<g transform="translate(${round(x)} ${round(y)}) scale(${round(scale * 100) / 100})">${shapes}</g>`;
}

export function box(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  { corner = 0 }: { corner?: number } = {},
): string {
  const radius = corner === 0 ? '' : ` rx="${corner}"`;
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"${radius} fill="${fill}"/>`;
}

/** A sheet whose lower edge is torn off: teeth `tooth` pixels wide below its height. */
export function zigzag(
  sheet: { x: number; y: number; width: number; height: number; tooth: number },
  fill: string,
  stroke: string,
): string {
  const { x, y, width, height, tooth } = sheet;
  const half = tooth / 2;
  const teeth = `l${-half} ${half}l${-half} ${-half}`.repeat(Math.round(width / tooth));
  return `<path d="M${x} ${y}h${width}v${height}${teeth}z" fill="${fill}" stroke="${stroke}" stroke-width="2"/>`;
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
