import { z } from 'zod/mini';
import { decisionReasonText } from '#shared/core/moderation-decisions.ts';
import { commonFormFields, day, id } from '#shared/core/form-fields.ts';
import { bilingualText } from './forum-categories.ts';

/** Words in the list, at most. */
export const MAX_WATCHED_WORDS = 100;
export const MAX_WATCHED_WORD_LENGTH = 40;
export const MAX_QUESTION_LENGTH = 150;

/** The form of a text in which watched words are looked for: small letters without accents. */
export function foldForWatching(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
}

const question = z
  .string()
  .check(z.trim(), z.minLength(1), z.minLength(5), z.maxLength(MAX_QUESTION_LENGTH));
/** Letters, digits and single spaces only, since it becomes part of a pattern. */
const word = z.pipe(
  z.pipe(
    z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_WATCHED_WORD_LENGTH)),
    z.transform(foldForWatching),
  ),
  z.string().check(z.minLength(3), z.regex(/^[a-z0-9]+(?: [a-z0-9]+)*$/)),
);

/** A word to watch, with the question that a text with it is asked once, in both languages. */
export const watchedWordForm = z.object({
  ...commonFormFields,
  word,
  questionFr: question,
  questionEn: question,
  reason: decisionReasonText,
});
export type WatchedWordInput = z.infer<typeof watchedWordForm>;
export const watchedWordChange = z.object({
  word: z.string(),
  questionFr: z.string(),
  questionEn: z.string(),
});
export const unwatchForm = z.object({ ...commonFormFields, reason: decisionReasonText });

/** The public list. */
export const watchedWordsResponse = z.object({
  words: z.array(z.object({ id, word: z.string(), question: bilingualText, addedOn: day })),
});
export type WatchedWordsResponse = z.infer<typeof watchedWordsResponse>;
