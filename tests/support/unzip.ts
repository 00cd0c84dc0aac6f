import { crc32, inflateRawSync } from 'node:zlib';
import { expect } from 'vitest';

/** Reads a ZIP file by its central directory, as programs do. */
export function unzip(zip: Buffer): Map<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [packed, nameLength] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
    const local = zip.readUInt32LE(at + 42);
    const name = zip.subarray(at + 46, at + 46 + nameLength).toString();
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const content = inflateRawSync(zip.subarray(start, start + packed));
    expect([crc32(content), content.length]).toEqual([
      zip.readUInt32LE(at + 16),
      zip.readUInt32LE(at + 24),
    ]);
    files.set(name, content);
    at += 46 + nameLength;
  }
  return files;
}
