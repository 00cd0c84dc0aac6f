/**
 * The words of a text as `search_fold` in the database has them: a place in a vector is the number of
 * a word here. Letters, and marks that a fold takes away; what is neither stands between words.
 */
const LETTER =
  /^[0-9A-Za-z\u00c6\u00d0\u00d8\u00de-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u052f\u05d0-\u05ea\u0620-\u064a\u0671-\u06d3\u1100-\u11ff\u3041-\u3098\u309b-\u30ff\u3400-\u9fff]/;
const INVISIBLE = new RegExp(
  String.raw`[\u00ad\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u200b-\u200f\u2060\u3099\u309a\ufeff]`,
  'g',
);

export type Word = {
  /** Where it stands in the text, its end excluded. */
  readonly start: number;
  readonly end: number;
};

/** Where words of a text stand, the first `most` of them; that of place n in a vector is the n-th. */
export function findWords(text: string, most: number = Infinity): Word[] {
  const words: Word[] = [];
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
      // An accent after its letter belongs to it; alone it is nothing.
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

/** A word as the database folds it. */
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

/** The last sign that is one unit of a text in JavaScript. */
const LAST_UNIT = 0xffff;
/** Signs that were looked at are remembered, where our languages are written with them. */
const MOST_KINDS = 0x2100;
const KINDS: Kind[] = [];

function kindOf(code: number): Kind {
  const sign = String.fromCodePoint(code);
  const bare = sign.normalize('NFD').replaceAll(INVISIBLE, '');
  const kind = bare === '' ? 'mark' : LETTER.test(bare) ? 'letter' : 'between';
  if (code < MOST_KINDS) KINDS[code] = kind;
  return kind;
}
