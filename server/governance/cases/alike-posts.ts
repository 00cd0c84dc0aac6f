/** Share of words in common from which two texts are alike, 0 to 1. */
const ALIKE_SHARE = 0.5;

/** What of a post is compared: addresses of other sites, and its different words. */
export type ComparedText = {
  readonly links: readonly string[];
  readonly words: ReadonlySet<string>;
};

export function readText(text: string): ComparedText {
  return { links: linksOf(text), words: wordsIn(text) };
}

/**
 * Whether two posts are alike: they lead to the same address of another site, or at least half of the
 * different words of both are in both (Jaccard index). It ticks boxes and orders lists for a moderator,
 * who decides.
 */
export function areTextsAlike(first: ComparedText, other: ComparedText): boolean {
  return (
    other.links.some((link) => first.links.includes(link)) ||
    haveWordsInCommon(first.words, other.words)
  );
}

/** Whether two posts are alike, as `areTextsAlike` says. */
export function isAlike(first: string, other: string): boolean {
  return areTextsAlike(readText(first), readText(other));
}

function linksOf(text: string): string[] {
  return [...text.matchAll(/https?:\/\/([^\s)\]>"'?#]+)/gi)].map(([, address = '']) =>
    address.toLowerCase().replace(/[/.,;:!]+$/, ''),
  );
}

/** Whether at least half of the different words of both are in both. */
export function haveWordsInCommon(one: ReadonlySet<string>, two: ReadonlySet<string>): boolean {
  const [few, many] = one.size < two.size ? [one, two] : [two, one];
  if (many.size === 0 || few.size / many.size < ALIKE_SHARE) return false;
  let common = 0;
  for (const word of few) if (many.has(word)) common += 1;
  return common / (one.size + two.size - common) >= ALIKE_SHARE;
}

/** The different words of a text in small letters, without addresses. */
export function wordsIn(text: string): Set<string> {
  const said = text.replace(/https?:\/\/\S+/gi, ' ').toLowerCase();
  return new Set(said.match(/[\p{L}\p{N}]+/gu) ?? []);
}
