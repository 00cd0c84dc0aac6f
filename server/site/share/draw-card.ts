import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { StandingShape } from '#web/directory/platforms/standing-stamp.tsx';
import { LOGO_PATHS } from '#web/ui/logo-path.ts';
import type { ShareCard } from './share-card.ts';
import { measureTextWidth, renderTextAsPaths, type FontFace, type TextAsPaths } from './fonts.ts';

export const SHARE_WIDTH = 1200;
export const SHARE_HEIGHT = 630;

// The light theme of web/styles/site.css: a picture cannot know the viewer's theme.
const PAPER = '#fbf7ee';
const SHEET = '#fffdf8';
const INK = '#1c1a16';
const SOFT = '#635d50';
const LINE = '#d8cfbc';
const RULE = '#b9ae97';
const BRICK = '#b5341c';
const INKS: Record<ShareCard['stamp']['ink'], string> = {
  good: '#1d6a43',
  promise: '#2a5f7e',
  doubt: '#855600',
  bad: '#a11d1a',
  soft: SOFT,
  ink: INK,
};

const EDGE = 64;
const INNER = SHARE_WIDTH - 2 * EDGE;
const TITLE_SIZES = [68, 60, 52, 46, 40];
const TITLE_LINES = 2;
const PANEL = { x: EDGE, width: 640, rowHeight: 62, padding: 28 };
const STAMP = { centre: 936, width: 372 };
const NOTE_BASE = SHARE_HEIGHT - 36;

/** Draws a card as SVG of shapes only: a panel with its rows, and a stamp. */
export function drawCardAsSvg(card: ShareCard, site: string): string {
  const { size, lines } = fitTitle(card.title);
  const titleTop = 128;
  const lineHeight = Math.round(size * 1.12);
  const titleEnd = titleTop + lines.length * lineHeight;
  const panelTop = titleEnd + 30;
  const rowHeight = Math.min(
    PANEL.rowHeight,
    (NOTE_BASE - 44 - panelTop - 20) / Math.max(1, card.rows.length),
  );
  const panelHeight = card.rows.length * rowHeight + 20;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SHARE_WIDTH}" height="${SHARE_HEIGHT}">`,
    box(0, 0, SHARE_WIDTH, SHARE_HEIGHT, PAPER),
    brand(site),
    ...lines.map((line, index) =>
      place(
        renderTextAsPaths(line, 'said', size),
        EDGE,
        titleTop + (index + 1) * lineHeight - 8,
        INK,
      ),
    ),
    box(PANEL.x, panelTop, PANEL.width, panelHeight, SHEET, LINE),
    box(PANEL.x, panelTop, PANEL.width, 7, INK),
    ...card.rows.map((row, index) => drawRow(row, panelTop + 14 + (index + 1) * rowHeight)),
    drawStamp(card.stamp, panelTop + panelHeight / 2),
    place(fit(card.note, 'label', 25, INNER), EDGE, NOTE_BASE, SOFT),
    '</svg>',
  ].join('');
}

function brand(site: string): string {
  return [
    `<g transform="translate(${EDGE - 4} 30) scale(2.1)"><path d="${LOGO_PATHS.note}" fill="${BRICK}"/><path d="${LOGO_PATHS.star}" fill="${PAPER}"/></g>`,
    place(renderTextAsPaths(site, 'said', 40), EDGE + 66, 74, INK),
    box(EDGE, 104, INNER, 4, INK),
  ].join('');
}

/** Draws a row: the label to the left, the value to the right, dots below. */
function drawRow({ label, value }: ShareCard['rows'][number], base: number): string {
  const left = PANEL.x + PANEL.padding;
  const right = PANEL.x + PANEL.width - PANEL.padding;
  const name = fit(label, 'label', 31, 300);
  const counted = fit(value, 'counted', 34, right - left - name.width - 24);
  return [
    place(name, left, base - 18, INK),
    place(counted, right - counted.width, base - 18, INK),
    `<path d="M${left} ${base}H${right}" stroke="${RULE}" stroke-width="2" stroke-dasharray="2 5"/>`,
  ].join('');
}

/** Draws the stamp with a double border, slightly rotated, like a hand-stamped mark. */
function drawStamp({ words, ink, shape }: ShareCard['stamp'], middle: number): string {
  const colour = INKS[ink];
  const mark = shape === null ? 0 : 66;
  const room = STAMP.width - 64 - mark;
  const text = fit(words.toLocaleUpperCase(), 'counted', 52, room, 0.08);
  const width = text.width + mark + 64;
  const height = 116;
  const left = -width / 2;
  return [
    `<g transform="translate(${STAMP.centre} ${round(middle)}) rotate(-4)" color="${colour}">`,
    `<rect x="${round(left)}" y="${-height / 2}" width="${round(width)}" height="${height}" rx="8" fill="none" stroke="${colour}" stroke-width="7"/>`,
    `<rect x="${round(left - 11)}" y="${-height / 2 - 11}" width="${round(width + 22)}" height="${height + 22}" rx="12" fill="none" stroke="${colour}" stroke-width="2.5"/>`,
    shape === null
      ? ''
      : `<g transform="translate(${round(left + 28)} -26) scale(2.6)">${renderToStaticMarkup(createElement(StandingShape, { state: shape }))}</g>`,
    place(text, left + 32 + mark, 18, colour),
    '</g>',
  ].join('');
}

/**
 * The largest size at which the title fits two lines, and its lines; truncated at the smallest size.
 */
function fitTitle(title: string): { size: number; lines: string[] } {
  for (const size of TITLE_SIZES) {
    const lines = wrap(title, size);
    if (lines.length <= TITLE_LINES && lines.every((line) => isNarrow(line, size))) {
      return { size, lines };
    }
  }
  const size = TITLE_SIZES.at(-1) ?? 40;
  const lines = wrap(title, size).slice(0, TITLE_LINES);
  return { size, lines: lines.map((line) => cut(line, size)) };
}

function wrap(title: string, size: number): string[] {
  const lines: string[] = [];
  for (const word of title.split(' ')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && isNarrow(longer, size)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function cut(line: string, size: number): string {
  let letters = [...line];
  while (letters.length > 1 && !isNarrow(letters.join(''), size)) {
    letters = [...letters.slice(0, -2), '…'];
  }
  return letters.join('');
}

function isNarrow(line: string, size: number): boolean {
  return measureTextWidth(line, 'said') * size <= INNER;
}

/** Renders a line as large as it fits, at most at `size`. */
function fit(text: string, face: FontFace, size: number, room: number, spacing = 0): TextAsPaths {
  const largest = room / measureTextWidth(text, face, spacing);
  return renderTextAsPaths(text, face, Math.min(size, Math.floor(largest * 10) / 10), spacing);
}

function place({ path }: TextAsPaths, x: number, y: number, colour: string): string {
  return `<path transform="translate(${round(x)} ${round(y)})" d="${path}" fill="${colour}"/>`;
}

function box(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  stroke?: string,
): string {
  const line = stroke === undefined ? '' : ` stroke="${stroke}" stroke-width="2"`;
  return `<rect x="${x}" y="${round(y)}" width="${width}" height="${round(height)}" fill="${fill}"${line}/>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
