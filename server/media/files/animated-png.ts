const SIGNATURE_BYTES = 8;
/** Bytes of a PNG chunk besides its data: length, type and checksum. */
const CHUNK_FRAME_BYTES = 12;

/** Whether a PNG is animated (APNG), which libvips does not report. */
export function isAnimatedPng(png: Buffer): boolean {
  let at = SIGNATURE_BYTES;
  while (at + CHUNK_FRAME_BYTES <= png.length) {
    const type = png.toString('latin1', at + 4, at + 8);
    if (type === 'acTL') return true;
    if (type === 'IDAT') return false;
    at += CHUNK_FRAME_BYTES + png.readUInt32BE(at);
  }
  return false;
}
