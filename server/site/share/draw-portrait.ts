import { shortAddress } from '#web/collective/boycott-kit/kit-texts.ts';
import { PORTRAIT_IMAGE } from '#web/site/share/image-path.ts';
import { qrPath } from '#web/ui/qr-path.ts';
import { LIGHT, SLIP, STAMP, drawBrand, drawSlip, drawStamp } from './draw-card.ts';
import { box, fit, fitParagraph, move, place } from './drawing.ts';
import { renderTextAsPaths } from './fonts.ts';
import type { ShareCard } from './share-card.ts';

/** What leads from the picture to the page. */
export type PortraitAddress = {
  /** Of the page, as the QR code says it. */
  readonly url: string;
  /** Asks to scan the code. */
  readonly scan: string;
};

const { width: WIDTH, height: HEIGHT } = PORTRAIT_IMAGE;
const EDGE = 90;
const ROOM = WIDTH - 2 * EDGE;
/** Under it the applications that show such a picture put the name of who sent it. */
const TOP = 130;
const TITLE = { top: 265, sizes: [92, 84, 76, 68, 60], lines: 3 };
const STAMP_SCALE = 1.4;
const QR = { top: 1400, size: 330 };
const ADDRESS_BASE = 1790;

/** Draws a card as SVG of shapes that fills a phone held upright: question, stamp, slip and QR code. */
export function drawPortraitAsSvg(
  card: ShareCard,
  site: string,
  { url, scan }: PortraitAddress,
): string {
  const title = fitParagraph(card.title, 'said', TITLE.sizes, ROOM, TITLE.lines);
  const lineHeight = Math.round(title.size * 1.14);
  const stampTop = TITLE.top + title.lines.length * lineHeight + 45;
  const slipTop = stampTop + STAMP.height * STAMP_SCALE + 55;
  const slip = drawSlip(card.slip);
  const scale = Math.min(ROOM / SLIP.width, (QR.top - 75 - slipTop) / slip.height);
  const code = qrPath(url);
  const beside = EDGE + QR.size + 40;
  const note = fitParagraph(card.note, 'label', [40], ROOM - QR.size - 40, 4);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">`,
    box(0, 0, WIDTH, HEIGHT, LIGHT.paper),
    move(drawBrand(site), EDGE, TOP, 1.6),
    box(EDGE, TOP + 105, ROOM, 6, LIGHT.ink),
    ...title.lines.map((line, index) =>
      place(
        renderTextAsPaths(line, 'said', title.size),
        EDGE,
        TITLE.top + (index + 1) * lineHeight - 16,
        LIGHT.ink,
      ),
    ),
    move(drawStamp(card.stamp), EDGE, stampTop, STAMP_SCALE),
    move(slip.svg, (WIDTH - SLIP.width * scale) / 2, slipTop, scale),
    box(EDGE, QR.top, QR.size, QR.size, '#fff'),
    `<path transform="translate(${EDGE} ${QR.top}) scale(${QR.size / code.size})" d="${code.path}"/>`,
    ...note.lines.map((line, index) =>
      place(renderTextAsPaths(line, 'label', 40), beside, QR.top + 42 + index * 54, LIGHT.ink),
    ),
    place(fit(scan, 'label', 40, ROOM - QR.size - 40), beside, QR.top + QR.size - 8, LIGHT.ink),
    place(fit(shortAddress(url), 'counted', 40, ROOM), EDGE, ADDRESS_BASE, LIGHT.ink),
    '</svg>',
  ].join('');
}
