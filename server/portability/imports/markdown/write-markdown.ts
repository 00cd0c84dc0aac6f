import { escapeInlineMarkdown } from './escape-markdown.ts';

/** A piece of converted text: inline text within a paragraph, a block, or a list item. */
export type MarkdownPart = { readonly kind: 'words' | 'block' | 'item'; readonly text: string };

/** Tags that change only the appearance of text. */
const TRANSPARENT = new Set([
  'u',
  'color',
  'colour',
  'size',
  'font',
  'center',
  'left',
  'right',
  'align',
  'justify',
  'highlight',
  'sub',
  'sup',
  'spoiler',
  'hide',
  'indent',
  'p',
  'tt',
]);

export function isAppearanceTag(tag: string): boolean {
  return TRANSPARENT.has(tag);
}

/** Wraps the text of each line in a Markdown marker, which may not precede a space. */
export function wrapLines(text: string, mark: string): string {
  return text
    .split('\n')
    .map((line) => {
      const words = line.trim();
      if (words === '') return line;
      const from = line.indexOf(words);
      return `${line.slice(0, from)}${mark}${words}${mark}${line.slice(from + words.length)}`;
    })
    .join('\n');
}

/** Converts a tag with literal content; null when nothing is left. */
export function writeLeafElement(tag: string, value: string, content: string): MarkdownPart | null {
  if (tag === 'code') return { kind: 'block', text: writeCode(content) };
  if (tag === 'attachment') return null;
  const address = webAddress(content.trim());
  if (tag === 'img') return address === null ? words(content) : { kind: 'words', text: address };
  if (tag === 'email') return words(content === '' ? value.replace(/^=/, '') : content);
  return words(content.trim());
}

function words(text: string): MarkdownPart {
  return { kind: 'words', text: escapeInlineMarkdown(text) };
}

/** Writes code in a fence that is longer than any within it. */
function writeCode(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${code.replaceAll(/^\n+|\s+$/g, '')}\n${fence}`;
}

/**
 * Converts `[url]address[/url]` or `[url=address]words[/url]` to a link; keeps only the words when
 * it is no web address.
 */
export function writeLink(value: string, parts: readonly MarkdownPart[]): MarkdownPart[] {
  const label = parts
    .filter(({ kind }) => kind === 'words')
    .map(({ text }) => text)
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const typed = value.replace(/^=/, '').replaceAll(/^["']|["']$/g, '');
  const address = webAddress(typed === '' ? label : typed);
  if (address === null) return [...parts];
  const plain =
    label === '' || label === address || (!label.includes(' ') && /^https?:/.test(label));
  return [
    {
      kind: 'words',
      text: plain ? address : `[${label.replaceAll(/(?<!\\)]/g, String.raw`\]`)}](${address})`,
    },
  ];
}

/** Returns an http(s) address as it is valid in Markdown; null for any other text. */
function webAddress(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  const signs = { '(': '%28', ')': '%29', '[': '%5B', ']': '%5D' } as const;
  return url.href.replaceAll(/[()[\]]/g, (sign) => signs[sign as keyof typeof signs]);
}

/** Converts a list; text before the first item becomes an item too. */
export function writeList(value: string, parts: readonly MarkdownPart[]): MarkdownPart {
  const isNumbered = /^=["']?[0-9a-z]/i.test(value);
  const items = parts.map(({ text }) => text.trim()).filter((text) => text !== '');
  const lines = items.map((item, index) => {
    const sign = isNumbered ? `${index + 1}. ` : '- ';
    return sign + item.replaceAll('\n', `\n${' '.repeat(sign.length)}`);
  });
  return { kind: 'block', text: lines.join('\n') };
}
