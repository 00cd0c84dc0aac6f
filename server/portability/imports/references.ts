/**
 * In an import, a link to `import:post/ID` or `import:post/THREAD/NUMBER` leads to a post of the same
 * source: what it is called here is known later only.
 */
const REFERENCE = /\[((?:\\.|[^\\\]\n]){0,300})\]\(import:post\/([\w.:-]{1,64}(?:\/\d{1,7})?)\)/g;

/** Where a reference leads, once it is known. */
export type ReferredPost = {
  readonly id: string;
  readonly place: number;
  /** Null where she was not brought. */
  readonly pseudonym: string | null;
};

/** The posts that a text refers to: "12", or "4/3" for the third of thread 4; each once. */
export function referencesIn(text: string): string[] {
  return [...new Set([...text.matchAll(REFERENCE)].map(([, , post = '']) => post))];
}

/**
 * The text with its references as links of this site. A post is called as in a quote, by its author's
 * pseudonym here and its number; what was not brought keeps its words and leads nowhere.
 */
export function resolveReferences(text: string, posts: ReadonlyMap<string, ReferredPost>): string {
  return text.replaceAll(REFERENCE, (_, label: string, to: string) => {
    const post = posts.get(to);
    if (post === undefined) return label;
    const name = post.pseudonym === null ? label : escapeLabel(post.pseudonym);
    return `[${name}, n° ${post.place}](/p/${post.id})`;
  });
}

/** Words between the brackets of a link. */
export function escapeLabel(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
    .replaceAll(/[\\[\]*_`]/g, String.raw`\$&`);
}

/** The first line of a quote: whom it quotes and where, as far as that is known. */
export function quoteSource(author: string, reference: string | null): string | null {
  const label = escapeLabel(author);
  if (reference !== null) return `[${label === '' ? '…' : label}](import:${reference})`;
  return label === '' ? null : `**${label}**`;
}

/** Words as a quote in Markdown, under the line that says whom it quotes. */
export function writeQuote(source: string | null, words: string): string {
  const body = words.replaceAll(/^\n+|\s+$/g, '');
  // A quote within the quote is no part of the line with the source.
  const gap = body.startsWith('>') ? '\n' : '';
  const whole = source === null ? body : `${source}\n${gap}${body}`;
  return whole
    .split('\n')
    .map((line) => (line.trim() === '' ? '>' : `> ${line}`))
    .join('\n');
}
