import { z } from 'zod/mini';
import type { Box } from './box.ts';

/**
 * Kinds of boxes that are covered before a picture is published, in the order in which they are
 * listed: what may be shown first, what is personal last. `unread`: texture like text that could not
 * be read.
 */
export const COVER_KINDS = [
  'amount',
  'month',
  'service',
  'cents',
  'day',
  'time',
  'word',
  'unread',
  'name',
  'address',
  'identifier',
  'phone',
  'email',
  'code',
  'card',
  'iban',
] as const;
export type CoverKind = (typeof COVER_KINDS)[number];

/**
 * Name of the button with which a form without the field of a picture asks for it: the form returns as
 * it was, with that field.
 */
export const WANTS_PICTURE = '_picture';

/** Maximum number of boxes that one answer can name. */
export const MAX_NAMED_BOXES = 24;
/** Maximum number of boxes of one picture; past it, neighbours are joined to one box. */
export const MAX_COVERED_BOXES = 400;

const key = z.string().check(z.regex(/^[0-9a-f]{64}$/));
/** A rectangle on the published picture in whole pixels: "left_top_width_height". */
const boxField = z.string().check(z.regex(/^-?\d{1,4}_-?\d{1,4}_\d{1,4}_\d{1,4}$/));

/** The signed name under which the picture of a refused form is kept for its sender. */
export const signedPictureName = z.string().check(z.regex(/^[0-9a-f]{64}\.[0-9a-f]{64}$/));

/** Several boxes of one name send an array, a single one a string. */
const boxFields = z.pipe(
  z.transform((value) => (Array.isArray(value) ? value : [value])),
  z.array(boxField).check(z.maxLength(MAX_NAMED_BOXES)),
);

/**
 * Fields of a form with a picture. When the picture seems to show personal data, the refusal has
 * its key as the limit of `screenshot`; the same form with the same picture is then sent again with
 * that key as `_looked`, and an `_answer`.
 */
export const pictureFields = {
  /** Key of a picture kept from an earlier, refused submission of the form. */
  _image: z.optional(z.string().check(z.maxLength(200))),
  /** The encrypted analysis of the kept picture. */
  _marks: z.optional(z.string().check(z.maxLength(32_000))),
  /** The key of the picture that the answer is about; the answer is void for another one. */
  _looked: z.optional(key),
  /**
   * `cover` covers the boxes of `_cover`, or without them all that were found but those of
   * `_uncover`; `publish` publishes the picture as it is, since nothing on it is personal.
   */
  _answer: z.optional(z.enum(['cover', 'publish'])),
  _cover: z.optional(boxFields),
  _uncover: z.optional(boxFields),
  /** The picture was not covered on the device: all that is not known to be harmless is asked about. */
  _whole: z.optional(z.literal('1')),
  /** A name that stays readable besides the form's `platform`: that of the thread's platform. */
  _keep: z.optional(z.string().check(z.maxLength(200))),
};

const box = z.object({
  kind: z.enum(COVER_KINDS),
  left: z.int(),
  top: z.int(),
  width: z.int(),
  height: z.int(),
});
export type BoxToCover = z.infer<typeof box>;

/**
 * Data for the sender's second look at her picture; `boxes` is null when it was not analysed. `whole`:
 * they are all that is not known to be harmless.
 */
export const redactionReview = z.object({
  key,
  url: z.string().check(z.regex(/^\/files\/kept\/form\/[0-9a-f.]+(?:\?form=[0-9a-zA-Z-]+)?$/)),
  width: z.int(),
  height: z.int(),
  whole: z.boolean(),
  boxes: z.nullable(z.array(box)),
});
export type RedactionReviewData = z.infer<typeof redactionReview>;

/** Writes a rectangle as the value of a form field: "left_top_width_height". */
export function formatBox({ left, top, width, height }: Box): string {
  return [left, top, width, height].join('_');
}

/** Parses what `formatBox` writes; null when invalid. */
export function parseBox(text: unknown): Box | null {
  const read = boxField.safeParse(text);
  if (!read.success) return null;
  const [left = 0, top = 0, width = 0, height = 0] = read.data.split('_').map(Number);
  return { left, top, width, height };
}
