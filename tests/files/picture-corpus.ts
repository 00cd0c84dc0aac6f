import sharp, { type Sharp } from 'sharp';
import { chanceOf, between } from '#tests/redaction/invent.ts';
import type { SanitizedImage } from '#server/media/files/sanitized-image.ts';
import { listWebpChunks } from './pictures.ts';
import { drawScreen, linesOf } from '#tests/support/payment-screens.ts';

/** What becomes of a file: accepted, refused as what it is, or either, since it is damaged. */
export type CorpusFile = {
  readonly name: string;
  readonly expected: 'accepted' | 'either' | string;
  readonly bytes: Buffer;
};

/** What no published picture may hold. */
const CORPUS_SECRET = 'SECRET-OF-AMINA';

const exif = (orientation: number) => ({
  IFD0: { Artist: CORPUS_SECRET, Orientation: String(orientation) },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 51/1 0/1' },
});
const XMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><t>${CORPUS_SECRET}</t></x:xmpmeta>`;
const ORIENTATIONS = [1, 2, 3, 4, 5, 6, 7, 8];
/** Shares of a file after which it is cut, and how often one byte of it is changed. */
const CUTS = [0.05, 0.2, 0.5, 0.8, 0.95, 0.999];
const FLIPS = 12;

/** Whether published sizes are bare pictures, without metadata. */
export function areBare({ reading, thumbnail }: SanitizedImage): boolean {
  return [reading, thumbnail].every(
    ({ bytes }) => listWebpChunks(bytes).join() === 'VP8 ' && !bytes.includes(CORPUS_SECRET),
  );
}

type Make = (picture: Sharp) => Sharp;
/** Encodings of each accepted format. */
const ENCODINGS: Readonly<Record<string, Make>> = {
  'JPEG, quality 10': (picture) => picture.jpeg({ quality: 10 }),
  'JPEG, 4:4:4': (picture) => picture.jpeg({ quality: 95, chromaSubsampling: '4:4:4' }),
  'JPEG, progressive': (picture) => picture.jpeg({ progressive: true }),
  'JPEG, optimised scans': (picture) => picture.jpeg({ mozjpeg: true }),
  'JPEG, grey': (picture) => picture.greyscale().jpeg(),
  'JPEG, CMYK': (picture) => picture.toColourspace('cmyk').jpeg(),
  'JPEG, P3': (picture) => picture.jpeg().withIccProfile('p3'),
  PNG: (picture) => picture.png(),
  'PNG, uncompressed': (picture) => picture.png({ compressionLevel: 0 }),
  'PNG, interlaced': (picture) => picture.png({ progressive: true }),
  'PNG, 2 colours': (picture) => picture.png({ palette: true, colours: 2 }),
  'PNG, 16 colours, interlaced': (picture) =>
    picture.png({ palette: true, colours: 16, progressive: true }),
  'PNG, 256 colours, dithered': (picture) => picture.png({ palette: true, dither: 1 }),
  'PNG, transparent palette': (picture) =>
    picture.ensureAlpha(0.4).png({ palette: true, colours: 64 }),
  'PNG, grey': (picture) => picture.toColourspace('b-w').png(),
  'PNG, 16 bits': (picture) => picture.toColourspace('rgb16').png(),
  'PNG, 16 bits, grey': (picture) => picture.toColourspace('grey16').png(),
  'PNG, 16 bits, transparent': (picture) => picture.ensureAlpha(0.4).toColourspace('rgb16').png(),
  'PNG, all transparent': (picture) => picture.ensureAlpha(0).png(),
  'PNG, P3': (picture) => picture.png().withIccProfile('p3'),
  WebP: (picture) => picture.webp(),
  'WebP, lossless': (picture) => picture.webp({ lossless: true }),
  'WebP, nearly lossless': (picture) => picture.webp({ nearLossless: true }),
  'WebP, transparent': (picture) => picture.ensureAlpha(0.4).webp({ alphaQuality: 30 }),
  'WebP, lossless, transparent': (picture) => picture.ensureAlpha(0.4).webp({ lossless: true }),
  'WebP, P3': (picture) => picture.webp().withIccProfile('p3'),
};

const REFUSED: Readonly<Record<string, [expected: string, make: Make]>> = {
  GIF: ['type-not-accepted GIF', (picture) => picture.gif()],
  'TIFF, LZW': ['type-not-accepted TIFF', (picture) => picture.tiff({ compression: 'lzw' })],
  'TIFF, JPEG': ['type-not-accepted TIFF', (picture) => picture.tiff({ compression: 'jpeg' })],
  'TIFF, 1 bit': [
    'type-not-accepted TIFF',
    (picture) => picture.toColourspace('b-w').tiff({ bitdepth: 1 }),
  ],
  'TIFF, tiles of 16 bits': [
    'type-not-accepted TIFF',
    (picture) => picture.toColourspace('rgb16').tiff({ tile: true, pyramid: true }),
  ],
  AVIF: ['type-not-accepted AVIF', (picture) => picture.avif({ effort: 0 })],
  'AVIF, lossless': [
    'type-not-accepted AVIF',
    (picture) => picture.avif({ lossless: true, effort: 0 }),
  ],
};

const SIZES = [
  [50, 50],
  [51, 53],
  [97, 101],
  [50, 1000],
  [1000, 50],
  [390, 844],
  [1025, 767],
] as const;

/** A photograph's soft shades and grain, the same each time. */
function drawShades(width: number, height: number): Sharp {
  const chance = chanceOf(7);
  const data = Buffer.alloc(width * height * 3);
  for (let index = 0; index < data.length; index += 1) {
    const [x, y] = [(index / 3) % width, Math.floor(index / 3 / width)];
    data[index] = 128 + 80 * Math.sin(x / 37 + (index % 3)) * Math.cos(y / 53) + 30 * chance();
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

const drawSmallScreen = async (): Promise<Buffer> =>
  sharp(await drawScreen(linesOf(1)))
    .resize(360)
    .png()
    .toBuffer();

/** One honest file of each encoding and orientation, and one of each format that is refused. */
export async function* drawHonest(): AsyncGenerator<CorpusFile> {
  const screen = await drawSmallScreen();
  for (const [name, make] of Object.entries(ENCODINGS)) {
    const bytes = await make(sharp(screen)).withExif(exif(1)).withXmp(XMP).toBuffer();
    yield { name, expected: 'accepted', bytes };
  }
  for (const [name, [expected, make]] of Object.entries(REFUSED)) {
    yield { name, expected, bytes: await make(sharp(screen)).toBuffer() };
  }
  for (const orientation of ORIENTATIONS) {
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const bytes = await sharp(screen).toFormat(format).withExif(exif(orientation)).toBuffer();
      yield { name: `${format}, orientation ${orientation}`, expected: 'accepted', bytes };
    }
  }
  const other = await sharp(screen).negate().png().toBuffer();
  const frames = await sharp([screen, other], { join: { animated: true } })
    .webp({ loop: 0, delay: [100, 100] })
    .toBuffer();
  yield { name: 'WebP, two frames', expected: 'animated WebP', bytes: frames };
}

/** Each encoding in odd sizes, cut short, and with one byte changed. */
export async function* drawDamaged(): AsyncGenerator<CorpusFile> {
  const shades = await drawShades(480, 320).png().toBuffer();
  const chance = chanceOf(11);
  for (const [source, drawn] of Object.entries({ screen: await drawSmallScreen(), shades })) {
    for (const [encoding, make] of Object.entries(ENCODINGS)) {
      const bytes = await make(sharp(drawn)).withExif(exif(1)).withXmp(XMP).toBuffer();
      const name = `${encoding}, ${source}`;
      for (const share of CUTS) {
        const cut = bytes.subarray(0, Math.floor(bytes.length * share));
        yield { name: `${name}, cut at ${share}`, expected: 'either', bytes: cut };
      }
      for (let flip = 0; flip < FLIPS; flip += 1) {
        const changed = Buffer.from(bytes);
        const at = between(chance, 0, changed.length - 1);
        changed[at] = between(chance, 0, 255);
        yield { name: `${name}, byte ${at} changed`, expected: 'either', bytes: changed };
      }
    }
  }
  for (const [width, height] of SIZES) {
    for (const [encoding, make] of Object.entries(ENCODINGS)) {
      const bytes = await make(sharp(shades).resize(width, height, { fit: 'fill' })).toBuffer();
      yield { name: `${encoding}, ${width} x ${height}`, expected: 'accepted', bytes };
    }
  }
}
