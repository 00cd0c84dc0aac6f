import { beforeAll, describe, expect, test } from 'vitest';
import { randomId } from '#server/core/ids.ts';
import { cardKey, pickCardsOfPost, loadCards } from '#server/community/forum/load-cards.ts';
import { preparePost } from '#server/community/forum/prepare-post.ts';
import { RENDERER_VERSION } from '#server/community/forum/render-post.ts';
import { rerenderPosts } from '#server/community/forum/rerender-posts.ts';
import type { Sql } from '#server/database/sql.ts';
import { previewResponse } from '#shared/community/forum.ts';
import type { CardReference } from '#shared/community/live-cards.ts';
import { createTestApp, ORIGIN, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout } from '#tests/support/factories.ts';
import { makeTaskReport } from '#tests/support/tasks.ts';
import { makeClient } from '#tests/api/directory/clients.testing.ts';

/** What a post's text becomes, among the members, platforms and posts that are there. */
let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const prepare = (text: string, origin?: string) =>
  site.database.prisma.$transaction((tx) => preparePost(tx, text, origin));

async function makePost(text: string | null, renderer = RENDERER_VERSION): Promise<string> {
  const id = randomId();
  const { prisma } = site.database;
  const category = await prisma.forumCategory.findFirstOrThrow();
  const now = site.clock.now;
  await prisma.forumThread.create({
    data: {
      id: randomId(),
      category: { connect: { id: category.id } },
      title: 'Sujet',
      startedAt: now,
      lastPostAt: now,
      posts: 1,
      messages: {
        create: {
          id,
          place: 1,
          postedAt: now,
          text,
          html: text === null ? null : 'as it was',
          renderer,
          withdrawnOn: text === null ? now : null,
        },
      },
    },
  });
  return id;
}

describe('a text is prepared', () => {
  test('calls are members, by whatever accents', async () => {
    const lea = await makeMember(site, { pseudonym: 'Léa du 93' });
    const prepared = await prepare('Merci @lea-du-93 et @nobody');
    expect(prepared.mentionIds).toEqual([lea.id]);
    expect(prepared.html).toContain('<a href="/u/L%C3%A9a%20du%2093" class="mention">');
    expect(prepared.renderer).toBe(RENDERER_VERSION);
  });

  test('referral codes go from links to the platforms that stand here', async () => {
    const { html, links } = await prepare(
      'https://www.clickworker.com/?ref=me https://a.example/?ref=me',
    );
    expect(html).toContain('href="https://www.clickworker.com/"');
    expect(html).toContain('href="https://a.example/?ref=me"');
    expect(links).toBe(2);
  });

  test('only posts that are there and not withdrawn are quoted', async () => {
    const id = await makePost('Bonjour');
    const withdrawn = await makePost(null);
    const text = [id, withdrawn, randomId()]
      .map((post) => `> [x](/p/${post})\n> a\n\nb`)
      .join('\n\n');
    expect((await prepare(text)).quotedPostIds).toEqual([id]);
  });

  test('a whole address is ours where the origin is', async () => {
    const text = `${ORIGIN}/fr/plateformes/clickworker`;
    expect((await prepare(text, ORIGIN)).cards).toEqual([{ kind: 'platform', key: 'clickworker' }]);
    expect(await prepare(text)).toMatchObject({ cards: [], links: 1 });
  });
});

describe('cards show what everybody may see', () => {
  test('all kinds in one round trip', async () => {
    const { id: proof } = await makePayout(site, { signed: true, expectedMinor: 2743 });
    const { taskId } = await makeTaskReport(site);
    const client = await makeClient(site);
    const references: CardReference[] = [
      { kind: 'platform', key: 'clickworker' },
      { kind: 'client', key: client.slug },
      { kind: 'task', key: taskId },
      { kind: 'proof', key: proof },
      { kind: 'platform', key: 'gone' },
      { kind: 'proof', key: randomId() },
    ];
    let trips = 0;
    const loaded = await loadCards(
      ((asked: string, params: unknown[]) => {
        trips += 1;
        return site.database.sql(asked, params);
      }) as Sql,
      references,
    );
    expect(trips).toBe(1);
    expect(pickCardsOfPost(references, loaded)).toMatchObject([
      { kind: 'platform', key: 'clickworker', name: 'Clickworker', slips: 0 },
      { kind: 'client', key: client.slug, name: client.name, reports: 0 },
      { kind: 'task', key: taskId, reward: { minor: 30, currency: 'EUR' }, hourlyEur: null },
      { kind: 'proof', key: proof, state: 'paid', amount: null, month: null },
    ]);
  });

  test('a proof shows what its author chose and no author, signed or not', async () => {
    const member = await makeMember(site, { pseudonym: 'Secrète' });
    const { id } = await makePayout(site, {
      member,
      signed: true,
      showsAmount: true,
      showsMonth: true,
      expectedMinor: 2743,
      askedOn: '2026-09-17',
    });
    const loaded = await loadCards(site.database.sql, [{ kind: 'proof', key: id }]);
    const card = loaded.get(cardKey({ kind: 'proof', key: id }));
    expect(card).toEqual({
      kind: 'proof',
      key: id,
      platform: 'Clickworker',
      state: 'paid',
      amount: { minor: 2700, currency: 'EUR' },
      month: '2026-09',
    });
    expect(JSON.stringify(card)).not.toMatch(/2743|09-17|Secr/);
  });

  test('a withdrawn proof has no card any more', async () => {
    const { id, member } = await makePayout(site, { screenshot: true });
    await site.post(`/api/payouts/${id}/withdraw`, {}, member.cookie);
    expect((await loadCards(site.database.sql, [{ kind: 'proof', key: id }])).size).toBe(0);
  });

  test('nothing is asked for nothing', async () => {
    const never = () => Promise.reject(new Error('asked'));
    expect((await loadCards(never, [])).size).toBe(0);
  });
});

describe('a preview', () => {
  const text = '**Bonjour**\n\n/fr/plateformes/clickworker';

  test('shows what would be read, and keeps nothing', async () => {
    const member = await makeMember(site);
    const before = await site.database.prisma.forumPost.count();
    const response = await site.post('/api/forum/preview', { text }, member.cookie);
    expect(response.statusCode).toBe(200);
    const { html, cards } = previewResponse.parse(response.json());
    expect(html).toContain('<strong>Bonjour</strong>');
    expect(cards).toMatchObject([{ kind: 'platform', key: 'clickworker' }]);
    expect(await site.database.prisma.forumPost.count()).toBe(before);
  });

  test.each([
    ['nothing', {}],
    ['an empty text', { text: '' }],
    ['spaces', { text: ' ' }],
    ['what is too long', { text: 'x'.repeat(20_001) }],
    ['a list', { text: ['a'] }],
  ])('refuses %s', async (_, body) => {
    const member = await makeMember(site);
    const response = await site.post('/api/forum/preview', body, member.cookie);
    expect(response.statusCode).toBe(422);
  });

  test('is for members', async () => {
    expect((await site.post('/api/forum/preview', { text })).statusCode).toBe(401);
  });

  test('is shown twenty times a minute', async () => {
    const member = await makeMember(site);
    for (let turn = 0; turn < 20; turn += 1) {
      const { statusCode } = await site.post('/api/forum/preview', { text: 'a' }, member.cookie);
      expect(statusCode).toBe(200);
    }
    const response = await site.post('/api/forum/preview', { text: 'a' }, member.cookie);
    expect(response.statusCode).toBe(429);
  });
});

describe('posts of an older renderer are rendered anew', () => {
  test('each once, from its text; a withdrawn one stays withdrawn', async () => {
    const old = await Promise.all(
      Array.from({ length: 120 }, () => makePost('**a**\n\n/fr/clients/acme', 0)),
    );
    const current = await makePost('**b**');
    const withdrawn = await makePost(null, 0);
    const { database } = site;
    expect(await rerenderPosts(database, ORIGIN)).toBe(120);
    const where = { id: { in: old } };
    for (const post of await database.prisma.forumPost.findMany({ where })) {
      expect(post).toMatchObject({
        html: expect.stringContaining('<strong>a</strong>'),
        cards: [{ kind: 'client', key: 'acme' }],
        renderer: RENDERER_VERSION,
      });
    }
    const others = { id: { in: [current, withdrawn] } };
    const left = await database.prisma.forumPost.findMany({ where: others });
    expect(new Set(left.map(({ html }) => html))).toEqual(new Set(['as it was', null]));
    expect(await rerenderPosts(database, ORIGIN)).toBe(0);
  });
});

describe('the address of a member in a text', () => {
  test.each([
    ['fr', '/fr/membres/L%C3%A9a%20du%2093'],
    ['en', '/en/members/L%C3%A9a%20du%2093'],
  ])('leads to her page in the language of the reader: %s', async (language, path) => {
    const { statusCode, headers } = await site.app.inject({
      url: '/u/L%C3%A9a%20du%2093',
      headers: { host: 'localhost', 'accept-language': language },
    });
    expect([statusCode, headers.location]).toEqual([302, path]);
  });

  test('leads nowhere else, whatever it is called', async () => {
    const { headers } = await site.get('/u/%2F%2Fevil.example%2F..');
    expect(headers.location).toBe('/fr/membres/%2F%2Fevil.example%2F..');
    expect((await site.get(`/u/${'x'.repeat(201)}`)).statusCode).toBe(404);
    // The longest pseudonym, of letters that take most room in an address.
    const longest = encodeURIComponent('𐍈'.repeat(15) + 'ж'.repeat(15));
    expect((await site.get(`/u/${longest}`)).headers.location).toBe(`/fr/membres/${longest}`);
  });
});
