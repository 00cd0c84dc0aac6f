import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Command, Font, Glyph } from 'opentype.js';

const require = createRequire(import.meta.url);

/** The package wrongly declares its module format, so it is loaded with require; a megabyte of source. */
function loadOpentype(): typeof import('opentype.js') {
  return require('opentype.js') as typeof import('opentype.js');
}

// Text and numbers: the nearest free fonts to those of the pages. The second file of each has the
// letters of other Latin languages.
const FILES = {
  said: ['gelasio/files/gelasio-latin-700-normal', 'gelasio/files/gelasio-latin-ext-700-normal'],
  label: ['pt-sans/files/pt-sans-latin-400-normal', 'pt-sans/files/pt-sans-latin-ext-400-normal'],
  counted: ['pt-sans/files/pt-sans-latin-700-normal', 'pt-sans/files/pt-sans-latin-ext-700-normal'],
  stamped: ['pt-sans/files/pt-sans-latin-700-normal', 'pt-sans/files/pt-sans-latin-ext-700-normal'],
} as const;

export type FontFace = keyof typeof FILES;

/** Width of letters as a part of their own: stamps are narrow, as on the pages. */
const STRETCH: Record<FontFace, number> = { said: 1, label: 1, counted: 1, stamped: 0.8 };

const opened = new Map<FontFace, readonly Font[]>();

function fontsOf(face: FontFace): readonly Font[] {
  const known = opened.get(face);
  if (known !== undefined) return known;
  const opentype = loadOpentype();
  const fonts = FILES[face].map((name) => {
    const bytes = readFileSync(require.resolve(`@fontsource/${name}.woff`));
    return opentype.parse(new Uint8Array(bytes).buffer);
  });
  opened.set(face, fonts);
  return fonts;
}

export function hasAllGlyphs(text: string, face: FontFace): boolean {
  return [...tidy(text)].every((letter) => fontOf(letter, face) !== undefined);
}

export type TextAsPaths = {
  /** SVG path data; the baseline is at y = 0. */
  readonly path: string;
  /** Width of the text in pixels. */
  readonly width: number;
};

/**
 * Renders a line as paths, so that it looks the same without installed fonts. Letters in no font
 * are dropped. `spacing` is added between letters, in ems.
 */
export function renderTextAsPaths(
  text: string,
  face: FontFace,
  size: number,
  spacing = 0,
): TextAsPaths {
  const { glyphs, width } = layOut(text, face, spacing);
  const path = glyphs
    .flatMap(({ glyph, x }) =>
      glyph.getPath(x * size, 0, size).commands.map((command) => toPath(command, STRETCH[face])),
    )
    .join('');
  return { path, width: width * size * STRETCH[face] };
}

/** The width of a line, in ems. */
export function measureTextWidth(text: string, face: FontFace, spacing = 0): number {
  return layOut(text, face, spacing).width * STRETCH[face];
}

type Placed = { readonly font: Font; readonly glyph: Glyph; readonly x: number };

function layOut(
  text: string,
  face: FontFace,
  spacing: number,
): { glyphs: Placed[]; width: number } {
  const glyphs: Placed[] = [];
  let x = 0;
  for (const letter of tidy(text)) {
    const font = fontOf(letter, face);
    if (font === undefined) continue;
    const glyph = font.charToGlyph(letter);
    const last = glyphs.at(-1);
    if (last !== undefined) x += spacing;
    // Kerning exists only within one font.
    if (last?.font === font) x += font.getKerningValue(last.glyph, glyph) / font.unitsPerEm;
    glyphs.push({ font, glyph, x });
    x += glyph.advanceWidth / font.unitsPerEm;
  }
  return { glyphs, width: x };
}

// Writes a path command by hand: the package's serialiser sometimes drops the space before a zero.
function toPath({ type, x, y, x1, y1, x2, y2 }: Command, stretch: number): string {
  const wide = (value: number | undefined): number | undefined =>
    value === undefined ? undefined : value * stretch;
  return (
    type +
    [wide(x1), y1, wide(x2), y2, wide(x), y].flatMap((value) => value?.toFixed(1) ?? []).join(' ')
  );
}

function fontOf(letter: string, face: FontFace): Font | undefined {
  return fontsOf(face).find((font) => font.charToGlyph(letter).index !== 0);
}

/** Normalises to composed letters and one kind of space: few fonts have narrow spaces. */
function tidy(text: string): string {
  return text.normalize('NFC').replaceAll(/\s/gu, '\u00a0');
}
