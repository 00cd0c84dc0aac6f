import MarkdownIt, { type StateBlock, type Token } from 'markdown-it';
import { withoutControls } from './controls.ts';
import { MAX_LINK_LENGTH } from './link-rules.ts';

/** How deep quotes and lists may stand in one another; a list counts twice. */
const MAX_LEVEL = 8;

/**
 * What a post may consist of. No raw HTML; no tables; no reference links, which would let a few
 * letters stand for a long address a thousand times; no code by indent and no headings by
 * underlining, which surprise who pastes.
 */
const markdown = new MarkdownIt({ html: false, linkify: true, maxNesting: 30 });
markdown.disable(['table', 'reference', 'code', 'lheading', 'html_block', 'html_inline']);
// Only what begins with http: "a.py" is no address, and nobody's e-mail becomes a link.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
markdown.validateLink = (address) =>
  address.length <= MAX_LINK_LENGTH && /^(?:https?:\/\/|\/(?![/\\]))/i.test(address);

// Past its nesting the parser would drop what is said; so too deep signs are plain text instead.
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

/** The blocks and their words that a text consists of. */
export function parseMarkdown(text: string): Token[] {
  return markdown.parse(withoutControls(text), {});
}
