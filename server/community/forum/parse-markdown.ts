import MarkdownIt, { type StateBlock, type Token } from 'markdown-it';
import { stripControlCharacters } from './strip-control-characters.ts';
import { MAX_LINK_LENGTH } from './clean-link-address.ts';

/** Maximum nesting of quotes and lists; a list counts as two levels. */
const MAX_LEVEL = 8;

/**
 * Configures the Markdown that posts allow. No raw HTML; no tables; no reference links, since a
 * short label could repeat a long address a thousand times; no indented code and no setext
 * headings, which surprise people who paste.
 */
const markdown = new MarkdownIt({ html: false, linkify: true, maxNesting: 30 });
markdown.disable(['table', 'reference', 'code', 'lheading', 'html_block', 'html_inline']);
// Only autolink "http…": "a.py" is no address, and e-mail addresses do not become links.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
markdown.validateLink = (address) =>
  address.length <= MAX_LINK_LENGTH && /^(?:https?:\/\/|\/(?![/\\]))/i.test(address);

// Past maxNesting the parser drops content; cap the level so that deeper markers stay plain text.
cap('blockquote', ['paragraph', 'reference', 'blockquote', 'list']);
cap('list', ['paragraph', 'reference', 'blockquote']);

function cap(name: string, alt: string[]): void {
  const original = new MarkdownIt();
  original.block.ruler.enableOnly(name);
  const [rule] = original.block.ruler.getRules('');
  if (rule === undefined) throw new Error(`markdown-it has no rule ${name}`);
  const capped: typeof rule = (state: StateBlock, ...rest) =>
    state.level < MAX_LEVEL && rule(state, ...rest);
  markdown.block.ruler.at(name, capped, { alt });
}

export function parseMarkdown(text: string): Token[] {
  return markdown.parse(stripControlCharacters(text), {});
}
