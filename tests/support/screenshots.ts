import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { insertAfterPngHeader, makePngChunk } from '#tests/files/pictures.ts';

/** Metadata texts that must never be served. */
export const HIDDEN_WORDS = ['Zorglub-Phone', 'Rue des Tanneurs', 'GPS', 'secret-caption'] as const;

/** Length of the sequence of pictures; within it, OCR finds nothing to cover in any. */
const PICTURES = 1_000;
let drawn = 0;

/**
 * Blurred patches of colours from a fixed sequence: pictures of one process differ, and a run draws the
 * same ones as the run before.
 */
function draw(width: number, height: number): Sharp {
  const [columns, rows] = [width / 20, height / 20];
  const colours = createHash('shake256', { outputLength: columns * rows * 3 });
  drawn = (drawn + 1) % PICTURES;
  return sharp(colours.update(`${width} × ${height}, ${drawn}`).digest(), {
    raw: { width: columns, height: rows, channels: 3 },
  }).resize(width, height, { kernel: 'cubic' });
}

/** A PNG screenshot with author, place and caption in text chunks. */
export async function makePngWithText(): Promise<Buffer> {
  const text = (word: string): Buffer => makePngChunk('tEXt', Buffer.from(`Comment\0${word}`));
  const zipped = Buffer.concat([
    Buffer.from('Author\0\0'),
    deflateSync(Buffer.from('Zorglub-Phone')),
  ]);
  return insertAfterPngHeader(
    await draw(120, 200).png().toBuffer(),
    text('secret-caption'),
    text('Rue des Tanneurs'),
    makePngChunk('zTXt', zipped),
  );
}

/** A JPEG photo with phone model and position in EXIF. */
export function makeJpegWithPlace(): Promise<Buffer> {
  return draw(120, 200)
    .jpeg()
    .withExif({
      IFD0: { Model: 'Zorglub-Phone', ImageDescription: 'secret-caption' },
      IFD3: { GPSLatitude: '48/1 51/1 24/1', GPSLatitudeRef: 'N', GPSAreaInformation: 'GPS' },
    })
    .toBuffer();
}

/** A plain PNG, different each time. */
export function makePlainPng(): Promise<Buffer> {
  return draw(80, 120).png().toBuffer();
}
