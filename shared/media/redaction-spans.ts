/** What is covered in a picture or message: personal kinds first, then those only proposed. */
export const FOUND_KINDS = [
  'iban',
  'card',
  'email',
  'phone',
  'identifier',
  'name',
  'cents',
  'time',
  'day',
] as const;

/** A kind of what is covered. */
export type FoundKind = (typeof FOUND_KINDS)[number];

/** A stretch of text to cover, from `start` to before `end`. */
export type Span = { kind: FoundKind; start: number; end: number };

/** A stretch that a rule has taken. An amount's integer part is taken so that nothing covers it. */
export type Claim = { kind: FoundKind | 'amount'; start: number; end: number };

/**
 * The text as the rules read it: without accents, with plain spaces, hyphens and apostrophes. Each
 * character stays where it was.
 */
export function plain(text: string): string {
  return text.replace(/[^\n\t -~]/g, (character) => {
    if (/\s/.test(character)) return ' ';
    if (/[‐-―−]/.test(character)) return '-';
    if (/[‘’ʼ´]/.test(character)) return "'";
    const letter = character.normalize('NFD').charAt(0);
    return letter === '' ? character : letter;
  });
}

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  O: '0',
  o: '0',
  Q: '0',
  D: '0',
  U: '0',
  I: '1',
  l: '1',
  i: '1',
  '|': '1',
  '!': '1',
  T: '7',
  Z: '2',
  z: '2',
  S: '5',
  s: '5',
  G: '6',
  B: '8',
};

/** Letters that recognition takes for digits, as the digits they look like. */
export function asDigits(text: string): string {
  return text.replace(/[A-Za-z|!]/g, (letter) => LOOK_ALIKES[letter] ?? letter);
}

/** The text with look-alikes turned to digits in words made of nothing else. Same length. */
export function withDigits(text: string): string {
  return text.replace(/[^\s]+/g, (word) => {
    const digits = word.replace(/\D/g, '').length;
    if (digits === 0) return word;
    const folded = asDigits(word);
    if (/[A-Za-z]/.test(folded)) return word;
    const others = word.replace(/[^A-Za-z|!]/g, '').length;
    return others <= digits || /^\d/.test(word) ? folded : word;
  });
}

/** Takes a stretch for a rule unless an earlier rule has some of it. */
export function claim(claims: Claim[], kind: Claim['kind'], start: number, end: number): boolean {
  if (start >= end || claims.some((other) => start < other.end && end > other.start)) return false;
  claims.push({ kind, start, end });
  return true;
}
