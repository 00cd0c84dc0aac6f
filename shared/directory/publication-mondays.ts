import { z } from 'zod/mini';
import { day } from '#shared/core/form-fields.ts';

/**
 * Number of next Mondays among which the first day of showing a review, an incident or a "me too", or
 * of counting a task report, is drawn, each equally likely.
 */
export const MAX_WEEKS_UNTIL_SHOWN = 4;

/** A quarter, such as "2026-Q4". */
export const quarter = z.string().check(z.regex(/^[12]\d{3}-Q[1-4]$/));

/** Cursor of the next page, made of published values only: the day shown and a random id. */
export const shownPostCursor = z
  .string()
  .check(z.regex(/^[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])_[0-9a-z]{12}$/));

/** What its author alone knows of when others see it. */
export const ownShowing = {
  /** The Monday drawn for it; null for what was posted before Mondays were drawn. */
  dueOn: z.nullable(day),
  shown: z.boolean(),
};
