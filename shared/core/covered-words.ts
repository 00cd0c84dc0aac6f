/** Fewest characters of words to cover: fewer stand in any text. */
export const MIN_COVERED_WORDS_LENGTH = 3;
/** Most characters of all words of one covering. */
export const MAX_COVERED_WORDS_LENGTH = 1_000;

/** Splits the field of a form into the words to cover, one a line, without repeats. */
export function parseCoveredWords(typed: string): string[] {
  const lines = typed.split(/\r?\n/).map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ''))];
}

/**
 * Puts a mark in place of each occurrence of words in a text. They match as whole words, without regard to
 * case, and across line breaks: "Ali" inside "qualité" stays, since covering it there would tell it.
 */
export function coverWords(text: string, words: readonly string[], mark: string): string {
  if (words.length === 0) return text;
  return text.replaceAll(patternOf(words), (found, at: number) => {
    // "[mark](" would begin a link in Markdown, and show what follows as its address.
    const next = text.charAt(at + found.length);
    return next === '(' || next === '[' ? `${mark} ` : mark;
  });
}

/** Whether a text holds words that are covered elsewhere. */
export function holdsWords(text: string, words: readonly string[]): boolean {
  return words.length > 0 && text.search(patternOf(words)) !== -1;
}

const LETTER = String.raw`[\p{L}\p{N}]`;
const IS_LETTER = new RegExp(LETTER, 'u');

/** The longest words first: of two that begin alike, the shorter one would leave the rest of the longer. */
function patternOf(words: readonly string[]): RegExp {
  const alternatives = words
    .toSorted((a, b) => b.length - a.length)
    .map((one) => {
      const before = IS_LETTER.test([...one][0] ?? '') ? `(?<!${LETTER})` : '';
      const after = IS_LETTER.test([...one].at(-1) ?? '') ? `(?!${LETTER})` : '';
      const escaped = one.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
      return `${before}${escaped.replaceAll(/\s+/g, String.raw`\s+`)}${after}`;
    });
  return new RegExp(alternatives.join('|'), 'giu');
}
