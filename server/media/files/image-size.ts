/** Bytes that `parseImageSize` needs: cameras put a thumbnail before the size. */
export const SIZE_HEAD_BYTES = 128 * 1024;

type Size = { width: number; height: number };
type Announced = Size & { /** Whether a channel has 16 bits. */ isDeep: boolean };

const PNG_SIZE_AT = 16;
const PNG_DEPTH_AT = 24;
/** JPEG markers of segments with the size: SOF0 to SOF15, without DHT, JPG and DAC. */
const FRAME_MARKERS = new Set([
  0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf,
]);

/**
 * Parses an image's size from the file's first bytes without decoding it, so that decompression bombs
 * are refused early; null where it is not found.
 */
export function parseImageSize(format: string, head: Buffer): Announced | null {
  try {
    if (format === 'PNG') {
      return {
        width: head.readUInt32BE(PNG_SIZE_AT),
        height: head.readUInt32BE(PNG_SIZE_AT + 4),
        isDeep: head.readUInt8(PNG_DEPTH_AT) === 16,
      };
    }
    const size = format === 'JPEG' ? readJpegSize(head) : readWebpSize(head);
    return size === null ? null : { ...size, isDeep: false };
  } catch (error) {
    // The size lies beyond the bytes read.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function readJpegSize(head: Buffer): Size | null {
  let at = 2;
  while (head.readUInt8(at) === 0xff) {
    const marker = head.readUInt8(at + 1);
    if (FRAME_MARKERS.has(marker)) {
      return { width: head.readUInt16BE(at + 7), height: head.readUInt16BE(at + 5) };
    }
    // Fill bytes and markers without a length field.
    const alone = marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    at += marker === 0xff ? 1 : alone ? 2 : 2 + Math.max(2, head.readUInt16BE(at + 2));
  }
  return null;
}

function readWebpSize(head: Buffer): Size | null {
  const kind = head.toString('latin1', 12, 16);
  if (kind === 'VP8 ') {
    return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
  }
  if (kind === 'VP8X') {
    return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
  }
  if (kind !== 'VP8L') return null;
  const bits = head.readUInt32LE(21);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}
