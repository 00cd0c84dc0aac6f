import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SanitizedImage } from '#server/media/files/sanitized-image.ts';
import type { Sanitizer } from '#server/media/files/sanitizer.ts';
import * as pictures from './pictures.ts';
import { makeFolder } from './temporary-folder.ts';
import { createRealSanitizer } from './test-sanitizer.ts';

const SECRET = 'SECRET-OF-AMINA';
let folder: string;
let sanitizer: Sanitizer;

beforeAll(async () => {
  folder = await makeFolder();
  sanitizer = createRealSanitizer({ temporaryFolder: folder });
});
afterAll(async () => {
  await sanitizer.close();
  await rm(folder, { recursive: true, force: true });
});

async function sanitize(bytes: Buffer): Promise<SanitizedImage> {
  return sanitizer.sanitize(await pictures.writePicture(folder, 'picture', bytes));
}

async function expectPixel(
  image: Buffer,
  [left, top]: [number, number],
  colour: { r: number; g: number; b: number },
  tolerance: number,
): Promise<void> {
  const { r, g, b } = await pictures.readPixel(image, left, top);
  const away = Math.max(Math.abs(r - colour.r), Math.abs(g - colour.g), Math.abs(b - colour.b));
  expect(away, `found ${r} ${g} ${b}`).toBeLessThanOrEqual(tolerance);
}

const exif = {
  IFD0: { Artist: SECRET, Make: SECRET },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 51/1 0/1', GPSLongitude: '2/1 21/1 0/1' },
};
const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><t>${SECRET}</t></x:xmpmeta>`;

test.each<[string, () => Promise<Buffer>]>([
  ['a JPEG with GPS', () => pictures.drawPlain(400, 300).jpeg().withExif(exif).toBuffer()],
  ['a WebP with XMP', () => pictures.drawPlain(400, 300).webp().withXmp(xmp).toBuffer()],
  [
    'a PNG with EXIF, XMP and ICC',
    () =>
      pictures
        .drawPlain(400, 300)
        .png()
        .withExif(exif)
        .withXmp(xmp)
        .withIccProfile('p3')
        .toBuffer(),
  ],
  [
    'a PNG with text chunks',
    async () =>
      pictures.insertAfterPngHeader(
        await pictures.drawPlain(400, 300).png().toBuffer(),
        pictures.makePngChunk('tEXt', Buffer.from(`Author\0${SECRET}`)),
        pictures.makePngChunk('iTXt', Buffer.from(`Title\0\0\0\0\0${SECRET}`)),
      ),
  ],
  [
    'a JPEG with a comment',
    async () => {
      const jpeg = await pictures.drawPlain(400, 300).jpeg().toBuffer();
      const comment = Buffer.from(
        `\xff\xfe\0${String.fromCharCode(2 + SECRET.length)}${SECRET}`,
        'latin1',
      );
      return Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
    },
  ],
  [
    'a JPEG with XMP and ICC',
    () => pictures.drawPlain(400, 300).jpeg().withXmp(xmp).withIccProfile('p3').toBuffer(),
  ],
  [
    'a WebP with EXIF and ICC',
    () => pictures.drawPlain(400, 300).webp().withExif(exif).withIccProfile('p3').toBuffer(),
  ],
  [
    'a JPEG with IPTC',
    async () => {
      const jpeg = await pictures.drawPlain(400, 300).jpeg().toBuffer();
      // Record 2, data set 80: by whom it was made.
      const iptc = Buffer.concat([Buffer.of(0x1c, 2, 80, 0, SECRET.length), Buffer.from(SECRET)]);
      const resource = Buffer.concat([
        Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0', 'latin1'),
        Buffer.of(iptc.length),
        iptc,
        Buffer.alloc(iptc.length % 2),
      ]);
      const head = Buffer.of(0xff, 0xed, 0, 2 + resource.length);
      return Buffer.concat([jpeg.subarray(0, 2), head, resource, jpeg.subarray(2)]);
    },
  ],
  [
    'an Ultra HDR JPEG, with a gain map behind its end',
    async () => {
      const gains = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><t hdrgm:Version="1.0">${SECRET}</t></x:xmpmeta>`;
      const base = await pictures.drawPlain(400, 300).jpeg().withXmp(gains).toBuffer();
      const map = await pictures
        .drawPlain(200, 150, pictures.BLUE)
        .jpeg()
        .withExif(exif)
        .toBuffer();
      const index = Buffer.from('\xff\xe2\0\x08MPF\0II', 'latin1');
      return Buffer.concat([base.subarray(0, 2), index, base.subarray(2), map]);
    },
  ],
  [
    'a WebP with bytes behind its end',
    async () =>
      Buffer.concat([await pictures.drawPlain(400, 300).webp().toBuffer(), Buffer.from(SECRET)]),
  ],
  [
    'a PNG with compressed text and EXIF chunks',
    async () =>
      pictures.insertAfterPngHeader(
        await pictures.drawPlain(400, 300).png().toBuffer(),
        pictures.makePngChunk(
          'zTXt',
          Buffer.concat([Buffer.from('Author\0\0'), deflateSync(SECRET)]),
        ),
        pictures.makePngChunk('eXIf', Buffer.from(`MM\0*\0\0\0\x08\0\0${SECRET}`)),
        pictures.makePngChunk('tIME', Buffer.of(7, 234, 11, 3, 12, 0, 0)),
      ),
  ],
  [
    'a PNG that is also a web page',
    async () =>
      Buffer.concat([
        await pictures.drawPlain(400, 300).png().toBuffer(),
        Buffer.from(`<html><script>${SECRET}</script></html>`),
      ]),
  ],
])('%s comes out as bare pictures', async (_, draw) => {
  const input = await draw();
  const image = await sanitize(input);
  expect(image.reading).toMatchObject({ width: 400, height: 300 });
  expect(image.thumbnail).toMatchObject({ width: 320, height: 240 });
  for (const { bytes } of [image.reading, image.thumbnail]) {
    expect(pictures.listWebpChunks(bytes)).toEqual(['VP8 ']);
    expect(bytes.includes(SECRET)).toBe(false);
    await expectPixel(bytes, [100, 100], pictures.RED, 8);
  }
});

test('the key is the hash of the reading size', async () => {
  const picture = await pictures.drawPlain(400, 300).png().toBuffer();
  const { key, reading } = await sanitize(picture);
  expect(key).toBe(createHash('sha256').update(reading.bytes).digest('hex'));
  expect((await sanitize(picture)).key).toBe(key);
});

test('the sizes are at most 1600 px and 320 px, of what is long 720 px wide, and never enlarged', async () => {
  const tall = await sanitize(await pictures.drawPlain(1200, 2400).png().toBuffer());
  expect(tall.reading).toMatchObject({ width: 800, height: 1600 });
  expect(tall.thumbnail).toMatchObject({ width: 320, height: 640 });
  const long = await sanitize(await pictures.drawPlain(1081, 6001).png().toBuffer());
  expect(long.reading).toMatchObject({ width: 720, height: 3997 });
  const small = await sanitize(await pictures.drawPlain(50, 50).png().toBuffer());
  expect(small.reading).toMatchObject({ width: 50, height: 50 });
  expect(small.thumbnail).toMatchObject({ width: 50, height: 50 });
});

test.each(['jpeg', 'png', 'webp'] as const)('orientation is applied (%s)', async (format) => {
  const halves = await pictures.drawHalves(300, 200);
  const turned = await halves.toFormat(format).withMetadata({ orientation: 6 }).toBuffer();
  const { reading } = await sanitize(turned);
  expect(reading).toMatchObject({ width: 200, height: 300 });
  await expectPixel(reading.bytes, [100, 30], pictures.RED, 12);
  await expectPixel(reading.bytes, [100, 270], pictures.BLUE, 12);
});

test('a CMYK JPEG becomes sRGB', async () => {
  const cmyk = await pictures.drawPlain(300, 200).toColourspace('cmyk').jpeg().toBuffer();
  expect((await sharp(cmyk).metadata()).space).toBe('cmyk');
  await expectPixel((await sanitize(cmyk)).reading.bytes, [150, 100], pictures.RED, 40);
});

test('a wide-gamut picture keeps its colours', async () => {
  const wide = await pictures.drawPlain(300, 200).png().withIccProfile('p3').toBuffer();
  await expectPixel(wide, [150, 100], { r: 202, g: 54, b: 45 }, 10);
  await expectPixel((await sanitize(wide)).reading.bytes, [150, 100], pictures.RED, 8);
});

test('a 16-bit PNG keeps its colours', async () => {
  const deep = await pictures.drawPlain(300, 200).toColourspace('rgb16').png().toBuffer();
  expect((await sharp(deep).metadata()).depth).toBe('ushort');
  await expectPixel((await sanitize(deep)).reading.bytes, [150, 100], pictures.RED, 8);
});

test('a grey picture is accepted', async () => {
  const grey = await pictures.drawPlain(300, 200).greyscale().png().toBuffer();
  expect((await sanitize(grey)).reading).toMatchObject({ width: 300, height: 200 });
});

test('what was erased by transparency is gone', async () => {
  const pixels = Buffer.alloc(100 * 100 * 4, Buffer.from([220, 30, 30, 0]));
  const raw = { width: 100, height: 100, channels: 4 } as const;
  const erased = await sharp(pixels, { raw }).png().toBuffer();
  await expectPixel(
    (await sanitize(erased)).reading.bytes,
    [50, 50],
    { r: 255, g: 255, b: 255 },
    2,
  );
});
