import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';

/** Metadata of other software that must not be published. */
export const PNG_TEXT = 'Author: Jeanne Martin, Antananarivo';
export const JPEG_MAKER = 'Fairphone of Jeanne Martin';

/** Inserts a tEXt chunk after the header of a PNG. */
export function addTextChunk(png: Buffer): Buffer {
  const headerEnd = 8 + 12 + 13;
  return Buffer.concat([
    png.subarray(0, headerEnd),
    makeChunk('tEXt', Buffer.from(`Comment\0${PNG_TEXT}`, 'latin1')),
    png.subarray(headerEnd),
  ]);
}

/** A JPEG with camera, owner and GPS position in its EXIF. */
export function makeJpegWithPlace(): Promise<Buffer> {
  return sharp({ create: { width: 400, height: 700, channels: 3, background: '#f4f1e8' } })
    .jpeg()
    .withExif({
      IFD0: { Make: JPEG_MAKER, Copyright: JPEG_MAKER },
      IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '18/1 52/1 45/1', GPSLongitudeRef: 'E' },
    })
    .toBuffer();
}

function makeChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}

/** Paths of the pictures that a site stores, thumbnails too. */
export function listStoredPictures(dataDir: string): string[] {
  const folder = join(dataDir, 'files');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.webp'))
    .map((name) => join(folder, name));
}
