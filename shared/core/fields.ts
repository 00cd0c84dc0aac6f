import { z } from 'zod/mini';
import { CURRENCIES } from './money.ts';
import { isDay } from './days.ts';

/** Building blocks of request schemas: what a form sends as text and a script as JSON. */

export const MAX_TEXT_LENGTH = 5_000;
export const MAX_SHORT_TEXT_LENGTH = 200;

export const id = z.string().check(z.regex(/^[0-9a-z]{12}$/));
export const slug = z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.maxLength(80));
export const day = z.string().check(z.refine(isDay));
export const month = z.string().check(z.regex(/^[12]\d{3}-(0[1-9]|1[0-2])$/));
export const currency = z.enum(CURRENCIES);
/** An amount as it is typed, "27,50" or "27.50"; read with its currency by `parseAmount`. */
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
/** Whether all of its kind that she has on the platform is to be signed as this is, or not signed. */
export const alike = z.optional(checkbox);
/** A mark from 1 to 5. */
export const mark = z.coerce.number().check(z.int(), z.gte(1), z.lte(5));
/** How many entries of a list one answer carries, where fewer than `most`, a whole page, are enough. */
export function limit(most: number): z.ZodMiniOptional<z.ZodMiniNumber<unknown>> {
  return z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(most)));
}

/** Where a list of what people wrote goes on: when the last one shown was written (UTC), and its id. */
export const momentCursor = z
  .string()
  .check(z.regex(/^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\dZ_[0-9a-z]{12}$/), z.refine(isMoment));

/** The same of what shows its day alone: the order within one day tells no moment. */
export const dayCursor = z.string().check(
  z.regex(/^[12]\d{3}-\d\d-\d\d_[0-9a-z]{12}$/),
  z.refine((cursor) => isDay(cursor.slice(0, 10))),
);

/** Whether a cursor begins with a moment that exists: a database refuses the 30th of February. */
export function isMoment(cursor: string): boolean {
  const seconds = cursor.slice(0, 19);
  const moment = new Date(`${seconds}Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 19) === seconds;
}
/** A form sent twice with one key acts once. */
export const idempotencyKey = z.string().check(z.regex(/^[0-9a-zA-Z-]{8,64}$/));

/** What every form carries beside its own fields. */
export const formControls = {
  _form: z.optional(z.string().check(z.maxLength(40))),
  _from: z.optional(z.string().check(z.maxLength(500))),
  _key: z.optional(idempotencyKey),
};

/** What a write answers: where the result can be seen. */
export const written = z.object({ id: z.optional(z.string()), path: z.string() });
export type Written = z.infer<typeof written>;
