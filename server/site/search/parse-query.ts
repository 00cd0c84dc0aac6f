export type SearchTerms = {
  /** Words and phrases to find, in lower case, with accents. */
  readonly wanted: readonly string[];
  readonly unwanted: readonly string[];
  /** The query in pieces: words that may be corrected, and the text between them. */
  readonly pieces: readonly { readonly text: string; readonly word: boolean }[];
};

/** Maximum number of terms in a query. */
const MAX_TERMS = 12;

// A phrase in quotes of any kind, or a run without spaces; a leading minus excludes it.
const TERM =
  /(?<minus>(?<![^\s])-)?(?:["“”«»„](?<phrase>[^"“”«»„]*)["“”«»„]|(?<word>[^\s"“”«»„]+))/gu;
const HAS_LETTER = /[\p{L}\p{N}]/u;

/**
 * Parses words, "phrases" and -exclusions; any other character is a separator, never an operator.
 */
export function parseSearchQuery(typed: string): SearchTerms {
  const text = typed.normalize('NFC');
  const wanted: string[] = [];
  const unwanted: string[] = [];
  const pieces: { text: string; word: boolean }[] = [];
  let end = 0;
  for (const match of text.matchAll(TERM)) {
    const { minus, phrase, word } = match.groups ?? {};
    const said = (phrase ?? word ?? '').trim().toLowerCase();
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), word: false });
    end = match.index + match[0].length;
    pieces.push({
      text: match[0],
      word: minus === undefined && word !== undefined && /^[\p{L}\p{M}]+$/u.test(word),
    });
    if (HAS_LETTER.test(said)) (minus === undefined ? wanted : unwanted).push(said);
  }
  if (end < text.length) pieces.push({ text: text.slice(end), word: false });
  return {
    wanted: withoutLetters(wanted).slice(0, MAX_TERMS),
    unwanted: unwanted.slice(0, MAX_TERMS),
    pieces,
  };
}

/** Drops single letters between words ("à", "l"), which would match too much. */
function withoutLetters(terms: readonly string[]): readonly string[] {
  const words = terms.filter((term) => !/^\p{L}\p{M}*$/u.test(term));
  return words.length === 0 ? terms : words;
}
