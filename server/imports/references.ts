/**
 * In an import, a link to `import:post/ID` or `import:post/THREAD/NUMBER` leads to a post of the same
 * source, one to `import:thread/ID` to a thread: what they are called here is known later only.
 */
const REFERENCE =
  /\[((?:\\.|[^\\\]\n]){0,300})\]\(import:(post|thread)\/([\w.:-]{1,64}(?:\/\d{1,7})?)\)/g;

/** Where a reference leads, once it is known. */
export type Place =
  | {
      readonly kind: 'post';
      readonly id: string;
      readonly place: number;
      readonly author: string | null;
    }
  | { readonly kind: 'thread'; readonly id: string };

/** What a text refers to: "post/12", "post/12/3", "thread/4", each once. */
export function referencesIn(text: string): string[] {
  return [...new Set([...text.matchAll(REFERENCE)].map(([, , kind, to]) => `${kind}/${to}`))];
}

/**
 * The text with its references as links of this site. A post is called as in a quote, by its author's
 * pseudonym here and its number; what was not brought keeps its words and leads nowhere.
 */
export function resolveReferences(text: string, places: ReadonlyMap<string, Place>): string {
  return text.replaceAll(REFERENCE, (_, label: string, kind: string, to: string) => {
    const place = places.get(`${kind}/${to}`);
    if (place === undefined) return label;
    if (place.kind === 'thread') return `[${label}](/fr/forum/sujets/${place.id})`;
    const name = place.author === null ? label : escapeLabel(place.author);
    return `[${name}, n° ${place.place}](/p/${place.id})`;
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
