import {
  isAppearanceTag,
  writeLeafElement,
  writeLink,
  writeList,
  wrapLines,
  type MarkdownPart,
} from './write-markdown.ts';
import { escapeMarkdownLines, escapeInlineMarkdown } from './escape-markdown.ts';
import { quoteAttribution, writeMarkdownQuote } from './post-references.ts';

export type ConvertedText = { readonly text: string; readonly notes: readonly string[] };

type Open = {
  readonly tag: string;
  readonly value: string;
  /** The opening tag as written, for the case that it stays text. */
  readonly whole: string;
  readonly parts: MarkdownPart[];
};

const TAG = /\[(\/?)([a-z*][a-z0-9_*-]{0,20})((?:=|\s)[^\]\n]{0,500})?\]/gi;
/** Maximum nesting of tags; deeper ones stay text, since pages show no deeper quotes either. */
const MAX_DEPTH = 24;
const MAX_QUOTES = 6;
const MAX_LISTS = 3;
/** Tags whose content is taken literally, without tags inside. */
const LITERAL = new Set(['code', 'img', 'attachment', 'email', 'youtube', 'media', 'flash']);
const MARKS: Readonly<Record<string, string>> = { b: '**', strong: '**', i: '*', em: '*', s: '~~' };

/** Converts BBCode to Markdown. Unclosed and unknown tags stay text. */
export function convertBbcode(bbcode: string): ConvertedText {
  const reading = new BbcodeReading();
  let done = 0;
  TAG.lastIndex = 0;
  for (let match = TAG.exec(bbcode); match !== null; match = TAG.exec(bbcode)) {
    reading.words(bbcode.slice(done, match.index));
    const [whole, slash, name = '', value = ''] = match;
    const tag = name.toLowerCase();
    done = TAG.lastIndex;
    if (slash === '' && LITERAL.has(tag)) {
      const end = closingOf(bbcode, tag, done);
      if (end === null) reading.words(whole);
      else {
        reading.literal(tag, value, bbcode.slice(done, end.from));
        done = end.to;
      }
    } else if (slash === '') reading.open(tag, value.trim(), whole);
    else reading.close(tag, whole);
    TAG.lastIndex = done;
  }
  reading.words(bbcode.slice(done));
  return reading.result();
}

function closingOf(text: string, tag: string, from: number): { from: number; to: number } | null {
  const closing = new RegExp(String.raw`\[/${tag}\]`, 'gi');
  closing.lastIndex = from;
  const match = closing.exec(text);
  return match === null ? null : { from: match.index, to: closing.lastIndex };
}

class BbcodeReading {
  private readonly stack: Open[] = [{ tag: '', value: '', whole: '', parts: [] }];
  private readonly passedOver = new Map<string, number>();
  private readonly notes = new Set<string>();

  words(text: string): void {
    if (text !== '') this.add({ kind: 'words', text: escapeInlineMarkdown(text) });
  }

  literal(tag: string, value: string, content: string): void {
    if (tag === 'attachment') this.notes.add('its attached files stay behind');
    const part = writeLeafElement(tag, value, content);
    if (part !== null) this.add(part);
  }

  open(tag: string, value: string, whole: string): void {
    if (tag === '*' || tag === 'li') return this.openItem(whole);
    if (!isKnown(tag)) return this.words(whole);
    if (!this.hasRoom(tag)) {
      this.passedOver.set(tag, (this.passedOver.get(tag) ?? 0) + 1);
      return;
    }
    this.stack.push({ tag, value, whole, parts: [] });
  }

  close(tag: string, whole: string): void {
    const passed = this.passedOver.get(tag) ?? 0;
    if (passed > 0) {
      this.passedOver.set(tag, passed - 1);
      return;
    }
    if (tag === '*' || tag === 'li') {
      if (this.stack.at(-1)?.tag === '*') this.closeLast();
      return;
    }
    const index = this.stack.findLastIndex((open) => open.tag === tag);
    if (index < 1) return this.words(whole);
    while (this.stack.length > index) this.closeLast();
  }

  result(): ConvertedText {
    // Unclosed tags stay text, as the old forum showed them.
    while (this.stack.length > 1) {
      const open = this.stack.pop();
      this.words(open?.whole ?? '');
      for (const part of open?.parts ?? []) this.add(part);
    }
    return { text: joinParts(this.stack[0]?.parts ?? []), notes: [...this.notes] };
  }

  private openItem(whole: string): void {
    const list = this.stack.findLastIndex(({ tag }) => tag === 'list');
    if (list < 0) return this.words(whole);
    while (this.stack.length > list + 1) this.closeLast();
    this.stack.push({ tag: '*', value: '', whole, parts: [] });
  }

  private hasRoom(tag: string): boolean {
    const most = tag === 'quote' ? MAX_QUOTES : tag === 'list' ? MAX_LISTS : MAX_DEPTH;
    const same = this.stack.filter((open) => open.tag === tag).length;
    return this.stack.length < MAX_DEPTH && same < most;
  }

  private closeLast(): void {
    const open = this.stack.pop();
    if (open === undefined) return;
    for (const part of this.write(open)) this.add(part);
  }

  private write({ tag, value, parts }: Open): MarkdownPart[] {
    const mark = MARKS[tag];
    // Nested bold would show asterisks.
    const isNested = mark !== undefined && this.stack.some((open) => MARKS[open.tag] === mark);
    if (mark !== undefined && !isNested) {
      return parts.map((part) =>
        part.kind === 'words' ? { kind: 'words', text: wrapLines(part.text, mark) } : part,
      );
    }
    if (tag === 'quote') return [{ kind: 'block', text: writeBbQuote(value, joinParts(parts)) }];
    if (tag === 'list') return [writeList(value, parts)];
    if (tag === '*') return [{ kind: 'item', text: joinParts(parts) }];
    if (tag === 'url') return writeLink(value, parts);
    return parts;
  }

  private add(part: MarkdownPart): void {
    const parts = this.stack.at(-1)?.parts;
    const last = parts?.at(-1);
    if (part.kind === 'words' && last?.kind === 'words') {
      parts?.splice(-1, 1, { kind: 'words', text: last.text + part.text });
    } else parts?.push(part);
  }
}

function isKnown(tag: string): boolean {
  return (
    tag in MARKS ||
    tag === 'quote' ||
    tag === 'list' ||
    tag === 'url' ||
    tag === '*' ||
    isAppearanceTag(tag)
  );
}

/** Joins blocks with empty lines, and escapes Markdown at the start of text lines. */
function joinParts(parts: readonly MarkdownPart[]): string {
  let text = '';
  let afterBlock = false;
  for (const part of parts) {
    if (part.kind === 'words') {
      const words = escapeMarkdownLines(afterBlock ? part.text.replace(/^\s*\n/, '') : part.text);
      text += afterBlock && words.trim() !== '' ? `\n\n${words}` : words;
      afterBlock = afterBlock && words.trim() === '';
    } else {
      text = text.trimEnd();
      text += text === '' ? part.text : `\n\n${part.text}`;
      afterBlock = true;
    }
  }
  return text.replaceAll(/^\n+|\s+$/g, '');
}

/** Converts a quote. `value` is `="Aïna" post_id=12 time=… user_id=…`, or `=Aïna`, or empty. */
function writeBbQuote(value: string, words: string): string {
  const named = value.startsWith('=') ? value.slice(1) : value;
  const post = /(?:^|\s)post_id=(\d{1,12})/.exec(named)?.[1];
  const author =
    /^\s*"([^"]*)"/.exec(named)?.[1] ?? named.replace(/(?:^|\s)(?:post_id|time|user_id)=.*$/, '');
  return writeMarkdownQuote(
    quoteAttribution(author, post === undefined ? null : `post/${post}`),
    words,
  );
}
