import { createHash } from 'node:crypto';
import { AppError } from '#server/core/errors.ts';
import type { ShareCard } from './share-card.ts';
import { drawCardAsSvg } from './draw-card.ts';
import { drawPortraitAsSvg, type PortraitAddress } from './draw-portrait.ts';

/** Version of the drawing; increment to invalidate caches. */
const DRAWING = 3;
const KEPT = 50;
const MAX_WAITING = 10;
const RETRY_SECONDS = 5;

export type SharePicture = {
  readonly card: ShareCard;
  /** Of a picture that fills a phone held upright; null for one that links show. */
  readonly portrait: PortraitAddress | null;
};

export type SharePictures = {
  /** ETag of what a picture shows. */
  readonly tagOf: (picture: SharePicture) => string;
  /**
   * Draws a card as a PNG of 1200 by 630 pixels, or of 1080 by 1920.
   * @throws AppError busy when the queue is full.
   */
  readonly draw: (picture: SharePicture) => Promise<Buffer>;
};

/** Draws one picture at a time and caches the latest, for crowds that request the same. */
export function createSharePictures(site: string): SharePictures {
  const kept = new Map<string, Promise<Buffer>>();
  let line: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  const tagOf = (picture: SharePicture): string =>
    `"${createHash('sha256')
      .update(JSON.stringify([DRAWING, site, picture]))
      .digest('base64url')}"`;

  return {
    tagOf,
    draw(picture) {
      const { card, portrait } = picture;
      const tag = tagOf(picture);
      const known = kept.get(tag);
      if (known !== undefined) return known;
      if (waiting >= MAX_WAITING) {
        throw new AppError('busy', { retryAfterSeconds: RETRY_SECONDS });
      }
      waiting += 1;
      const made = line.then(() =>
        render(
          portrait === null ? drawCardAsSvg(card, site) : drawPortraitAsSvg(card, site, portrait),
        ),
      );
      line = made
        .catch(() => kept.delete(tag))
        .finally(() => {
          waiting -= 1;
        });
      kept.set(tag, made);
      const [oldest] = kept.keys();
      if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
      return made;
    },
  };
}

async function render(svg: string): Promise<Buffer> {
  // Loaded lazily: not needed until a page is shared.
  const { default: sharp } = await import('sharp');
  return sharp(Buffer.from(svg)).png({ compressionLevel: 9 }).toBuffer();
}
