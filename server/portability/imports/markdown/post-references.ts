/**
 * Matches a link to `import:post/ID` or `import:post/THREAD/NUMBER`: in an import it refers to a
 * post of the same source, whose id here is not known yet.
 */
const REFERENCE = /\[((?:\\.|[^\\\]\n]){0,300})\]\(import:post\/([\w.:-]{1,64}(?:\/\d{1,7})?)\)/g;

export type ReferredPost = {
  readonly id: string;
  readonly place: number;
  /** The author's pseudonym here; null when she was not imported. */
  readonly pseudonym: string | null;
};

/**
 * Finds the posts that a text refers to, without duplicates: "12", or "4/3" for the third of thread
 * 4.
 */
export function findPostReferences(text: string): string[] {
  return [...new Set([...text.matchAll(REFERENCE)].map(([, , post = '']) => post))];
}

/**
 * Replaces references by links of this site, labelled as in a quote with the author's pseudonym
 * here and the post's number. Unknown targets keep their label without a link.
 */
export function resolvePostReferences(
  text: string,
  posts: ReadonlyMap<string, ReferredPost>,
): string {
  return text.replaceAll(REFERENCE, (_, label: string, to: string) => {
    const post = posts.get(to);
    if (post === undefined) return label;
    const name = post.pseudonym === null ? label : escapeLinkLabel(post.pseudonym);
    return `[${name}, n° ${post.place}](/p/${post.id})`;
  });
}

export function escapeLinkLabel(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
    .replaceAll(/[\\[\]*_`]/g, String.raw`\$&`);
}

/**
 * Writes the first line of a quote: a link to the quoted post, else the author's name; null without
 * either.
 */
export function quoteAttribution(author: string, reference: string | null): string | null {
  const label = escapeLinkLabel(author);
  if (reference !== null) return `[${label === '' ? '…' : label}](import:${reference})`;
  return label === '' ? null : `**${label}**`;
}

/** Writes a Markdown quote, below `source`, its first line, if any. */
export function writeMarkdownQuote(source: string | null, words: string): string {
  const body = words.replaceAll(/^\n+|\s+$/g, '');
  // Keep a nested quote apart from the source line.
  const gap = body.startsWith('>') ? '\n' : '';
  const whole = source === null ? body : `${source}\n${gap}${body}`;
  return whole
    .split('\n')
    .map((line) => (line.trim() === '' ? '>' : `> ${line}`))
    .join('\n');
}
