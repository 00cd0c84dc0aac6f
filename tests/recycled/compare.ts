import type { PixelFingerprints } from '#server/media/files/sanitizer-messages.ts';

/** Whether a question would be opened about a later picture, as the database compares the two. */
export function isRecycled(later: PixelFingerprints, earlier: PixelFingerprints): boolean {
  return (
    later.sourcePixels === earlier.sourcePixels ||
    later.sourcePixels === earlier.shownPixels ||
    later.shownPixels === earlier.shownPixels
  );
}
