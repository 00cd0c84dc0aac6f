const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;

/** How many scans a JPEG holds, of a cut one those before its end. Only walks over the markers. */
export function countJpegScans(jpeg: Buffer): number {
  let scans = 0;
  let at = 2;
  for (;;) {
    at = nextMarker(jpeg, at);
    const marker = jpeg[at + 1];
    if (marker === undefined || marker === END_OF_IMAGE) return scans;
    if (marker === START_OF_SCAN) scans += 1;
    if (at + 4 > jpeg.length) return scans;
    at += 2 + jpeg.readUInt16BE(at + 2);
  }
}

/**
 * Finds the start of the next marker with a segment; skips 0xff bytes of entropy-coded data (stuffed
 * ones and restart markers).
 */
function nextMarker(jpeg: Buffer, from: number): number {
  let at = from;
  for (;;) {
    at = jpeg.indexOf(0xff, at);
    if (at === -1) return jpeg.length;
    const code = jpeg[at + 1] ?? END_OF_IMAGE;
    const isData = code === 0 || code === 0x01 || code === 0xff || (code >= 0xd0 && code <= 0xd8);
    if (!isData) return at;
    at += code === 0xff ? 1 : 2;
  }
}
