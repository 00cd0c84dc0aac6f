const SIGNATURE_BYTES = 8;
/** Length, type and checksum of a chunk, in bytes. */
const CHUNK_FRAME_BYTES = 12;

/** Tells whether a PNG announces an animation, which libvips does not say: it sees the first frame. */
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
