import type { Language } from '#shared/core/languages.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { parseMarkdown } from './parse-markdown.ts';

/** Maximum length of a quote, in UTF-16 units; the quote links to the whole post. */
export const MAX_QUOTE_LENGTH = 600;

type QuotedPost = {
  /** The author's pseudonym; null for a deleted account. */
  readonly pseudonym: string | null;
  readonly place: number;
  readonly id: string;
  readonly text: string;
  readonly language?: Language;
};

/**
 * Writes the start of a reply that quotes a post: a block quote whose first line links to the post.
 * Nested quotes are left out, and a long text is cut.
 */
export function writeQuoteOfPost({
  pseudonym,
  place,
  id,
  text,
  language = 'fr',
}: QuotedPost): string {
  const words = messagesFor(language).forum.quote;
  const source = `[${escapeMarks(pseudonym ?? words.gone)}, ${words.place({ place })}](/p/${id})`;
  const said = cut(withoutQuotes(text)).split('\n');
  return [source, ...said].map((line) => (line === '' ? '>' : `> ${line}`)).join('\n') + '\n\n';
}

function withoutQuotes(text: string): string {
  const lines = text.replaceAll(/\r\n?/g, '\n').split('\n');
  const quoted = new Set<number>();
  for (const { type, level, map } of parseMarkdown(text)) {
    if (type !== 'blockquote_open' || level > 0 || map === null) continue;
    for (let line = map[0]; line < map[1]; line += 1) quoted.add(line);
  }
  return lines
    .filter((_, line) => !quoted.has(line))
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

function cut(text: string): string {
  if (text.length <= MAX_QUOTE_LENGTH) return text;
  // Cut between words where possible, and never within a surrogate pair.
  const short = text.slice(0, MAX_QUOTE_LENGTH).replace(/\p{Surrogate}$/u, '');
  const end = short.search(/\s+\S*$/);
  return `${end < MAX_QUOTE_LENGTH / 2 ? short : short.slice(0, end)} […]`;
}

function escapeMarks(pseudonym: string): string {
  return pseudonym.replaceAll(/[\\`*_[\]<>~!&]/g, String.raw`\$&`);
}
