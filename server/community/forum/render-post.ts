import type { Token } from 'markdown-it';
import { MAX_CARDS_PER_POST, MAX_MENTIONS_PER_POST } from '#shared/community/forum.ts';
import type { CardReference } from '#shared/community/live-cards.ts';
import { cardReferenceFromAddress } from './card-from-address.ts';
import { stripControlCharacters } from './strip-control-characters.ts';
import { cleanLinkAddress, type CleanedLink, type LinkContext } from './clean-link-address.ts';
import { parseMarkdown } from './parse-markdown.ts';
import { hasWords, isBreak, linesOfParagraph, plainWords } from './markdown-tokens.ts';
import { mentionsIn, splitMentions, type MembersByKey } from './mentions.ts';

/** Version of the renderer: increment with every change of its output. */
export const RENDERER_VERSION = 1;

/** Maximum number of possible mentions that are looked up in one text; some name nobody. */
const MAX_CALLS = 3 * MAX_MENTIONS_PER_POST;

export type RenderedPost = {
  /** Safe to insert without escaping: this file writes every tag and attribute in it. */
  readonly html: string;
  readonly cards: CardReference[];
  /** Folded pseudonyms of mentioned members, without duplicates and not from quotes. */
  readonly mentions: string[];
  /** Ids of quoted posts, without duplicates. */
  readonly quotes: string[];
  /** Number of links that leave this site. */
  readonly links: number;
};

export type RenderContext = LinkContext & { readonly members: MembersByKey };

/**
 * Renders the text of a post. Pure: the same text with the same members and platforms gives the
 * same HTML, for all languages.
 */
export function renderPost(text: string, surroundings: RenderContext): RenderedPost {
  const writing = new PostWriting(surroundings);
  writing.writeBlocks(parseMarkdown(text));
  return writing.result();
}

/** Finds the folded names to look up for possible mentions, and whether the text has links. */
export function findNeededRenderContext(text: string): { names: string[]; links: boolean } {
  let [calls, links] = [0, false];
  const keys = new Set<string>();
  for (const { children } of parseMarkdown(text)) {
    let inLink = 0;
    for (const token of children ?? []) {
      links ||= token.type === 'link_open' || token.type === 'image';
      inLink += linkStep(token);
      if (token.type !== 'text' || inLink > 0 || calls > MAX_CALLS) continue;
      for (const { names } of mentionsIn(token.content)) {
        calls += 1;
        if (calls > MAX_CALLS) break;
        for (const { key } of names) keys.add(key);
      }
    }
  }
  return { names: [...keys], links };
}

function linkStep({ type }: Token): number {
  if (type === 'link_open') return 1;
  return type === 'link_close' ? -1 : 0;
}

const BLOCKS: Readonly<Record<string, string>> = {
  blockquote_open: '<blockquote>\n',
  blockquote_close: '</blockquote>\n',
  bullet_list_open: '<ul dir="auto">\n',
  bullet_list_close: '</ul>\n',
  ordered_list_close: '</ol>\n',
  list_item_open: '<li>',
  list_item_close: '</li>\n',
  paragraph_open: '<p dir="auto">',
  paragraph_close: '</p>\n',
  // Headings are the page's: one in a post becomes a bold line.
  heading_open: '<p dir="auto"><strong>',
  heading_close: '</strong></p>\n',
  hr: '<hr>\n',
};
const MARKS: Readonly<Record<string, string>> = { em: 'em', strong: 'strong', s: 's' };
const POST = /^\/p\/([0-9a-z]{12})$/;

class PostWriting {
  private html = '';
  private readonly cards: CardReference[] = [];
  private readonly mentions = new Set<string>();
  private readonly quotes = new Set<string>();
  private links = 0;
  private quoteDepth = 0;
  private readonly surroundings: RenderContext;

  constructor(surroundings: RenderContext) {
    this.surroundings = surroundings;
  }

  result(): RenderedPost {
    return {
      // Strip again: an entity such as &#8238; decodes to a control character.
      html: stripControlCharacters(this.html).trim(),
      cards: this.cards,
      mentions: [...this.mentions].slice(0, MAX_MENTIONS_PER_POST),
      quotes: [...this.quotes].slice(0, MAX_MENTIONS_PER_POST),
      links: this.links,
    };
  }

  writeBlocks(tokens: readonly Token[]): void {
    for (let index = 0; index < tokens.length; index += 1) {
      const token = tokens[index];
      if (token === undefined || token.hidden) continue;
      const quote = token.type === 'blockquote_open' ? this.sourceOf(tokens, index) : null;
      if (quote !== null) {
        this.quoteDepth += 1;
        this.html += `<blockquote class="quote">\n<p class="quote-from" dir="auto">`;
        this.writeInline(quote.source);
        this.html += '</p>\n';
        // The quoted text continues the paragraph that the source line opened.
        if (quote.rest.length > 0) {
          this.html += '<p dir="auto">';
          this.writeInline(quote.rest);
          this.html += '</p>\n';
        }
        index += 3;
      } else this.writeBlock(token);
    }
  }

  private writeBlock(token: Token): void {
    const { type, content, children } = token;
    if (type === 'inline') {
      if (token.level === 1) this.findCards(children ?? []);
      this.writeInline(children ?? []);
    } else if (type === 'fence' || type === 'code_block') {
      // tabindex lets keyboard users scroll the code.
      this.html += `<pre dir="auto" tabindex="0"><code>${escape(content)}</code></pre>\n`;
    } else if (type === 'ordered_list_open') {
      const start = Number(token.attrGet('start') ?? 1);
      this.html +=
        start === 1 ? '<ol dir="auto">\n' : `<ol dir="auto" start="${Math.trunc(start)}">\n`;
    } else {
      if (type === 'blockquote_open') this.quoteDepth += 1;
      if (type === 'blockquote_close') this.quoteDepth -= 1;
      this.html += BLOCKS[type] ?? escape(content);
    }
  }

  /** Splits a quote of a post after the line that links to it; null for other blockquotes. */
  private sourceOf(
    tokens: readonly Token[],
    open: number,
  ): { source: Token[]; rest: Token[] } | null {
    const children = tokens[open + 2]?.children ?? [];
    if (tokens[open + 1]?.type !== 'paragraph_open') return null;
    const first = children[0];
    const post = first?.type === 'link_open' ? POST.exec(this.linkOf(first)?.href ?? '') : null;
    if (post === null) return null;
    const end = children.findIndex(({ type }) => type === 'link_close') + 1;
    const after = children[end];
    if (after !== undefined && !isBreak(after)) return null;
    const rest = children.slice(end + 1);
    if (this.quoteDepth === 0 && post[1] !== undefined && hasWords(tokens, open, rest)) {
      this.quotes.add(post[1]);
    }
    return { source: children.slice(0, end), rest };
  }

  private linkOf(token: Token): CleanedLink | null {
    return cleanLinkAddress(String(token.attrGet('href') ?? ''), this.surroundings);
  }

  /** Collects the links to this site's pages that stand alone on a line: they become cards. */
  private findCards(children: Token[]): void {
    for (const line of linesOfParagraph(children)) {
      const [first] = line;
      if (first === undefined) continue;
      const card =
        first.type === 'text' ? this.cardOfText(line, first) : this.cardOfLink(line, first);
      if (card === null || this.cards.length === MAX_CARDS_PER_POST) continue;
      const known = this.cards.some(({ kind, key }) => kind === card.kind && key === card.key);
      if (!known) this.cards.push(card);
    }
  }

  /** Returns the card of a relative address that stands alone on a line, and makes it a link. */
  private cardOfText(line: readonly Token[], token: Token): CardReference | null {
    const address = token.content.trim();
    const card =
      line.length === 1 && address.startsWith('/') ? cardReferenceFromAddress(address) : null;
    if (card !== null) token.meta = { path: address };
    return card;
  }

  private cardOfLink(line: readonly Token[], first: Token): CardReference | null {
    const closed = line.findIndex(({ type }) => type === 'link_close');
    if (first.type !== 'link_open' || closed !== line.length - 1) return null;
    const link = this.linkOf(first);
    return link === null || link.outside ? null : cardReferenceFromAddress(link.href);
  }

  private writeInline(children: readonly Token[]): void {
    const open: Record<string, number> = {};
    for (let index = 0; index < children.length; index += 1) {
      const token = children[index];
      if (token === undefined) continue;
      const [, mark = '', end = ''] = /^(\w+)_(open|close)$/.exec(token.type) ?? [];
      const tag = MARKS[mark];
      if (token.type === 'link_open') index = this.writeLink(children, index);
      else if (tag !== undefined) {
        // Nested <strong> adds nothing, and thousands would bloat the page.
        const depth = open[tag] ?? 0;
        open[tag] = end === 'open' ? depth + 1 : depth - 1;
        if (end === 'open' && depth === 0) this.html += `<${tag}>`;
        if (end === 'close' && depth === 1) this.html += `</${tag}>`;
      } else this.writeWords(token);
    }
  }

  /** Writes a link, and returns the index of its closing token. */
  private writeLink(children: readonly Token[], open: number): number {
    const token = children[open];
    let close = open + 1;
    while (close < children.length && children[close]?.type !== 'link_close') close += 1;
    const link = token === undefined ? null : this.linkOf(token);
    const label = children.slice(open + 1, close);
    const words = label.map(plainWords).join('');
    // Show the cleaned address: what was stripped must not be readable either.
    if (link === null) this.html += escape(words);
    else this.writeAnchor(link, token?.info === 'auto' || words.trim() === '' ? '' : words, label);
    return close;
  }

  private writeAnchor(link: CleanedLink, words: string, label: readonly Token[]): void {
    this.html += this.openAnchor(link);
    if (words === '') this.html += escape(readable(link.href));
    else for (const token of label) this.writeLabel(token);
    this.html += '</a>';
  }

  private writeLabel(token: Token): void {
    if (token.type === 'code_inline') this.html += `<code>${escape(token.content)}</code>`;
    else this.html += escape(plainWords(token));
  }

  private openAnchor({ href, outside }: CleanedLink): string {
    if (outside) this.links += 1;
    const more = outside ? ' rel="nofollow ugc noopener" class="outside"' : '';
    return `<a href="${escape(href)}"${more}>`;
  }

  private writeWords(token: Token): void {
    if (isBreak(token)) this.html += '<br>\n';
    else if (token.type === 'code_inline') this.html += `<code>${escape(token.content)}</code>`;
    else if (token.type === 'image') this.writeImage(token);
    else if (typeof token.meta?.['path'] === 'string') {
      const link = cleanLinkAddress(token.meta['path'], this.surroundings);
      if (link !== null) this.writeAnchor(link, token.content, [token]);
    } else this.writeText(token.content);
  }

  /** Writes a picture as a link: loading it would tell its host who reads here. */
  private writeImage(token: Token): void {
    const link = cleanLinkAddress(String(token.attrGet('src') ?? ''), this.surroundings);
    const words = plainWords(token);
    if (link === null) this.html += escape(words);
    else {
      this.html += `${this.openAnchor(link)}${escape(words.trim() || readable(link.href))}</a>`;
    }
  }

  private writeText(text: string): void {
    for (const { text: words, key } of splitMentions(text, this.surroundings.members)) {
      const pseudonym = key === null ? undefined : this.surroundings.members.get(key);
      if (key === null || pseudonym === undefined) this.html += escape(words);
      else {
        if (this.quoteDepth === 0) this.mentions.add(key);
        const href = escape(`/u/${encodeURIComponent(pseudonym)}`);
        this.html += `<a href="${href}" class="mention">@${escape(pseudonym)}</a>`;
      }
    }
  }
}

/** Returns an address as shown to people: percent-decoded where possible. */
function readable(href: string): string {
  try {
    return decodeURI(href);
  } catch {
    return href;
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
}
