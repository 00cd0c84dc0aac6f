import { describe, expect, test } from 'vitest';
import { findNeededRenderContext, renderPost } from './render-post.ts';
import { MAX_QUOTE_LENGTH, writeQuoteOfPost } from './quote-post.ts';

const ID = '3k9abcdefghj';
const members = new Map([
  ['lea', 'Léa'],
  ['lea 12', 'Léa-12'],
  ['jean paul', 'Jean Paul'],
  ['x y', 'x_y'],
]);
const surroundings = {
  members,
  domains: new Set(['clickworker.com']),
  origin: 'https://contrenote.example',
};
const render = (text: string) => renderPost(text, surroundings);
const html = (text: string) => render(text).html;
const p = (inner: string) => `<p dir="auto">${inner}</p>`;

describe('what is written is read so', () => {
  test.each([
    ['a *b* **c** ~~d~~ `e<`', p('a <em>b</em> <strong>c</strong> <s>d</s> <code>e&lt;</code>')],
    ['a\nb', p('a<br>\nb')],
    ['# Big', p('<strong>Big</strong>')],
    ['a\n---', `${p('a')}\n<hr>`],
    ['    indented', p('indented')],
    ['- a\n- b', '<ul dir="auto">\n<li>a</li>\n<li>b</li>\n</ul>'],
    ['3. a', '<ol dir="auto" start="3">\n<li>a</li>\n</ol>'],
    ['```js\n<b>\n```', '<pre dir="auto" tabindex="0"><code>&lt;b&gt;\n</code></pre>'],
    ['> a', `<blockquote>\n${p('a')}\n</blockquote>`],
    ['<b onclick="x">a</b>', p('&lt;b onclick=&quot;x&quot;&gt;a&lt;/b&gt;')],
    ['| a | b |\n|---|---|', p('| a | b |<br>\n|---|---|')],
    [
      '[a]: http://x.example\n\n[a]',
      `${p('[a]: <a href="http://x.example/" rel="nofollow ugc noopener" class="outside">http://x.example/</a>')}\n${p('[a]')}`,
    ],
  ])('%j', (text, expected) => {
    expect(html(text)).toBe(expected);
  });

  test('strong in strong is strong, and stays well-formed', () => {
    expect(html(`${'**'.repeat(50)}a${'**'.repeat(50)}`)).toBe(p('<strong>a</strong>'));
  });
});

describe('links', () => {
  const OUT = 'rel="nofollow ugc noopener" class="outside"';
  test.each([
    ['[a](http://x.example)', p(`<a href="http://x.example/" ${OUT}>a</a>`), 1],
    ['[](http://x.example)', p(`<a href="http://x.example/" ${OUT}>http://x.example/</a>`), 1],
    ['![cat](http://x.example/c.png)', p(`<a href="http://x.example/c.png" ${OUT}>cat</a>`), 1],
    ['![](/files/x.webp)', p('<a href="/files/x.webp">/files/x.webp</a>'), 0],
    // A referral code must not remain in the visible text either.
    [
      'https://clickworker.com/?ref=me',
      p(`<a href="https://clickworker.com/" ${OUT}>https://clickworker.com/</a>`),
      1,
    ],
    ['[a](/fr/forum)', p('<a href="/fr/forum">a</a>'), 0],
    ['https://contrenote.example/fr/forum', p('<a href="/fr/forum">/fr/forum</a>'), 0],
    ['[a](javascript:alert(1))', p('[a](javascript:alert(1))'), 0],
    ['<javascript:alert(1)>', p('&lt;javascript:alert(1)&gt;'), 0],
    ['[a](//evil.example)', p('[a](//evil.example)'), 0],
    ['[**a** `b`](/x)', p('<a href="/x">a <code>b</code></a>'), 0],
    ['[![a](/b)](/c)', p('<a href="/c">a</a>'), 0],
    ['lea@x.example www.x.example a.py', p('lea@x.example www.x.example a.py'), 0],
  ])('%s', (text, expected, links) => {
    expect(render(text)).toMatchObject({ html: expected, links });
  });
});

describe('who is called', () => {
  const called = (text: string) => render(text).mentions;
  test.each([
    ['@Léa', ['lea']],
    ['@lea !', ['lea']],
    ['merci @Léa.', ['lea']],
    ['(@LEA)', ['lea']],
    ['@Léa 12 et @lea', ['lea 12', 'lea']],
    ['@léa-12', ['lea 12']],
    ['@Jean Paul merci', ['jean paul']],
    ['@Jean', []],
    ['@x_y', ['x y']],
    ['**@Léa**', ['lea']],
    ['@Léa @Léa', ['lea']],
    ['@Léanne', []],
    ['a@lea', []],
    ['lea@lea.example', []],
    ['@lea@social.example', []],
    ['`@lea`', []],
    ['```\n@lea\n```', []],
    ['[@lea](/x)', []],
    ['https://x.example/@lea', []],
    // Mentions in quoted text notify nobody again.
    ['> @lea', []],
    ['@', []],
    ['@ lea', []],
  ])('%j calls %j', (text, expected) => {
    expect(called(text)).toEqual(expected);
  });

  test('a call leads to her page, for readers of both languages', () => {
    expect(html('@jean.paul')).toBe(p('<a href="/u/Jean%20Paul" class="mention">@Jean Paul</a>'));
  });

  test('few names are looked up, however many a text calls', () => {
    const text = Array.from({ length: 2_000 }, (_, n) => `@m${n} a b c`).join(' ');
    expect(findNeededRenderContext(text).names.length).toBeLessThan(1_000);
    const many = new Map(Array.from({ length: 2_000 }, (_, n) => [`m${n}`, `m${n}`]));
    expect(renderPost(text, { ...surroundings, members: many }).mentions).toHaveLength(10);
  });

  test('what is looked up holds what is found', () => {
    for (const text of ['@Léa 12 et', '@Jean Paul', '**@x_y**']) {
      const keys = findNeededRenderContext(text).names;
      for (const key of called(text)) expect(keys).toContain(key);
    }
  });
});

describe('quotes', () => {
  const quoted = { pseudonym: 'Léa', place: 12, id: ID, text: 'Bonjour\n\nà tous' };

  test('a quote begins with a link to the post, and is known again', () => {
    const text = writeQuoteOfPost(quoted);
    expect(text).toBe(`> [Léa, n° 12](/p/${ID})\n> Bonjour\n>\n> à tous\n\n`);
    expect(render(text)).toMatchObject({
      html: `<blockquote class="quote">\n<p class="quote-from" dir="auto"><a href="/p/${ID}">Léa, n° 12</a></p>\n${p('Bonjour')}\n${p('à tous')}\n</blockquote>`,
      quotes: [ID],
    });
  });

  test('so many posts are quoted as members are called, and no more', () => {
    const ids = Array.from({ length: 30 }, (_, index) => `3k9abcdefg${10 + index}`);
    const { quotes } = render(ids.map((id) => `> [Léa](/p/${id})\n> a\n\nb`).join('\n\n'));
    expect(quotes).toEqual(ids.slice(0, 10));
  });

  test('what was quoted in it is left out, lazy lines too', () => {
    const text = `${writeQuoteOfPost(quoted)}Oui\n\n> a\nb\n\nnon`;
    expect(writeQuoteOfPost({ ...quoted, text })).toBe(
      `> [Léa, n° 12](/p/${ID})\n> Oui\n>\n> non\n\n`,
    );
  });

  test('a long one is cut between words, and code that it cuts ends with the quote', () => {
    const text = writeQuoteOfPost({ ...quoted, text: `\`\`\`\n${'word '.repeat(400)}` });
    expect(text.length).toBeLessThan(MAX_QUOTE_LENGTH + 100);
    expect(text).toContain('word […]');
    expect(html(`${text}réponse`)).toMatch(/<\/blockquote>\n<p dir="auto">réponse<\/p>$/);
    const halves = writeQuoteOfPost({ ...quoted, text: '😀'.repeat(1_000) });
    expect(halves).not.toMatch(/\p{Surrogate}/u);
  });

  test.each(['x_y', 'a*b', '](/x)', '<b>', '&amp;', null])(
    'a pseudonym says no marks: %s',
    (name) => {
      const { html, quotes } = render(
        writeQuoteOfPost({ ...quoted, pseudonym: name, language: 'en' }),
      );
      expect(quotes).toEqual([ID]);
      expect(html).toMatch(
        /<p class="quote-from" dir="auto"><a href="[^"]*">[^<]*, no\. 12<\/a><\/p>/,
      );
    },
  );

  test('only one that begins with such a link, and stands by itself', () => {
    expect(render(`> [Léa](/p/${ID})\n\na`).quotes).toEqual([]);
    expect(render(`> [Léa](/p/${ID})\n>\n> a`).quotes).toEqual([ID]);
    expect(render(`> a [Léa](/p/${ID})`).quotes).toEqual([]);
    expect(render(`> [Léa](/p/${ID}) dit`).quotes).toEqual([]);
    expect(render(`> > [Léa](/p/${ID})\n> > a`).quotes).toEqual([]);
    expect(render(`> [Léa](https://contrenote.example/p/${ID})\n> a`).quotes).toEqual([ID]);
  });
});

describe('cards', () => {
  const platform = { kind: 'platform', key: 'clickworker' };
  test.each([
    ['/fr/plateformes/clickworker', [platform]],
    ['/en/platforms/clickworker', [platform]],
    ['https://contrenote.example/fr/plateformes/clickworker?x=1#y', [platform]],
    ['[voir](/fr/plateformes/clickworker)', [platform]],
    ['<https://contrenote.example/en/platforms/clickworker>', [platform]],
    ['a\n/fr/plateformes/clickworker\nb', [platform]],
    ['/fr/plateformes/clickworker\n\n/en/platforms/clickworker', [platform]],
    ['/fr/clients/acme', [{ kind: 'client', key: 'acme' }]],
    [`/fr/taches/${ID}`, [{ kind: 'task', key: ID }]],
    [`/en/proofs/${ID}`, [{ kind: 'proof', key: ID }]],
    // An address within a sentence, a quote or a list stays a plain link.
    ['voir /fr/plateformes/clickworker', []],
    ['voir [ici](/fr/plateformes/clickworker)', []],
    ['> /fr/plateformes/clickworker', []],
    ['- /fr/plateformes/clickworker', []],
    ['`/fr/plateformes/clickworker`', []],
    ['https://other.example/fr/plateformes/clickworker', []],
    ['/fr/plateformes/Not_A_Slug', []],
    ['/fr/plateformes', []],
    ['/fr/preuves/short', []],
  ])('%j', (text, expected) => {
    expect(render(text).cards).toEqual(expected);
  });

  test('the link stays for who reads without cards', () => {
    expect(html('/fr/plateformes/clickworker')).toBe(
      p('<a href="/fr/plateformes/clickworker">/fr/plateformes/clickworker</a>'),
    );
  });

  test('five at most', () => {
    const text = Array.from({ length: 9 }, (_, n) => `/fr/clients/c${n}`).join('\n');
    expect(render(text).cards).toHaveLength(5);
  });
});
