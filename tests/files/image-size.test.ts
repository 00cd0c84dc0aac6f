import { deflateSync } from 'node:zlib';
import type { Sharp } from 'sharp';
import { expect, onTestFinished, test } from 'vitest';
import { parseImageSize, SIZE_HEAD_BYTES } from '#server/media/files/image-size.ts';
import * as pictures from './pictures.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';
import { createRealSanitizer, tellOutcome } from './test-sanitizer.ts';

const plain = (): Sharp => pictures.drawPlain(531, 347);
const withAlpha = (): Sharp => plain().ensureAlpha(0.5);

test.each<[string, string, () => Promise<Buffer>]>([
  ['PNG', 'PNG', () => plain().png().toBuffer()],
  ['JPEG', 'baseline JPEG', () => plain().jpeg().toBuffer()],
  ['JPEG', 'progressive JPEG', () => plain().jpeg({ progressive: true }).toBuffer()],
  [
    'JPEG',
    'JPEG with a long EXIF before it',
    () =>
      plain()
        .jpeg()
        .withExif({ IFD0: { Artist: 'x'.repeat(60_000) } })
        .toBuffer(),
  ],
  ['WebP', 'lossy WebP', () => plain().webp().toBuffer()],
  ['WebP', 'lossless WebP', () => plain().webp({ lossless: true }).toBuffer()],
  ['WebP', 'WebP with transparency', () => withAlpha().webp().toBuffer()],
])('%s: the size of a %s is read from its first bytes', async (format, _, draw) => {
  const bytes = await draw();
  const head = bytes.subarray(0, SIZE_HEAD_BYTES);
  expect(parseImageSize(format, head)).toEqual({ width: 531, height: 347, isDeep: false });
});

test('a PNG says whether its channels have 16 bits', async () => {
  const deep = await plain().toColourspace('rgb16').png().toBuffer();
  expect(parseImageSize('PNG', deep)).toEqual({ width: 531, height: 347, isDeep: true });
});

test.each(['PNG', 'JPEG', 'WebP'])(
  '%s: bytes that say no size are left to the decoder',
  (format) => {
    for (const bytes of [
      Buffer.of(),
      Buffer.alloc(12),
      Buffer.alloc(4096),
      Buffer.alloc(4096, 255),
    ]) {
      const size = parseImageSize(format, bytes);
      if (format !== 'PNG' || bytes.length < 24) expect(size).toBeNull();
    }
  },
);

/** A small picture whose header says 20,000 x 20,000, or the most that its format can say. */
async function makeBombs(): Promise<Record<string, Buffer>> {
  const jpeg = await plain().jpeg().toBuffer();
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  jpeg.writeUInt16BE(20_000, frame + 5);
  jpeg.writeUInt16BE(20_000, frame + 7);
  const webp = await withAlpha().webp().toBuffer();
  webp.writeUIntLE(19_999, 24, 3);
  webp.writeUIntLE(19_999, 27, 3);
  const lossless = await plain().webp({ lossless: true }).toBuffer();
  lossless.writeUInt32LE((16_383 | (16_383 << 14)) >>> 0, 21);
  const png = pictures.makeGreyPng(20_000, 20_000, deflateSync(Buffer.alloc(20_001)));
  const deep = pictures.makeGreyPng(6_300, 6_300, deflateSync(Buffer.alloc(6_301)));
  deep[24] = 16;
  return { jpeg, webp, lossless, png, deep };
}

test('a bomb of 20,000 x 20,000 pixels, or of 39 million with 16 bits, is refused before any process starts', async () => {
  const folder = await makeTemporaryFolder();
  const sanitizer = createRealSanitizer({ temporaryFolder: folder });
  onTestFinished(() => sanitizer.close());
  for (const [name, bytes] of Object.entries(await makeBombs())) {
    const path = await pictures.writePicture(folder, name, bytes);
    expect(await tellOutcome(sanitizer.sanitize(path)), name).toMatch(/^too-many-pixels/);
  }
  expect(sanitizer.processIds()).toEqual([]);
});
