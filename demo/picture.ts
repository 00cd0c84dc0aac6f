import { createHash } from 'node:crypto';
import sharp, { type Sharp } from 'sharp';
import { THUMBNAIL_MAX_WIDTH_PX } from '#server/media/files/image-limits.ts';
import {
  differenceHash,
  sha256OfPixels,
  readPixels,
  toSharp,
  type Pixels,
} from '#server/media/files/pixels.ts';
import type { SizedImage, FingerprintedImage } from '#server/media/files/sanitized-image.ts';
import { formatMoney, roundPublished, type Currency } from '#shared/core/money.ts';
import { createRandom } from './random.ts';
import { bank, history, mobileMoney, task, voucher, wallet, type Screen } from './screens.ts';
import { createSheet, type Theme } from './sheet.ts';
import { REDACTED } from './strokes.ts';

const SCREENS = { wallet, bank, 'mobile-money': mobileMoney, history, voucher, task } as const;

/** What a screenshot of the demo community shows. */
export type PicturePlan = {
  readonly screen: keyof typeof SCREENS;
  readonly platform: string;
  readonly minor: number;
  readonly currency: Currency;
  readonly seed: number;
  /** All digits of the amount are covered, as its author shows none. */
  readonly hidesAmount?: true;
  /** Taken from the gallery and sent a second time. */
  readonly again?: true;
};

/** Large letters on flat colours need no more. */
const QUALITY = 50;

const ACCENTS = ['#1d4e89', '#0f766e', '#7a3e9d', '#b45309', '#334155', '#a3315f'] as const;
const LIGHT = {
  paper: '#f3f5f8',
  card: '#ffffff',
  ink: '#1b2330',
  quiet: '#667085',
  line: '#e2e6ed',
  onAccent: '#ffffff',
  good: '#1f7a4d',
  cover: '#000000',
} as const;
const DARK = {
  paper: '#12161c',
  card: '#1d242d',
  ink: '#eef1f5',
  quiet: '#98a2b3',
  line: '#303945',
  onAccent: '#ffffff',
  good: '#5fd39a',
  cover: '#000000',
} as const;

/** Draws a believable screenshot of a payment; it is published as one that was uploaded. */
export async function drawPicture(plan: PicturePlan): Promise<FingerprintedImage> {
  const drawn = await publish(await readPixels(sharp(Buffer.from(drawSvg(plan)))));
  return plan.again === true ? publish(await readPixels(sharp(drawn.reading.bytes))) : drawn;
}

/** As wide as a thumbnail: one small file serves as both, and a snapshot holds hundreds of them. */
async function publish(pixels: Pixels): Promise<FingerprintedImage> {
  const reading = await encode(toSharp(pixels).resize({ width: THUMBNAIL_MAX_WIDTH_PX }));
  const key = createHash('sha256').update(reading.bytes).digest('hex');
  const shown = await readPixels(sharp(reading.bytes));
  const marks = {
    sourcePixels: sha256OfPixels(pixels),
    shownPixels: sha256OfPixels(shown),
    dhash: await differenceHash(shown),
    // Its covers are those of one drawing, and no copies.
    layout: '',
  };
  return { key, reading, thumbnail: reading, marks };
}

/** The drawing, in shapes alone: fonts differ from one machine to the next. */
export function drawSvg(plan: PicturePlan): string {
  const random = createRandom(plan.seed);
  const screen: Screen = SCREENS[plan.screen];
  const dark = random.chance(0.35);
  const theme: Theme = { ...(dark ? DARK : LIGHT), accent: random.pick(ACCENTS) };
  const sheet = createSheet(
    dark ? { ...theme, cover: random.pick(['#000000', '#f5f5f5']) } : theme,
  );
  const legible = formatMoney(plan.minor, plan.currency, 'fr');
  const amount =
    plan.hidesAmount === true
      ? legible.replaceAll(/\d/g, REDACTED)
      : coverDigits(legible, plan.minor);
  screen(sheet, { platform: plan.platform, amount }, random);
  return sheet.svg();
}

/** Covers every digit after the first two: no more can be read than a shown amount says. */
export function coverDigits(amount: string, minor: number): string {
  if (roundPublished(minor) === minor) return amount;
  let seen = 0;
  return amount.replaceAll(/\d/g, (digit) => {
    if (seen > 0 || digit !== '0') seen += 1;
    return seen > 2 ? REDACTED : digit;
  });
}

async function encode(drawing: Sharp): Promise<SizedImage> {
  const { data, info } = await drawing
    .webp({ quality: QUALITY, effort: 6 })
    .toBuffer({ resolveWithObject: true });
  return { bytes: data, width: info.width, height: info.height };
}
