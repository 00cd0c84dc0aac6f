/** Kinds of covered content: personal ones first, then those only proposed. */
export const FOUND_KINDS = [
  'iban',
  'card',
  'email',
  'phone',
  'identifier',
  'name',
  'address',
  'code',
  'cents',
  'time',
  'day',
] as const;

export type FoundKind = (typeof FOUND_KINDS)[number];

/** Whether the picture form offers to show a piece of this kind: it identifies too little to advise against. */
export function isOfferedToShow(kind: string): kind is OfferedKind {
  return kind === 'amount' || kind === 'month' || kind === 'service';
}

/** A range of text to cover, end exclusive. */
export type RedactionSpan = { kind: FoundKind; start: number; end: number };

/** Integer parts of amounts, months with their years, payment services. */
export type OfferedKind = 'amount' | 'month' | 'service';

/** A range claimed by a rule; of the offered kinds too, so that no other rule takes them. */
export type ClaimedSpan = { kind: FoundKind | OfferedKind; start: number; end: number };

/**
 * Normalises a text for the rules: without accents, with plain spaces, hyphens and apostrophes.
 * Keeps all offsets.
 */
export function normalizeText(text: string): string {
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

/** Replaces letters that OCR confuses with digits. */
export function lookAlikesToDigits(text: string): string {
  return text.replace(/[A-Za-z|!]/g, (letter) => LOOK_ALIKES[letter] ?? letter);
}

/** Replaces look-alikes by digits in words that consist only of those. Keeps the length. */
export function replaceLookAlikeWords(text: string): string {
  return text.replace(/[^\s]+/g, (word) => {
    const digits = word.replace(/\D/g, '').length;
    if (digits === 0) return word;
    const folded = lookAlikesToDigits(word);
    if (/[A-Za-z]/.test(folded)) return word;
    const others = word.replace(/[^A-Za-z|!]/g, '').length;
    return others <= digits || /^\d/.test(word) ? folded : word;
  });
}

/** Claims a range for a rule unless an earlier claim overlaps. */
export function claimSpan(
  claims: ClaimedSpan[],
  kind: ClaimedSpan['kind'],
  start: number,
  end: number,
): boolean {
  if (start >= end || claims.some((other) => start < other.end && end > other.start)) return false;
  claims.push({ kind, start, end });
  return true;
}
