/** Share of words in common from which two texts are alike, 0 to 1. */
const ALIKE_SHARE = 0.5;

/**
 * Whether two posts are alike: they lead to the same address of another site, or at least half of the
 * different words of both are in both (Jaccard index). It ticks boxes for a moderator, who decides.
 */
export function isAlike(first: string, other: string): boolean {
  const links = linksOf(first);
  return (
    linksOf(other).some((link) => links.includes(link)) ||
    shareInCommon(first, other) >= ALIKE_SHARE
  );
}

function linksOf(text: string): string[] {
  return [...text.matchAll(/https?:\/\/([^\s)\]>"'?#]+)/gi)].map(([, address = '']) =>
    address.toLowerCase().replace(/[/.,;:!]+$/, ''),
  );
}

function shareInCommon(first: string, other: string): number {
  const [one, two] = [wordsIn(first), wordsIn(other)];
  const common = [...one].filter((word) => two.has(word)).length;
  const all = new Set([...one, ...two]).size;
  return all === 0 ? 0 : common / all;
}

function wordsIn(text: string): Set<string> {
  const said = text.replace(/https?:\/\/\S+/gi, ' ').toLowerCase();
  return new Set(said.match(/[\p{L}\p{N}]+/gu) ?? []);
}
