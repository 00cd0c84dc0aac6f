import { z } from 'zod/mini';
import { CURRENCIES } from './money.ts';
import { isDay } from './days.ts';

/** Building blocks of request schemas, for forms (text) and scripts (JSON). */

export const MAX_TEXT_LENGTH = 5_000;
export const MAX_SHORT_TEXT_LENGTH = 200;

export const id = z.string().check(z.regex(/^[0-9a-z]{12}$/));
export const slug = z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.maxLength(80));
export const day = z.string().check(z.refine(isDay));
export const month = z.string().check(z.regex(/^[12]\d{3}-(0[1-9]|1[0-2])$/));
export const currency = z.enum(CURRENCIES);
/** An amount as typed, "27,50" or "27.50"; parsed with its currency by `parseAmount`. */
export const typedAmount = z.string().check(z.minLength(1), z.maxLength(20));
export const shortText = z
  .string()
  .check(z.trim(), z.minLength(1), z.maxLength(MAX_SHORT_TEXT_LENGTH));
export const longText = z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_TEXT_LENGTH));
/** A ticked box sends "on", a script sends true; an empty box sends nothing. */
export const checkbox = z.pipe(
  z.transform((value) => value === true || value === 'on' || value === 'true'),
  z.boolean(),
);
/** Ids of ticked boxes, at most `most`: a form sends none, one or several values, a refused one a list with commas. */
export function chosenIds(most: number) {
  return z.pipe(
    z.transform((value: unknown): unknown =>
      value === undefined ? [] : Array.isArray(value) ? value : String(value).split(','),
    ),
    z.array(id).check(z.maxLength(most)),
  );
}
/**
 * Whether all the member's pieces of this kind on the platform change to be signed, or unsigned,
 * like this one.
 */
export const signAllAlike = z.optional(checkbox);
export const ratingMark = z.coerce.number().check(z.int(), z.gte(1), z.lte(5));
/**
 * The number of entries requested of a list, at most `most`, for callers that need less than a
 * whole page.
 */
export function listLimit(most: number): z.ZodMiniOptional<z.ZodMiniNumber<unknown>> {
  return z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(most)));
}

/** Cursor of a list of texts: when the last one was written (UTC), and its id. */
export const timestampCursor = z
  .string()
  .check(
    z.regex(/^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\dZ_[0-9a-z]{12}$/),
    z.refine(isCursorTimestamp),
  );

/** Cursor of a list that shows only days: the order within a day reveals no moment. */
export const dayCursor = z.string().check(
  z.regex(/^[12]\d{3}-\d\d-\d\d_[0-9a-z]{12}$/),
  z.refine((cursor) => isDay(cursor.slice(0, 10))),
);

/** Whether a cursor's moment exists: a database refuses the 30th of February. */
export function isCursorTimestamp(cursor: string): boolean {
  const seconds = cursor.slice(0, 19);
  const moment = new Date(`${seconds}Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 19) === seconds;
}
/** Idempotency key: a form submitted twice with one key acts once. */
export const idempotencyKey = z.string().check(z.regex(/^[0-9a-zA-Z-]{8,64}$/));

/** Fields of every form besides its own. */
export const commonFormFields = {
  _form: z.optional(z.string().check(z.maxLength(40))),
  _from: z.optional(z.string().check(z.maxLength(500))),
  _key: z.optional(idempotencyKey),
};

/** Body of a form without own fields; a script may send none. */
export const emptyFormBody = z.nullish(z.object(commonFormFields));

/** The answer of a write: where the result is shown. */
export const writeResponse = z.object({ id: z.optional(z.string()), path: z.string() });

export const MAX_EMAIL_LENGTH = 254;
