import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { StandingShape } from '#web/directory/platforms/standing-stamp.tsx';
import { LOGO_PATHS } from '#web/ui/logo-path.ts';
import { COLOURS, type Colour } from './colours.ts';
import { box, fit, fitParagraph, move, place, round, zigzag } from './drawing.ts';
import { renderTextAsPaths } from './fonts.ts';
import type { CardColour, ShareCard } from './share-card.ts';

export const SHARE_WIDTH = 1200;
export const SHARE_HEIGHT = 630;

/** The light colours: a picture cannot know the viewer's theme. */
export const LIGHT = Object.fromEntries(
  Object.entries(COLOURS).map(([name, [light]]) => [name, light]),
) as Record<Colour, string>;
const {
  paper: PAPER,
  sheet: SHEET,
  line: LINE,
  rule: RULE,
  ink: INK,
  soft: SOFT,
  brick: BRICK,
} = LIGHT;
const INKS: Record<CardColour, string> = {
  good: LIGHT.good,
  promise: LIGHT.carbon,
  doubt: LIGHT.doubt,
  bad: BRICK,
  soft: LIGHT.none,
  ink: INK,
};

const EDGE = 64;
const TOP = 128;
/** Baseline of the note at the foot. */
const NOTE_BASE = SHARE_HEIGHT - 34;
/** The words to the left: the title, then the stamp, then what is said under it. */
const WORDS = { width: 566, titleSizes: [64, 58, 52, 46, 40], titleLines: 3, say: 28, sayLines: 3 };
export const STAMP = { height: 124, letters: 84, room: 500 };
export const SLIP = {
  x: 676,
  width: 460,
  head: 54,
  row: 56,
  total: 74,
  padding: 24,
  tooth: 20,
  turn: 1.6,
};

/** Draws a card as SVG of shapes only: question and stamp to the left, the slip to the right. */
export function drawCardAsSvg(card: ShareCard, site: string): string {
  const title = fitParagraph(card.title, 'said', WORDS.titleSizes, WORDS.width, WORDS.titleLines);
  const lineHeight = Math.round(title.size * 1.12);
  const titleEnd = TOP + title.lines.length * lineHeight;
  const middle = titleEnd + 42 + STAMP.height / 2;
  const sayTop = middle + STAMP.height / 2 + 62;
  const slip = drawSlip(card.slip);
  const slipTop = Math.max(TOP + 10, Math.round((TOP + NOTE_BASE - 30 - slip.height) / 2));
  const say = fitParagraph(card.say, 'label', [WORDS.say], WORDS.width, WORDS.sayLines);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SHARE_WIDTH}" height="${SHARE_HEIGHT}">`,
    box(0, 0, SHARE_WIDTH, SHARE_HEIGHT, PAPER),
    move(drawBrand(site), EDGE, 26),
    box(0, 96, SHARE_WIDTH, 4, INK),
    ...title.lines.map((line, index) =>
      place(
        renderTextAsPaths(line, 'said', title.size),
        EDGE,
        TOP + (index + 1) * lineHeight - 8,
        INK,
      ),
    ),
    ...say.lines
      .map((line, index) => ({ line, base: sayTop + index * 38 }))
      .filter(({ base }) => base <= NOTE_BASE - 44)
      .map(({ line, base }) => place(renderTextAsPaths(line, 'label', say.size), EDGE, base, INK)),
    move(slip.svg, SLIP.x, slipTop),
    move(drawStamp(card.stamp), EDGE, middle - STAMP.height / 2),
    place(fit(card.note, 'label', 24, SHARE_WIDTH - 2 * EDGE), EDGE, NOTE_BASE, SOFT),
    '</svg>',
  ].join('');
}

/** Logo and name, 52 pixels high. */
export function drawBrand(site: string): string {
  return [
    `<g transform="translate(-4 0) scale(2)"><path d="${LOGO_PATHS.note}" fill="${BRICK}"/><path d="${LOGO_PATHS.star}" fill="${PAPER}"/></g>`,
    place(renderTextAsPaths(site, 'said', 36), 62, 40, INK),
  ].join('');
}

/** A slip as on the pages: black head, bar to scale, dotted rows, total, torn edge; `SLIP.width` wide. */
export function drawSlip({ head, paidShare, rows }: ShareCard['slip']): {
  svg: string;
  height: number;
} {
  const { width, padding: left } = SLIP;
  const bar = paidShare === null ? 0 : 40;
  const height = SLIP.head + bar + Math.max(0, rows.length - 1) * SLIP.row + SLIP.total;
  const inner = width - 2 * left;
  const rowTop = SLIP.head + bar;
  const parts = [
    `<g transform="rotate(${SLIP.turn} ${width / 2} ${height / 2})">`,
    zigzag({ x: 0, y: 0, width, height, tooth: SLIP.tooth }, SHEET, LINE),
    box(0, 0, width, SLIP.head, INK),
    place(fit(head.toLocaleUpperCase(), 'counted', 23, inner, 0.05), left, 36, SHEET),
    paidShare === null
      ? ''
      : box(left, SLIP.head + 20, inner, 16, INKS.bad) +
        box(left, SLIP.head + 20, inner * paidShare, 16, INKS.good),
    ...rows.map((row, index) => {
      const total = index === rows.length - 1;
      const start = rowTop + index * SLIP.row;
      const base = start + (total ? 48 : 37);
      const colour = INKS[row.ink ?? 'ink'];
      const name = fit(row.label, total ? 'counted' : 'label', 28, inner * 0.7);
      const value = fit(row.value, 'counted', total ? 44 : 30, inner - name.width - 20);
      return [
        place(name, left, base, colour),
        place(value, left + inner - value.width, base, colour),
        total
          ? box(left, start, inner, 4, INK)
          : `<path d="M${left} ${start + SLIP.row}h${inner}" stroke="${RULE}" stroke-width="2" stroke-dasharray="2 5"/>`,
      ].join('');
    }),
    '</g>',
  ];
  return { svg: parts.join(''), height };
}

/** The stamp, `STAMP.height` high: double border, never straight; "doesn't pay" alone is printed solid. */
export function drawStamp({ words, ink, shape }: ShareCard['stamp']): string {
  const solid = shape === 'not-paying';
  const colour = solid ? SHEET : INKS[ink];
  const mark = shape === null ? 0 : 92;
  const text = fit(words.toLocaleUpperCase(), 'stamped', STAMP.letters, STAMP.room - mark, 0.03);
  const width = text.width + mark + 56;
  const { height } = STAMP;
  const frame = (inset: number, stroke: number, fill: string): string =>
    `<rect x="${inset}" y="${inset}" width="${round(width - 2 * inset)}" height="${height - 2 * inset}" rx="${20 - inset}" fill="${fill}" stroke="${colour}" stroke-width="${stroke}"/>`;
  return [
    `<g transform="translate(4 0) rotate(-3 ${round(width / 2)} ${height / 2})" color="${colour}">`,
    solid ? box(-4, -4, width + 8, height + 8, INKS[ink], { corner: 22 }) : '',
    solid ? '' : frame(0, 8, 'none'),
    frame(11, 2.5, 'none'),
    shape === null
      ? ''
      : `<g transform="translate(28 ${height / 2 - 35}) scale(3.5)">${renderToStaticMarkup(createElement(StandingShape, { state: shape }))}</g>`,
    place(text, 28 + mark, height / 2 + text.size * 0.35, colour),
    '</g>',
  ].join('');
}
