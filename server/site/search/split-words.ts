/**
 * Matches a letter, as `search_fold` in the database defines it: letters and combining marks make up
 * words, and everything else separates them. So the n-th word here is the one at position n in a
 * vector.
 */
const LETTER =
  /^[0-9A-Za-z\u00c6\u00d0\u00d8\u00de-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u052f\u05d0-\u05ea\u0620-\u064a\u0671-\u06d3\u1100-\u11ff\u3041-\u3098\u309b-\u30ff\u3400-\u9fff]/;
const INVISIBLE = new RegExp(
  String.raw`[\u00ad\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u200b-\u200f\u2060\u3099\u309a\ufeff]`,
  'g',
);

export type WordOffset = {
  /** Offsets in the text, end exclusive. */
  readonly start: number;
  readonly end: number;
};

/** The offsets of a text's words, at most `most`; the n-th has position n in a vector. */
export function splitIntoWords(text: string, most: number = Infinity): WordOffset[] {
  const words: WordOffset[] = [];
  let start = -1;
  let end = 0;
  let at = 0;
  while (at < text.length && words.length < most) {
    const code = text.codePointAt(at) ?? 0;
    const next = at + (code > LAST_UNIT ? 2 : 1);
    const kind = KINDS[code] ?? kindOf(code);
    if (kind === 'letter') {
      if (start === -1) start = at;
      end = next;
    } else if (kind === 'mark') {
      // A combining mark belongs to its letter; alone it is no word.
      if (start !== -1) end = next;
    } else if (start !== -1) {
      words.push({ start, end });
      start = -1;
    }
    at = next;
  }
  if (start !== -1 && words.length < most) words.push({ start, end });
  return words;
}

/** Folds a word as the database does. */
export function foldWord(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(INVISIBLE, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss');
}

type Kind = 'letter' | 'mark' | 'between';

/** The last code point that is one UTF-16 unit. */
const LAST_UNIT = 0xffff;
/** Number of code points whose kind is cached; they cover our languages. */
const MOST_KINDS = 0x2100;
const KINDS: Kind[] = [];

function kindOf(code: number): Kind {
  const sign = String.fromCodePoint(code);
  const bare = sign.normalize('NFD').replaceAll(INVISIBLE, '');
  const kind = bare === '' ? 'mark' : LETTER.test(bare) ? 'letter' : 'between';
  if (code < MOST_KINDS) KINDS[code] = kind;
  return kind;
}
