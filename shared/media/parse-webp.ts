const CHUNK_AT = 12;
const FRAME_AT = 20;
/** The start code of a key frame (RFC 6386, 9.1), as the bytes stand. */
const START_CODE = [0x9d, 0x01, 0x2a];

/**
 * Parses width and height of a lossy WebP with a single picture and no other chunk (no EXIF, XMP or
 * ICC); null for anything else.
 */
export function parseBareWebp(bytes: Uint8Array): { width: number; height: number } | null {
  if (bytes.length < FRAME_AT + 10) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const textOf = (from: number, to: number): string =>
    String.fromCharCode(...bytes.subarray(from, to));
  if (textOf(0, 4) !== 'RIFF' || view.getUint32(4, true) !== bytes.length - 8) return null;
  if (textOf(8, CHUNK_AT + 4) !== 'WEBPVP8 ') return null;
  const length = view.getUint32(CHUNK_AT + 4, true);
  if (FRAME_AT + length + (length % 2) !== bytes.length) return null;
  if (START_CODE.some((byte, nth) => bytes[FRAME_AT + 3 + nth] !== byte)) return null;
  return {
    width: view.getUint16(FRAME_AT + 6, true) & 0x3fff,
    height: view.getUint16(FRAME_AT + 8, true) & 0x3fff,
  };
}
