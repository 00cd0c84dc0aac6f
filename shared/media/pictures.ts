import { z } from 'zod/mini';
import type { Box } from './redaction-words.ts';

/** What is looked for on a picture before it is published. */
export const LOOKED_FOR = ['iban', 'card', 'email', 'phone'] as const;
export type LookedFor = (typeof LOOKED_FOR)[number];

/** Places that one answer may cover: a form has room for no more fields. */
export const MAX_COVERED = 24;

const key = z.string().check(z.regex(/^[0-9a-f]{64}$/));
/** A place on the published picture in whole pixels: "left_top_width_height". */
const place = z.string().check(z.regex(/^-?\d{1,4}_-?\d{1,4}_\d{1,4}_\d{1,4}$/));

/** The name under which a picture that came with a refused form is kept for its sender. */
export const keptName = z.string().check(z.regex(/^[0-9a-f]{64}\.[0-9a-f]{64}$/));

/** Several boxes of one name send a list, a single one its text. */
const places = z.pipe(
  z.transform((value) => (Array.isArray(value) ? value : [value])),
  z.array(place).check(z.maxLength(MAX_COVERED)),
);

/**
 * What a form with a picture carries beside it. Where the picture seems to show something personal,
 * the refusal names its key as the limit of `screenshot`; the same form with the same picture is
 * then sent again with that key as `_looked`, and an `_answer`.
 */
export const pictureFields = {
  /** Names a picture that came with an earlier, refused try of the same form. */
  _image: z.optional(z.string().check(z.maxLength(200))),
  /** What was found out about that picture, sealed. */
  _marks: z.optional(z.string().check(z.maxLength(16_000))),
  /** The key of the picture that the answer is about: of another one it says nothing. */
  _looked: z.optional(key),
  /** Cover the places named, or publish the picture as it is: nothing on it is personal. */
  _answer: z.optional(z.enum(['cover', 'publish'])),
  _cover: z.optional(places),
};

const box = z.object({
  kind: z.enum(LOOKED_FOR),
  left: z.int(),
  top: z.int(),
  width: z.int(),
  height: z.int(),
});
export type FoundBox = z.infer<typeof box>;

/** What the second look shows to the picture's sender; `boxes` is null where nobody looked. */
export const secondLook = z.object({
  key,
  url: z.string().check(z.regex(/^\/files\/kept\/[0-9a-f.]+$/)),
  width: z.int(),
  height: z.int(),
  boxes: z.nullable(z.array(box)),
});
export type SecondLook = z.infer<typeof secondLook>;

/** A place as a form carries it. */
export function writePlace({ left, top, width, height }: Box): string {
  return [left, top, width, height].join('_');
}

/** A place out of a form; null where it is none. */
export function readPlace(text: unknown): Box | null {
  const read = place.safeParse(text);
  if (!read.success) return null;
  const [left = 0, top = 0, width = 0, height = 0] = read.data.split('_').map(Number);
  return { left, top, width, height };
}
