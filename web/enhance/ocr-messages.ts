import type { BarJitter } from '#shared/media/cover-bars.ts';
import type { OtherScript } from '#shared/media/device-scripts.ts';
import type { CoveredReading } from '#shared/media/find-covers-of-picture.ts';
import type { GreyPixels, OcrReading } from '#shared/media/ocr-reading.ts';
import type { Box } from '#shared/media/box.ts';
import type { AmountAndDayOffer } from '#shared/media/read-amount-and-day.ts';
import type { CoverOptions } from '#shared/media/redaction.ts';

/** What the page asks of the worker that reads pictures, one question at a time. */
export type OcrQuestion =
  /** The picture of the next questions: a bitmap where the worker can draw it. */
  | { readonly kind: 'hold'; readonly picture: ImageBitmap | GreyPixels }
  /** Asks for the rows of text-like texture. */
  | { readonly kind: 'rows' }
  /**
   * Asks for the words. `ofDevice`: the scripts of the device's languages; `skips`: scripts whose data
   * must not be fetched.
   */
  | {
      readonly kind: 'read';
      readonly ofDevice: readonly OtherScript[];
      readonly skips: readonly OtherScript[];
    }
  | {
      readonly kind: 'cover';
      readonly reading: OcrReading;
      readonly options: CoverOptions & { readonly jitter: BarJitter };
    };

/** The words of a picture, and the amounts and days among them that the form offers to fill in. */
export type PictureRead = { readonly reading: OcrReading; readonly offer: AmountAndDayOffer };

/** What it answers: progress, 0 to 1, any number of times, then the answer or `failed`. */
export type OcrAnswer =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'failed' }
  | { readonly kind: 'hold' }
  | { readonly kind: 'rows'; readonly rows: readonly Box[] }
  | ({ readonly kind: 'read' } & PictureRead)
  | { readonly kind: 'cover'; readonly covered: CoveredReading };
