import type { Language } from '#shared/core/languages.ts';
import { pathTo, type PageName } from '#shared/core/paths.ts';

/** A legal claim with its source; to be confirmed by a lawyer. */
export type LegalClaim = { readonly text: string; readonly source: string };

/** The letters, and their pages. */
export const LETTERS = {
  payment: 'letterPayment',
  refusal: 'letterRefusal',
  data: 'letterData',
} as const satisfies Record<string, PageName>;
export type LetterName = keyof typeof LETTERS;

/** The blanks of letters, written `[name]` in their text. */
export const LETTER_BLANKS = [
  'name',
  'contact',
  'platform',
  'account',
  'date',
  'amount',
  'askedOn',
  'promise',
  'event',
  'eventOn',
  'view',
  'refusedOn',
  'count',
  'task',
  'reason',
  'why',
] as const;
export type LetterBlank = (typeof LETTER_BLANKS)[number];

/** Blanks that may stay empty: the script then hides their paragraph. */
export const OPTIONAL_BLANKS: readonly LetterBlank[] = ['promise', 'view'];

/** A paragraph, or a list. */
export type LetterBlock = string | readonly string[];

export type Letter = {
  readonly title: string;
  readonly say: string;
  readonly subject: string;
  readonly body: readonly LetterBlock[];
};

/** Blanks above the body of every letter. */
export const HEAD_BLANKS: readonly LetterBlank[] = ['name', 'contact', 'platform', 'date'];

/** Splits a letter's text at its blanks. */
export function splitAtBlanks(text: string): { text: string; blank: LetterBlank | null }[] {
  return text.split(/(\[\w+\])/).flatMap((part) => {
    if (part === '') return [];
    const blank = LETTER_BLANKS.find((name) => part === `[${name}]`) ?? null;
    return [{ text: part, blank }];
  });
}

/** The blanks of a letter, its head's first, without duplicates. */
export function blanksOfLetter({ subject, body }: Letter): LetterBlank[] {
  const inText = splitAtBlanks([subject, ...body.flat()].join(' ')).map(({ blank }) => blank);
  return [...new Set([...HEAD_BLANKS, ...inText])].filter((blank) => blank !== null);
}

/** The optional blank on which a paragraph depends; null without one. */
export function optionalBlankOfParagraph(text: string): LetterBlank | null {
  return OPTIONAL_BLANKS.find((blank) => text.includes(`[${blank}]`)) ?? null;
}

/** The address of a letter, prefilled. Values are in the fragment, which browsers do not send. */
export function prefilledLetterAddress(
  language: Language,
  letter: LetterName,
  known: Partial<Record<LetterBlank, string>> = {},
): string {
  const filled = new URLSearchParams(known).toString();
  return `${pathTo(language, LETTERS[letter])}${filled === '' ? '' : `#${filled}`}`;
}
