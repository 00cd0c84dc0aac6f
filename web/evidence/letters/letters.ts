import type { Language } from '#shared/core/languages.ts';
import { pathTo, type PageName } from '#shared/core/paths.ts';

/** What a right rests on; a lawyer should confirm each. */
export type Claim = { readonly text: string; readonly source: string };

/** The letters, and the page where each stands. */
export const LETTERS = {
  payment: 'letterPayment',
  refusal: 'letterRefusal',
  data: 'letterData',
} as const satisfies Record<string, PageName>;
export type LetterName = keyof typeof LETTERS;

/** What a letter leaves open; each is a blank in its text, written `{name}`. */
export const BLANKS = [
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
export type Blank = (typeof BLANKS)[number];

/** Where these are left empty, a script leaves out the paragraph that they stand in. */
export const OPTIONAL: readonly Blank[] = ['promise', 'view'];

/** A paragraph, or a list. */
export type Block = string | readonly string[];

export type Letter = {
  readonly title: string;
  readonly say: string;
  readonly subject: string;
  readonly body: readonly Block[];
};

/** What stands above the body of every letter. */
export const HEAD_BLANKS: readonly Blank[] = ['name', 'contact', 'platform', 'date'];

/** The text of a letter in parts: what is written, and the blanks between. */
export function partsOf(text: string): { text: string; blank: Blank | null }[] {
  return text.split(/(\{\w+\})/).flatMap((part) => {
    if (part === '') return [];
    const blank = BLANKS.find((name) => part === `{${name}}`) ?? null;
    return [{ text: part, blank }];
  });
}

/** The blanks of a letter, those of its head first, each once. */
export function blanksOf({ subject, body }: Letter): Blank[] {
  const inText = partsOf([subject, ...body.flat()].join(' ')).map(({ blank }) => blank);
  return [...new Set([...HEAD_BLANKS, ...inText])].filter((blank) => blank !== null);
}

/** The blank without which a paragraph says nothing; null where it says something anyway. */
export function conditionOf(text: string): Blank | null {
  return OPTIONAL.find((blank) => text.includes(`{${blank}}`)) ?? null;
}

/**
 * The address of a letter with what is known already. It stands behind the "#": a browser sends
 * that part to nobody.
 */
export function letterLink(
  language: Language,
  letter: LetterName,
  known: Partial<Record<Blank, string>> = {},
): string {
  const filled = new URLSearchParams(known).toString();
  return `${pathTo(language, LETTERS[letter])}${filled === '' ? '' : `#${filled}`}`;
}
