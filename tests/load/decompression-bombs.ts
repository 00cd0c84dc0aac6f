import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import * as pictures from '#tests/files/pictures.ts';

const MEGABYTE = 1024 * 1024;

/** What an attacker sends to fill the memory or the time of a server, by its kind. */
export async function makeBombs(): Promise<Readonly<Record<string, Buffer>>> {
  const jpeg = await pictures.drawPlain(700, 900).jpeg().toBuffer();
  const png = await pictures.drawPlain(700, 900).png().toBuffer();
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  const jpegBomb = Buffer.from(jpeg);
  jpegBomb.writeUInt16BE(20_000, frame + 5);
  jpegBomb.writeUInt16BE(20_000, frame + 7);
  const noise = await sharp({
    create: {
      width: 900,
      height: 900,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .png()
    .toBuffer();
  return {
    'a PNG of 20,000 x 20,000': pictures.makeGreyPng(
      20_000,
      20_000,
      deflateSync(Buffer.alloc(20_001 * 100)),
    ),
    'a JPEG of 20,000 x 20,000': jpegBomb,
    'a PNG of 30,000 x 30,000': pictures.makeGreyPng(
      30_000,
      30_000,
      deflateSync(Buffer.alloc(30_001 * 100)),
    ),
    // As many frames as its header likes to say.
    'an animated PNG': pictures.insertAfterPngHeader(
      png,
      pictures.makePngChunk('acTL', Buffer.from([0, 0xff, 0xff, 0xff, 0, 0, 0, 0])),
    ),
    'a TIFF that is called a PNG': await pictures.drawPlain(700, 900).tiff().toBuffer(),
    'an SVG that is called a PNG': Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="60000" height="60000"><rect width="100%" height="100%"/></svg>',
    ),
    // Just within the limit of pixels: decoded in full, white from edge to edge.
    'a PNG of 39 megapixels': pictures.makeGreyPng(
      6_250,
      6_250,
      deflateSync(Buffer.alloc(6_250 * 6_251)),
    ),
    'a PNG cut short': noise.subarray(0, noise.length / 2),
    'a JPEG cut short': (await sharp(noise).jpeg().toBuffer()).subarray(0, 20_000),
    'rows that are too few': pictures.makeGreyPng(5_000, 5_000, deflateSync(Buffer.alloc(5_001))),
    'eleven megabytes of metadata': fillJpeg(jpeg, 11 * MEGABYTE),
    // 64 KB that would be 64 MB of text.
    'a text chunk that unpacks': pictures.insertAfterPngHeader(
      png,
      pictures.makePngChunk(
        'zTXt',
        Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.alloc(64 * MEGABYTE))]),
      ),
    ),
    'thirteen megabytes': Buffer.concat([png, Buffer.alloc(13 * MEGABYTE)]),
    'no picture': Buffer.from('%PDF-1.7'),
  };
}

/** A JPEG with so many bytes of application segments before its picture. */
function fillJpeg(jpeg: Buffer, bytes: number): Buffer {
  const segment = Buffer.alloc(0xffff + 2, 0x20);
  segment.writeUInt16BE(0xffe1, 0);
  segment.writeUInt16BE(0xffff, 2);
  const segments = Array.from({ length: Math.floor(bytes / segment.length) }, () => segment);
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}
