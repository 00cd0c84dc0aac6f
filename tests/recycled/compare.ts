import { unpackLayout } from '#server/media/files/picture-layout.ts';
import type { PixelFingerprints } from '#server/media/files/sanitized-image.ts';
import { compareLayouts, likenessOfCopy } from '#server/media/pictures/layout-likeness.ts';

/** Whether a question would be opened about a later picture, as the server compares the two. */
export function isRecycled(later: PixelFingerprints, earlier: PixelFingerprints): boolean {
  return (
    later.sourcePixels === earlier.sourcePixels ||
    later.sourcePixels === earlier.shownPixels ||
    later.shownPixels === earlier.shownPixels ||
    likenessOfCopy(compareLayouts(unpackLayout(earlier.layout), unpackLayout(later.layout))) !==
      null
  );
}
