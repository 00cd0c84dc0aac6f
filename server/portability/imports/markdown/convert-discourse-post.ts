import type { ConvertedText } from './convert-bbcode.ts';
import { quoteAttribution, writeMarkdownQuote } from './post-references.ts';

const QUOTE = /\[quote(?:=("[^"\n]{0,300}"|[^\]\n]{0,300}))?\]|\[\/quote\]/gi;
const UPLOAD = /!?\[([^\]\n]{0,300})\]\(upload:\/\/[^)\s]{1,200}\)/g;
const MAX_QUOTES = 6;

type Open = { readonly source: string | null; text: string };

/** Converts a Discourse post, which is Markdown: translates quotes, drops files. */
export function convertDiscoursePost(raw: string): ConvertedText {
  const notes = new Set<string>();
  const text = raw.replaceAll('\r\n', '\n').replaceAll(UPLOAD, (_, label: string) => {
    notes.add('its attached files stay behind');
    return label.replace(/\|.*$/, '');
  });
  return { text: convertQuotes(text).trim(), notes: [...notes] };
}

function convertQuotes(text: string): string {
  const stack: Open[] = [{ source: null, text: '' }];
  let passedOver = 0;
  let done = 0;
  const add = (words: string): void => {
    const last = stack.at(-1);
    if (last !== undefined) last.text += words;
  };
  const close = (): void => {
    const open = stack.pop();
    if (open === undefined) return;
    const before = stack.at(-1);
    if (before === undefined) return;
    before.text = `${before.text.trimEnd()}\n\n${writeMarkdownQuote(open.source, open.text)}\n\n`;
  };
  for (const match of text.matchAll(QUOTE)) {
    add(text.slice(done, match.index));
    done = match.index + match[0].length;
    const isClosing = match[0].startsWith('[/');
    if (!isClosing && stack.length <= MAX_QUOTES) {
      stack.push({ source: sourceOf(match[1] ?? ''), text: '' });
    } else if (!isClosing) passedOver += 1;
    else if (passedOver > 0) passedOver -= 1;
    else if (stack.length > 1) close();
  }
  add(text.slice(done));
  while (stack.length > 1) close();
  return (stack[0]?.text ?? '').replaceAll(/(>.*)\n{3,}/g, '$1\n\n');
}

/**
 * Parses a quote's attribute, `"aina, post:3, topic:12, full:true"`, into the quote's first line;
 * null without an author.
 */
function sourceOf(value: string): string | null {
  const [author = '', ...facts] = value.replaceAll('"', '').split(',');
  const fact = (name: string): string | undefined =>
    facts
      .map((one) => new RegExp(`^\\s*${name}:\\s*(\\d{1,10})\\s*$`).exec(one)?.[1])
      .find(Boolean);
  const [post, topic] = [fact('post'), fact('topic')];
  const known = post !== undefined && topic !== undefined;
  return quoteAttribution(author, known ? `post/${topic}/${post}` : null);
}
