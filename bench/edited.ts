import { parseArgs } from 'node:util';
import sharp, { type Sharp } from 'sharp';
import type { Box } from '#shared/media/box.ts';
import { publishedSize } from '#shared/media/published-size.ts';
import { between, chanceOf, pick, type Chance } from '#tests/redaction/invent.ts';
import { greyOf, inkOf, type Grey } from '#tests/redaction/measure.ts';

/**
 * Draws payment screens, edits an amount on each, saves both as PNG or JPEG, and counts how many edits
 * the noise around the amount gives away, on the file that was chosen and on what the server gets of it.
 * No edit counts that an honest picture would be taken for.
 */
const { values } = parseArgs({ options: { pictures: { type: 'string', default: '3000' } } });
const count = Number(values.pictures);
if (!Number.isInteger(count) || count < 1) throw new Error('usage: edited.ts [--pictures N], 1 up');

const FONTS = ['DejaVu Sans', 'Liberation Sans', 'Noto Sans', 'Nimbus Sans'] as const;
/** JPEG qualities; null for PNG. */
const SAVED = [null, 70, 80, 90, 95] as const;
const EDITS = ['redrawn', 'digit moved'] as const;
const PHONE_WIDTH = 360;
/** A phone's screen, of which a part is drawn: its size says how much the device makes it smaller. */
const SCREEN_RATIO = 20 / 9;
/** Of the device's canvas, and of the sanitiser. */
const WEBP = { device: 90, server: 80 } as const;

type Line = { text: string; x: number; y: number; size: number; atEnd: boolean; colour: string };
type Screen = {
  readonly picture: Buffer;
  readonly width: number;
  readonly amount: Line;
  readonly others: readonly Line[];
};
type Edit = (typeof EDITS)[number];
type Score = { readonly source: string; readonly edit: Edit | null; readonly value: number };

function draw(chance: Chance): Promise<Screen> {
  const width = pick(chance, [720, 1080, 1080, 1170]);
  const unit = width / PHONE_WIDTH;
  const size = unit * between(chance, 13, 16);
  const [ground, ink, quiet] = pick(chance, [
    ['#fff', '#1b1f23', '#606a73'],
    ['#f4f5f7', '#000', '#555'],
    ['#1d2329', '#f1f3f4', '#a9b2ba'],
  ] as const);
  const money = (): string => `${between(chance, 1, 999)},${between(chance, 10, 99)} €`;
  const lines = ['Montant', 'Frais', 'Net', 'Date', 'Statut', 'Solde'].flatMap((label, index) => {
    const y = size * (2 + 2.4 * index);
    const value = ['11/04/2026', 'Terminé'][index - 3] ?? money();
    return [
      { text: label, x: 16 * unit, y, size, atEnd: false, colour: quiet },
      { text: value, x: width - 16 * unit, y, size, atEnd: true, colour: ink },
    ];
  });
  const amounts = lines.filter(({ text }) => text.endsWith('€'));
  const amount = pick(chance, amounts);
  const height = Math.round(size * 16);
  return svg(width, height, ground, pick(chance, FONTS), lines)
    .png()
    .toBuffer()
    .then((picture) => ({
      picture,
      width,
      amount,
      others: lines.filter((line) => line !== amount),
    }));
}

function svg(
  width: number,
  height: number,
  ground: string,
  font: string,
  lines: readonly Line[],
): Sharp {
  const texts = lines.map(
    ({ text, x, y, size, atEnd, colour }) =>
      `<text x="${x}" y="${y}" font-size="${size}" fill="${colour}" text-anchor="${atEnd ? 'end' : 'start'}">${text}</text>`,
  );
  return sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="${font}">
      <rect width="${width}" height="${height}" fill="${ground}"/>${texts.join('')}</svg>`),
  );
}

/** Where a line stands at most. */
function roomOf({ text, x, y, size, atEnd }: Line): Box {
  const width = 0.75 * size * text.length;
  return { left: atEnd ? x - width : x, top: y - 1.1 * size, width, height: 1.5 * size };
}

/** Edits the amount as an app for pictures does: a patch of the ground's colour, or a piece copied. */
async function editAmount(
  picture: Buffer,
  { amount }: Screen,
  edit: Edit,
  chance: Chance,
): Promise<Buffer | null> {
  const grey = await greyOf(picture);
  const ink = inkOf(grey, roomOf(amount));
  if (ink === null) return null;
  const { left, top, width, height } = ink;
  if (edit === 'digit moved') {
    const digit = Math.round(0.56 * amount.size);
    const piece = { left, top: top - 1, width: digit, height: height + 2 };
    const input = await sharp(picture).extract(piece).png().toBuffer();
    return sharp(picture)
      .composite([{ input, left: left + digit, top: top - 1 }])
      .png()
      .toBuffer();
  }
  const margin = between(chance, 2, 5);
  const [wide, high] = [width + 2 * margin, height + 2 * margin];
  const text = amount.text.replaceAll(/\d/g, () => String(between(chance, 1, 9)));
  const drawn = { ...amount, text, x: wide - margin, y: amount.y - top + margin };
  const shade = grey.pixels[(top - 3) * grey.width + left - 3] ?? 255;
  const ground = `rgb(${shade},${shade},${shade})`;
  const input = await svg(wide, high, ground, pick(chance, FONTS), [drawn]).png().toBuffer();
  return sharp(picture)
    .composite([{ input, left: left - margin, top: top - margin }])
    .png()
    .toBuffer();
}

function save(picture: Buffer, quality: number | null): Promise<Buffer> {
  return quality === null
    ? Promise.resolve(picture)
    : sharp(picture).greyscale().jpeg({ quality }).toBuffer();
}

/** What the server publishes of a file: scaled and encoded on the device, and encoded again. */
async function publish(file: Buffer, width: number): Promise<Buffer> {
  const whole = publishedSize({ width, height: Math.round(width * SCREEN_RATIO) });
  const sent = await sharp(file)
    .resize({ width: whole.width, kernel: 'linear' })
    .webp({ quality: WEBP.device })
    .toBuffer();
  return sharp(sent).webp({ quality: WEBP.server }).toBuffer();
}

/** Noise around the amount, as a logarithm of its multiple of that around the calmest other text. */
async function scoreOf(file: Buffer, { amount, others, width }: Screen): Promise<number | null> {
  const grey = await greyOf(file);
  const scale = grey.width / width;
  const [own, ...rest] = [amount, ...others].map((line) => noiseAround(grey, line, scale));
  const known = rest.filter((noise) => noise !== null);
  if (own === undefined || own === null || known.length < rest.length / 2) return null;
  return Math.log(own / Math.min(...known));
}

/** Deviation from the ground within five pixels of a text, but not on its edges; of its contrast. */
function noiseAround({ pixels, width, height }: Grey, line: Line, scale: number): number | null {
  const room = roomOf(line);
  const scaled = {
    left: room.left * scale,
    top: room.top * scale,
    width: room.width * scale,
    height: room.height * scale,
  };
  const ink = inkOf({ pixels, width, height }, scaled);
  if (ink === null) return null;
  const at = (x: number, y: number): number =>
    pixels[Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))] ?? 0;
  const around: [number, number][] = [];
  for (let y = ink.top - 5; y < ink.top + ink.height + 5; y += 1) {
    for (let x = ink.left - 5; x < ink.left + ink.width + 5; x += 1) around.push([x, y]);
  }
  const shades = around.map(([x, y]) => at(x, y));
  const ground = shades.toSorted((a, b) => a - b)[Math.floor(shades.length * groundShare(shades))];
  if (ground === undefined) return null;
  const isInk = (x: number, y: number): boolean => Math.abs(at(x, y) - ground) > 24;
  const calm = around.filter(([x, y]) =>
    [-2, -1, 0, 1, 2].every((dy) => [-2, -1, 0, 1, 2].every((dx) => !isInk(x + dx, y + dy))),
  );
  const squares = calm.reduce((sum, [x, y]) => sum + (at(x, y) - ground) ** 2, 0);
  const contrast = Math.max(...shades.map((shade) => Math.abs(shade - ground)));
  return calm.length < 40 ? null : Math.sqrt(squares / calm.length) / contrast + 1e-4;
}

/** The ground is most of the pixels: above the middle shade on light pictures, below it on dark ones. */
function groundShare(shades: readonly number[]): number {
  const mean = shades.reduce((sum, shade) => sum + shade, 0) / shades.length;
  return mean > 127 ? 0.75 : 0.25;
}

const scores: Readonly<Record<'chosen' | 'published', Score[]>> = { chosen: [], published: [] };
for (let index = 0; index < count; index += 1) {
  const chance = chanceOf(index);
  const screen = await draw(chance);
  const [before, after] = [pick(chance, SAVED), pick(chance, SAVED)];
  const source = await save(screen.picture, before);
  const edit = pick(chance, EDITS);
  const edited = await editAmount(source, screen, edit, chance);
  const files = [{ file: source, edit: null }, ...(edited ? [{ file: edited, edit }] : [])];
  const kind = (quality: number | null): string => (quality === null ? 'PNG' : 'JPEG');
  for (const { file, edit: made } of files) {
    const chosen = await save(file, after);
    const kept = { source: `${kind(before)}, saved as ${kind(after)}`, edit: made };
    const asChosen = await scoreOf(chosen, screen);
    if (asChosen !== null) scores.chosen.push({ ...kept, value: asChosen });
    const published = await scoreOf(await publish(chosen, screen.width), screen);
    if (published !== null) scores.published.push({ ...kept, value: published });
  }
}
for (const [where, list] of Object.entries(scores)) tell(where, list);

function tell(where: string, list: readonly Score[]): void {
  const honest = list.filter(({ edit }) => edit === null);
  const lowest = Math.min(...honest.map(({ value }) => value));
  const edits = list.filter(({ edit }) => edit !== null);
  const found = (some: readonly Score[]): string =>
    `${some.filter(({ value }) => value < lowest).length} of ${some.length}`;
  console.log(`${where}: found ${found(edits)} edits, none of ${honest.length} honest pictures`);
  for (const edit of EDITS) {
    for (const source of [...new Set(list.map((one) => one.source))].toSorted()) {
      const some = edits.filter((one) => one.edit === edit && one.source === source);
      console.log(`  ${edit}, ${source}`.padEnd(40), found(some));
    }
  }
}
