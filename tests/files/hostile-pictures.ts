import { deflateSync } from 'node:zlib';
import * as pictures from './pictures.ts';

/** Bytes that a deflated chunk inflates to: 1,000 times its own size. */
const INFLATED_BYTES = 400 * 1024 * 1024;
const SIDE_PX = 6300;

/** Files that cost a decoder much more than their size suggests, by what they do. */
export const HOSTILE_PICTURES: Readonly<Record<string, () => Promise<Buffer>>> = {
  'a JPEG whose size stands behind 200 KB of segments': async () => {
    const bomb = await lie(await pictures.drawPlain(400, 300).jpeg().toBuffer(), 40_000, 40_000);
    return insertAfterStart(bomb, ...Array.from({ length: 4 }, () => jpegSegment(0xe4, 60_000)));
  },
  'a JPEG with two sizes': async () => {
    const small = await pictures.drawPlain(400, 300).jpeg().toBuffer();
    const frame = frameOf(await lie(small, 30_000, 30_000));
    const at = small.indexOf(Buffer.of(0xff, 0xda));
    return Buffer.concat([small.subarray(0, at), frame, small.subarray(at)]);
  },
  'a JPEG that says 6300 x 6300 and holds 400 x 300': async () =>
    lie(await pictures.drawPlain(400, 300).jpeg().toBuffer(), SIDE_PX, SIDE_PX),
  'a progressive JPEG with 2000 scans': async () => makeManyScans(SIDE_PX, 2000),
  'a WebP whose frame is larger than its canvas': async () => {
    const webp = await pictures.drawPlain(4000, 4000).ensureAlpha(0.5).webp().toBuffer();
    webp.writeUIntLE(99, 24, 3);
    webp.writeUIntLE(99, 27, 3);
    return webp;
  },
  'a PNG with a zTXt bomb': () => withChunk('zTXt', 'Comment\0\0'),
  'a PNG with an iTXt bomb': () => withChunk('iTXt', 'Comment\0\x01\0\0\0'),
  'a PNG with an iCCP bomb': () => withChunk('iCCP', 'icc\0\0'),
  'a PNG with 400,000 empty chunks': async () =>
    pictures.insertAfterPngHeader(
      await pictures.drawPlain(400, 300).png().toBuffer(),
      Buffer.concat(
        Array.from({ length: 400_000 }, () => pictures.makePngChunk('tEXt', Buffer.from('a\0'))),
      ),
    ),
  'a picture of 100 x 399,999': async () =>
    pictures.makeGreyPng(100, 399_999, deflateSync(Buffer.alloc(101 * 399_999))),
};

async function withChunk(type: string, head: string): Promise<Buffer> {
  const bomb = deflateSync(Buffer.alloc(INFLATED_BYTES));
  return pictures.insertAfterPngHeader(
    await pictures.drawPlain(400, 300).png().toBuffer(),
    pictures.makePngChunk(type, Buffer.concat([Buffer.from(head, 'latin1'), bomb])),
  );
}

function jpegSegment(marker: number, length: number): Buffer {
  const segment = Buffer.alloc(length + 2);
  segment.writeUInt16BE(0xff00 + marker, 0);
  segment.writeUInt16BE(length, 2);
  return segment;
}

function insertAfterStart(jpeg: Buffer, ...segments: Buffer[]): Buffer {
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}

function frameAt(jpeg: Buffer): number {
  return jpeg.indexOf(Buffer.of(0xff, 0xc0));
}

function frameOf(jpeg: Buffer): Buffer {
  const at = frameAt(jpeg);
  return jpeg.subarray(at, at + 2 + jpeg.readUInt16BE(at + 2));
}

/** Writes another size into a baseline JPEG's header. */
async function lie(jpeg: Buffer, width: number, height: number): Promise<Buffer> {
  jpeg.writeUInt16BE(height, frameAt(jpeg) + 5);
  jpeg.writeUInt16BE(width, frameAt(jpeg) + 7);
  return jpeg;
}

/** A grey progressive JPEG; each scan is a few bytes, and visits all blocks of the picture. */
export function makeManyScans(side: number, scans: number): Buffer {
  const frame = jpegSegment(0xc2, 11);
  frame.set([8, side >> 8, side & 255, side >> 8, side & 255, 1, 1, 0x11, 0], 4);
  const quantisers = jpegSegment(0xdb, 67);
  quantisers.fill(1, 5);
  // Two Huffman tables of one code, "0": no difference of DC, and a run of 2^14 and more empty blocks.
  const tables = [0x00, 0x10].map((table) => {
    const segment = jpegSegment(0xc4, 20);
    segment.set([table, 1], 4);
    segment[21] = table === 0 ? 0 : 0xe0;
    return segment;
  });
  const blocks = Math.ceil(side / 8) ** 2;
  const first = Buffer.concat([jpegScan(0, 0, 0), Buffer.alloc(Math.ceil(blocks / 8))]);
  const runs = Math.ceil(blocks / 32_767);
  const bits = Array.from({ length: runs }, () => `0${'1'.repeat(14)}`).join('');
  const bytes = (bits.match(/.{1,8}/g) ?? []).map((eight) => parseInt(eight.padEnd(8, '0'), 2));
  const stuffed = bytes.flatMap((byte) => (byte === 255 ? [255, 0] : [byte]));
  const scan = Buffer.concat([jpegScan(1, 63, 0), Buffer.from(stuffed)]);
  return Buffer.concat([
    Buffer.of(0xff, 0xd8),
    quantisers,
    frame,
    ...tables,
    first,
    ...Array.from({ length: scans }, () => scan),
    Buffer.of(0xff, 0xd9),
  ]);
}

function jpegScan(from: number, to: number, approximation: number): Buffer {
  const segment = jpegSegment(0xda, 8);
  segment.set([1, 1, 0, from, to, approximation], 4);
  return segment;
}
