import { z } from 'zod/mini';
import { isValidTitle } from '#shared/core/text.ts';

export const MIN_THREAD_TITLE_LENGTH = 5;
export const MAX_THREAD_TITLE_LENGTH = 150;

/** The title of a thread, as typed. */
export const threadTitle = z
  .string()
  .check(
    z.trim(),
    z.minLength(1),
    z.minLength(MIN_THREAD_TITLE_LENGTH),
    z.maxLength(MAX_THREAD_TITLE_LENGTH),
    z.refine(isValidTitle),
  );
