const CHUNK_AT = 12;
const FRAME_AT = 20;
const START_CODE = 0x9d012a;

/**
 * Parses width and height of a lossy WebP with a single picture and no other chunk (no EXIF, XMP or
 * ICC); null for anything else.
 */
export function parseBareWebp(bytes: Buffer): { width: number; height: number } | null {
  if (bytes.length < FRAME_AT + 10) return null;
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.readUInt32LE(4) !== bytes.length - 8) {
    return null;
  }
  if (bytes.toString('latin1', 8, CHUNK_AT + 4) !== 'WEBPVP8 ') return null;
  const length = bytes.readUInt32LE(CHUNK_AT + 4);
  if (FRAME_AT + length + (length % 2) !== bytes.length) return null;
  if (bytes.readUIntBE(FRAME_AT + 3, 3) !== START_CODE) return null;
  return {
    width: bytes.readUInt16LE(FRAME_AT + 6) & 0x3fff,
    height: bytes.readUInt16LE(FRAME_AT + 8) & 0x3fff,
  };
}
