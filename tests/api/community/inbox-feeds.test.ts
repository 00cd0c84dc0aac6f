import { parseFeed } from '@rowanmanning/feed-parser';
import type { LightMyRequestResponse } from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, platformId, type TestMember } from '#tests/support/factories.ts';
import { fillThread, makePost, makeThread, type TestThread } from '#tests/support/forum.ts';
import { parseXml, textOf, type XmlElement } from '#tests/support/xml.ts';

const HOSTILE = '</entry><script>alert("1")</script> & ]]> \u0007\u202e é';
const TAG = /^tag:localhost,2026:post\/[0-9a-z]{12}$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

let site: TestApp;
let thread: TestThread;
let author: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  author = await makeMember(site, { pseudonym: 'Rosa <b> & Cie' });
  thread = await makeThread(site, {
    title: HOSTILE,
    text: 'Payée <em>hier</em> &amp; contente.',
    member: author,
    platformId: await platformId(site, 'bpeek'),
    category: 'paiements',
  });
});

const addresses = (): [string, string][] => [
  ['the forum', '/fr/forum/flux.atom'],
  ['the forum, in English', '/en/forum/feed.atom'],
  ['a category', '/fr/forum/rubriques/paiements/flux.atom'],
  ['a thread', `/fr/forum/sujets/${thread.id}/flux.atom`],
  ['a platform', '/fr/plateformes/bpeek/flux.atom'],
];
const FEEDS = [0, 1, 2, 3, 4];
const open = (
  index: number,
  headers: Record<string, string> = {},
): Promise<LightMyRequestResponse> =>
  site.app.inject({
    url: addresses()[index]?.[1] ?? '',
    headers: { host: 'localhost', ...headers },
  });

const childrenOf = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child.name === name);

describe.each(FEEDS)('feed %i', (index) => {
  test('is what a reader from npm makes of it, hostile title and all', async () => {
    const { body, statusCode, headers } = await open(index);
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    const feed = parseFeed(body);
    expect(feed.meta).toMatchObject({ type: 'atom', version: '1.0' });
    const entry = feed.items.find(({ id }) => TAG.test(id ?? ''));
    expect(entry?.title).toContain('</entry><script>alert("1")</script> & ]]>');
    expect(entry?.authors).toMatchObject([{ name: 'Rosa <b> & Cie' }]);
    expect(entry?.content).toContain('<p>Payée <em>hier</em> ');
    // As it stands on the page, escaped once: the reader opens what is left of it a second time.
    const own = childrenOf(parseXml(body), 'entry').find((one) => textOf(one, 'id') === entry?.id);
    expect(own && textOf(own, 'content')).toBe('<p>Payée <em>hier</em> &amp; contente.</p>');
    const language = index === 1 ? 'en/forum/posts' : 'fr/forum/messages';
    expect(entry?.url).toBe(`http://localhost/${language}/${thread.postId}`);
    expect(body).not.toContain('<script');
  });

  test('has all that Atom asks for, once', async () => {
    const { body } = await open(index);
    const feed = parseXml(body);
    for (const element of [feed, ...childrenOf(feed, 'entry')]) {
      for (const name of ['id', 'title', 'updated']) {
        expect(childrenOf(element, name), name).toHaveLength(1);
        expect(textOf(element, name)).not.toBe('');
      }
      expect(textOf(element, 'updated')).toMatch(MOMENT);
      expect(URL.canParse(textOf(element, 'id'))).toBe(true);
    }
    const links = childrenOf(feed, 'link').map(({ attributes }) => attributes);
    expect(links.map(({ rel }) => rel)).toEqual(['self', 'alternate']);
    expect(links[0]?.['href']).toBe(`http://localhost${addresses()[index]?.[1]}`);
    expect(childrenOf(feed, 'author')).toHaveLength(1);
    const entries = childrenOf(feed, 'entry');
    expect(new Set(entries.map((entry) => textOf(entry, 'id'))).size).toBe(entries.length);
    const moments = entries.map((entry) => textOf(entry, 'updated'));
    expect(moments).toEqual(moments.toSorted().toReversed());
    expect(textOf(feed, 'updated')).toBe(moments[0]);
  });

  test('is not sent again to who has it', async () => {
    const first = await open(index);
    const tag = String(first.headers['etag']);
    const again = await open(index, { 'if-none-match': `"other", ${tag}` });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect(again.headers['etag']).toBe(tag);
    expect(again.headers['cache-control']).toBe('public, max-age=900');
    expect((await open(index, { 'if-none-match': '"other"' })).statusCode).toBe(200);
  });
});

describe('what a feed tells of time', () => {
  test('when a thread was last written in, for who asks by time', async () => {
    const first = await open(3);
    const modified = String(first.headers['last-modified']);
    expect(Date.parse(modified)).toBe(site.clock.now.getTime());
    expect((await open(3, { 'if-modified-since': modified })).statusCode).toBe(304);
    const before = new Date(site.clock.now.getTime() - 1_000).toUTCString();
    expect((await open(3, { 'if-modified-since': before })).statusCode).toBe(200);
    // A tag goes before: it knows of what was taken back, too.
    const both = { 'if-modified-since': modified, 'if-none-match': '"other"' };
    expect((await open(3, both)).statusCode).toBe(200);
    expect((await open(3, { 'if-modified-since': 'yesterday' })).statusCode).toBe(200);
  });

  test('never the moment at which evidence came', async () => {
    expect((await open(4)).headers['last-modified']).toBeUndefined();
  });
});

describe('a thread', () => {
  const read = async (id: string) =>
    parseFeed((await site.get(`/en/forum/threads/${id}/feed.atom`)).body);

  test('shows its latest 50 posts, without those taken back', async () => {
    const long = await makeThread(site);
    await fillThread(site, long.id, 60, long.member);
    const last = await makePost(site, long.id, { member: author });
    expect((await read(long.id)).items).toHaveLength(50);
    expect((await read(long.id)).items[0]?.id).toBe(`tag:localhost,2026:post/${last}`);
    const response = await site.post(`/api/posts/${last}/withdraw`, {}, author.cookie);
    expect(response.statusCode).toBe(200);
    const { items } = await read(long.id);
    expect(items).toHaveLength(50);
    expect(items.map(({ id }) => id)).not.toContain(`tag:localhost,2026:post/${last}`);
  });

  test('says when a post was edited, under the same id', async () => {
    const own = await makeThread(site, { member: author });
    const [before] = (await read(own.id)).items;
    site.clock.advanceDays(1);
    const text = { text: 'Je me suis trompée de mois.' };
    const response = await site.post(`/api/forum/posts/${own.postId}`, text, author.cookie);
    expect(response.statusCode).toBe(200);
    const [after] = (await read(own.id)).items;
    expect(after?.id).toBe(before?.id);
    expect(after?.updated?.getTime()).toBe(site.clock.now.getTime());
    expect(after?.published?.getTime()).toBe(before?.published?.getTime());
  });

  test('of a deleted account keeps the posts, without the name', async () => {
    const gone = await makeThread(site);
    await site.database.prisma.member.delete({ where: { id: gone.member.id } });
    const [entry] = (await read(gone.id)).items;
    expect(entry?.authors).toMatchObject([{ name: 'A deleted account' }]);
  });
});

test.each([
  '/fr/forum/sujets/zzzzzzzzzzzz/flux.atom',
  '/fr/forum/sujets/NO/flux.atom',
  '/fr/forum/rubriques/nulle-part/flux.atom',
  '/en/forum/categories/No%20where/feed.atom',
])('%s is not found', async (path) => {
  expect((await site.get(path)).statusCode).toBe(404);
});
