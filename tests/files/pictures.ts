import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

const PNG_SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

export const RED = { r: 220, g: 30, b: 30 };
export const BLUE = { r: 30, g: 30, b: 220 };

export function makePngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** Grey, 8 bits; `rows` are the deflated rows. */
export function makeGreyPng(width: number, height: number, rows: Uint8Array): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const chunks = [makePngChunk('IHDR', header), makePngChunk('IDAT', rows)];
  return Buffer.concat([PNG_SIGNATURE, ...chunks, makePngChunk('IEND', Buffer.alloc(0))]);
}

export function makePngBomb(): Buffer {
  return makeGreyPng(20_000, 20_000, deflateSync(Buffer.alloc(20_000 * 20_001)));
}

export function insertAfterPngHeader(png: Buffer, ...chunks: Buffer[]): Buffer {
  const end = PNG_SIGNATURE.length + 25;
  return Buffer.concat([png.subarray(0, end), ...chunks, png.subarray(end)]);
}

export function drawPlain(width: number, height: number, background = RED): Sharp {
  return sharp({ create: { width, height, channels: 3, background } });
}

/** Left half red, right half blue. */
export async function drawHalves(width: number, height: number): Promise<Sharp> {
  const half = Math.floor(width / 2);
  const right = await drawPlain(width - half, height, BLUE)
    .png()
    .toBuffer();
  const both = await drawPlain(width, height)
    .composite([{ input: right, left: half, top: 0 }])
    .png()
    .toBuffer();
  return sharp(both);
}

export async function writePicture(
  folder: string,
  name: string,
  bytes: Uint8Array,
): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

/** The four-letter names of a RIFF file's chunks, in their order. */
export function listWebpChunks(webp: Buffer): string[] {
  const names: string[] = [];
  let at = 12;
  while (at + 8 <= webp.length) {
    names.push(webp.toString('latin1', at, at + 4));
    const length = webp.readUInt32LE(at + 4);
    at += 8 + length + (length % 2);
  }
  return names;
}

export async function readPixel(
  image: Buffer,
  left: number,
  top: number,
): Promise<{ r: number; g: number; b: number }> {
  const { data, info } = await sharp(image, { ignoreIcc: true })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (top * info.width + left) * info.channels;
  return { r: data[at] ?? -1, g: data[at + 1] ?? -1, b: data[at + 2] ?? -1 };
}
