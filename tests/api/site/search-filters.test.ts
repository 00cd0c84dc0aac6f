import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';
import { findIds, makeThread, recount, search, show } from './search.testing.ts';
import { makeClient, makeClientTask } from '#tests/api/directory/clients.testing.ts';

let site: TestApp;
let alice: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  alice = await makeMember(site, { pseudonym: 'Alice' });
});

test('the kind narrows to the forum, or to what begins a thread', async () => {
  const { posts } = await makeThread(site, { title: 'Un', texts: ['Du lichen.', 'Du lichen.'] });
  const of = (kind: string): Promise<string[]> => findIds(site, { q: 'lichen', kind });
  expect(await of('thread')).toEqual([posts[0]]);
  expect(new Set(await of('post'))).toEqual(new Set(posts));
  for (const kind of ['platform', 'client', 'task', 'proof']) expect(await of(kind)).toEqual([]);
});

test('a platform narrows to its threads, also once they moved there', async () => {
  const one = await makeThread(site, { title: 'Un', texts: ['Du granit.'], platform: 'appen' });
  const two = await makeThread(site, { title: 'Deux', texts: ['Du granit.'] });
  const q = { q: 'granit', platform: 'appen' };
  expect(await findIds(site, q)).toEqual(one.posts);
  const { id } = await site.database.prisma.platform.findUniqueOrThrow({
    where: { slug: 'appen' },
  });
  await site.database.prisma.forumThread.update({
    where: { id: two.id },
    data: { platformId: id },
  });
  expect(new Set(await findIds(site, q))).toEqual(new Set([...one.posts, ...two.posts]));
});

test('a member narrows to what she wrote, however her name is typed, and to no evidence', async () => {
  const { posts } = await makeThread(site, {
    title: 'Un',
    texts: ['Clickworker, du basalte.'],
    member: alice,
  });
  await makeThread(site, { title: 'Un', texts: ['Clickworker, du basalte.'] });
  await makePayout(site, { slug: 'clickworker', member: alice, screenshot: true, signed: true });
  expect(await findIds(site, { q: 'basalte', member: 'ALICE' })).toEqual(posts);
  const found = await search(site, { q: 'clickworker', member: 'alice' });
  expect(found).toMatchObject({ platforms: [], clients: [], tasks: [], proofs: [] });
});

test('days bound when it was posted, both included', async () => {
  const at = async (postedAt: string): Promise<string> =>
    (await makeThread(site, { title: 'Un', texts: ['Du marbre.'], postedAt })).posts[0] ?? '';
  const early = await at('2025-03-01T00:00:00Z');
  const late = await at('2025-03-31T23:59:59Z');
  await at('2025-02-28T23:59:59Z');
  await at('2025-04-01T00:00:00Z');
  const found = await findIds(site, { q: 'marbre', from: '2025-03-01', to: '2025-03-31' });
  expect(new Set(found)).toEqual(new Set([early, late]));
  expect(await findIds(site, { q: 'marbre', from: '2025-03-01' })).toHaveLength(3);
  expect(await findIds(site, { q: 'marbre', to: '2025-03-01' })).toHaveLength(2);
});

test.each([
  ['from', { from: '2025-02-30' }, 'invalid'],
  ['to', { to: 'hier' }, 'invalid'],
  ['to', { from: '2025-03-02', to: '2025-03-01' }, 'before-start'],
  ['platform', { platform: 'nobody-knows' }, 'unknown-platform'],
  ['member', { member: 'Personne' }, 'unknown-member'],
  ['kind', { kind: 'everything' }, 'invalid'],
  ['page', { page: '31' }, 'too-big'],
  ['page', { page: '0' }, 'too-small'],
])('a filter that cannot be read is named: %s %j', async (name, filters, code) => {
  const response = await site.get(`/api/search?${new URLSearchParams({ q: 'mot', ...filters })}`);
  expect(response.statusCode).toBe(422);
  expect(response.json()).toMatchObject({ error: { fields: { [name]: { code } } } });
});

test('pages follow each other without doubling, the newest of the same rank first', async () => {
  const texts = Array.from({ length: 45 }, () => 'Du quartz.');
  await makeThread(site, { title: 'Un', texts });
  const first = await search(site, { q: 'quartz' });
  expect(first).toMatchObject({ total: { count: 45, more: false }, page: 1, pages: 5 });
  const pages = await Promise.all(
    ['1', '2', '3', '4', '5'].map((page) => findIds(site, { q: 'quartz', page })),
  );
  expect(pages.map((ids) => ids.length)).toEqual([10, 10, 10, 10, 5]);
  expect(new Set(pages.flat()).size).toBe(45);
  expect(await findIds(site, { q: 'quartz', page: '6' })).toEqual([]);
});

test('what is newer comes first where the words are the same', async () => {
  const post = async (postedAt: string): Promise<string> =>
    (await makeThread(site, { title: 'Un', texts: ['Du silex.'], postedAt })).posts[0] ?? '';
  const old = await post('2016-05-01T00:00:00Z');
  const recent = await post('2026-11-01T00:00:00Z');
  const middle = await post('2022-05-01T00:00:00Z');
  expect(await findIds(site, { q: 'silex' })).toEqual([recent, middle, old]);
});

/** Rows for the search alone, that nothing finds to show: posts around them would take a test a minute. */
async function fillSearch(postedAt: string, posts: number, text = 'Rien.'): Promise<void> {
  await site.database.sql(
    `WITH month AS (SELECT to_char($1::text::timestamptz AT TIME ZONE 'UTC', 'YYYYMM') AS name),
          counted AS (INSERT INTO search_month SELECT name, 0 FROM month ON CONFLICT DO NOTHING)
     INSERT INTO post_search (post_id, posted_at, vector)
     SELECT concat_ws('-', 'fill', $1::text, $3::text, i), $1::text::timestamptz,
            search_vector(NULL, $3::text) || array_to_tsvector(ARRAY['@' || name, '@' || left(name, 4)])
       FROM month, generate_series(1, $2::int) i`,
    [postedAt, posts, text],
  );
}

test('of very many the newest hundreds are found, and it is said that there are more', async () => {
  for (let year = 2010; year < 2026; year += 1) {
    const postedAt = `${year}-06-15T00:00:00Z`;
    const texts = Array.from({ length: 105 }, () => 'Une pluie de confettis.');
    if (year > 2021) await makeThread(site, { title: 'Un', texts, postedAt });
    else await fillSearch(postedAt, 105, 'Une pluie de confettis.');
    await fillSearch(postedAt, 315);
  }
  const check = async (): Promise<void> => {
    const { total, pages } = await search(site, { q: 'confetti' });
    expect(total.more).toBe(true);
    expect(total.count).toBeGreaterThanOrEqual(150);
    expect(total.count).toBeLessThanOrEqual(300);
    expect(pages).toBe(Math.ceil(total.count / 10));
    const found = await Promise.all(
      Array.from({ length: pages }, (_, page) =>
        search(site, { q: 'confetti', page: String(page + 1) }),
      ),
    );
    const years = found.flatMap(({ posts }) => posts.map(({ postedAt }) => postedAt.slice(0, 4)));
    expect(years).toHaveLength(total.count);
    expect(years.filter((year) => year === '2025')).toHaveLength(105);
    expect(Math.min(...years.map(Number))).toBeGreaterThanOrEqual(2023);
  };
  await check();
  // Counted, the months tell how far back to look.
  await recount(site);
  await check();
});

test('where the newest months have enough of them, older ones wait for a search by date', async () => {
  for (let year = 2010; year < 2020; year += 1) {
    const postedAt = `${year}-03-15T00:00:00Z`;
    const texts = Array.from({ length: 160 }, () => 'Des lampions.');
    if (year === 2015 || year === 2019) await makeThread(site, { title: 'Un', texts, postedAt });
    else await fillSearch(postedAt, 160, 'Des lampions.');
    await fillSearch(postedAt, 800);
  }
  await recount(site);
  const newest = await search(site, { q: 'lampion', to: '2019-12-31' });
  expect(newest).toMatchObject({ total: { count: 160, more: true }, pages: 16 });
  expect(newest.posts.every(({ postedAt }) => postedAt.startsWith('2019'))).toBe(true);
  const older = await search(site, { q: 'lampion', to: '2015-12-31' });
  expect(older.posts).toHaveLength(10);
  expect(older.posts.every(({ postedAt }) => postedAt.startsWith('2015'))).toBe(true);
});

test('a phrase of words that all say otherwise is looked for in the newest posts, and by date in others', async () => {
  const said = await makeThread(site, {
    title: 'Un',
    texts: ['Un chapeau vert.'],
    postedAt: '2013-05-05T00:00:00Z',
  });
  for (let month = 1; month <= 12; month += 1) {
    const day = `2026-${String(month).padStart(2, '0')}-10T00:00:00Z`;
    await fillSearch(day, 1_000, 'vert chapeau');
  }
  await recount(site);
  const found = await search(site, { q: '"chapeau vert"' });
  expect(found).toMatchObject({ posts: [], total: { count: 0, more: true } });
  expect(await findIds(site, { q: '"chapeau vert"', to: '2014-01-01' })).toEqual(said.posts);
  expect((await search(site, { q: 'chapeau' })).total).toEqual({ count: 300, more: true });
  await site.database.sql(`DELETE FROM post_search WHERE post_id LIKE 'fill-%'`);
  await recount(site);
  expect(await findIds(site, { q: '"chapeau vert"' })).toEqual(said.posts);
});

test('within days that one month holds, each post is found once, and none is said to be older', async () => {
  const { posts } = await makeThread(site, {
    title: 'Un',
    texts: ['Un parasol jaune.'],
    postedAt: '2017-05-05T00:00:00Z',
  });
  await fillSearch('2017-05-06T00:00:00Z', 3_100);
  await fillSearch('2016-05-06T00:00:00Z', 3_200);
  await recount(site);
  for (const to of ['2017-05-20', '2017-05-31']) {
    for (const q of ['parasol', '"parasol jaune"']) {
      const found = await search(site, { q, from: '2017-05-01', to });
      expect(found.total, `${q} to ${to}`).toEqual({ count: 1, more: false });
      expect(found.posts.map(({ id }) => id)).toEqual(posts);
    }
  }
});

test('platforms, clients and tasks are found by their names, typos forgiven', async () => {
  await makeClient(site, { name: 'Zébulon Études', platform: 'appen' });
  await makeClientTask(site, { title: 'Trier des photos de zébulons', slug: 'appen' });
  const found = await search(site, { q: 'zebulon' });
  expect(found.clients).toMatchObject([{ name: 'Zébulon Études' }]);
  expect(found.tasks).toMatchObject([
    { title: 'Trier des photos de zébulons', platform: { slug: 'appen' } },
  ]);
  expect((await search(site, { q: 'clikworker' })).platforms[0]).toMatchObject({
    slug: 'clickworker',
  });
  expect(
    (await search(site, { q: 'retard chez Foule Factory depuis mai' })).platforms,
  ).toMatchObject([{ slug: 'foule-factory' }]);
  expect(
    (await search(site, { q: 'zebulon', kind: 'task', platform: 'clickworker' })).tasks,
  ).toEqual([]);
  expect((await search(site, { q: 'trier photo zebulons', kind: 'task' })).tasks).toHaveLength(1);
});

test('proofs are found by platform and, where it is shown, month', async () => {
  const proof = { slug: 'isahit', screenshot: true, method: 'mvola', expectedMinor: 2_743 };
  const asked = { askedOn: '2026-10-05', settledOn: '2026-10-09' };
  const { id } = await makePayout(site, {
    ...proof,
    ...asked,
    showsMonth: true,
    showsAmount: true,
  });
  const { id: discreet } = await makePayout(site, { ...proof, ...asked });
  await makePayout(site, { ...proof, ...asked, showsMonth: true, shownFrom: null });
  const ids = async (q: string, more = {}): Promise<string[]> =>
    (await search(site, { q, kind: 'proof', ...more })).proofs.map((found) => found.id);
  for (const q of ['preuve isahit octobre 2026', 'isahit october', 'paiements Isahit 2026']) {
    expect(await ids(q), q).toEqual([id]);
  }
  expect((await ids('isahit')).toSorted()).toEqual([id, discreet].toSorted());
  expect(await ids('isahit', { from: '2026-10-20' })).toEqual([id]);
  // A day, an amount, a method or a word beside find nothing.
  for (const q of ['isahit 2026-10-05', 'isahit 27', 'isahit mvola', 'isahit arnaque']) {
    expect(await ids(q), q).toEqual([]);
  }
  const { proofs } = await search(site, { q: 'isahit octobre 2026' });
  expect(proofs).toEqual([
    {
      id,
      platform: { slug: 'isahit', name: 'Isahit' },
      state: 'paid',
      amount: { minor: 2_700, currency: 'EUR' },
      month: '2026-10',
    },
  ]);
});

test('a typo is put right by words that stand in several posts, and says so', async () => {
  await makeThread(site, { title: 'Un', texts: ['Ma Préfecture.', 'la préfecture', 'PRÉFECTURE'] });
  await makeThread(site, { title: 'Deux', texts: ['une prefectrue'] });
  await recount(site);
  const found = await search(site, { q: 'préfectuer -zzz' });
  expect(found).toMatchObject({
    suggestion: 'préfecture -zzz',
    instead: true,
    total: { count: 3 },
  });
  expect(show(found.posts[0]?.excerpt ?? [])).toMatch(/\[préfecture\]/i);
  // Something fits: it stays, and the other is only offered.
  const offered = await search(site, { q: 'prefectrue' });
  expect(offered).toMatchObject({ suggestion: 'préfecture', instead: false, total: { count: 1 } });
  expect(await search(site, { q: 'préfecture' })).toMatchObject({ suggestion: null });
});

test('what is typed is completed: platforms, words, clients, titles', async () => {
  await makeThread(site, {
    title: 'Appendice ou pas ?',
    texts: ['appendice', 'appendice', 'appendice'],
  });
  await recount(site);
  const suggest = async (q: string): Promise<object[]> =>
    (await site.get(`/api/search/suggest?q=${encodeURIComponent(q)}`)).json<{
      suggestions: object[];
    }>().suggestions;
  const all = await suggest('Appen');
  expect(all).toContainEqual({ kind: 'platform', key: 'appen', name: 'Appen' });
  expect(all).toContainEqual({ kind: 'word', key: 'appendice', name: 'appendice' });
  expect(all).toContainEqual(
    expect.objectContaining({ kind: 'thread', name: 'Appendice ou pas ?' }),
  );
  expect(await suggest('perdu mon appen')).toEqual([
    { kind: 'word', key: 'perdu mon appendice', name: 'perdu mon appendice' },
  ]);
  expect(await suggest('')).toEqual([]);
  expect((await site.get(`/api/search/suggest?q=${'a'.repeat(201)}`)).statusCode).toBe(422);
});

test('words of withdrawn posts are not suggested', async () => {
  const { posts } = await makeThread(site, {
    title: 'Un',
    texts: ['quidamesque', 'quidamesque', 'quidamesque'],
  });
  const suggest = async (): Promise<string> =>
    (await site.get('/api/search/suggest?q=quidam')).body;
  await recount(site);
  expect(await suggest()).toContain('quidamesque');
  const where = { id: posts[0] ?? '' };
  await site.database.prisma.forumPost.update({
    where,
    data: { text: null, html: null, withdrawnOn: site.clock.now },
  });
  await recount(site);
  expect(await suggest()).not.toContain('quidamesque');
});
