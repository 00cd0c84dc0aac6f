import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { findIds, makeThread, search, show } from './search.testing.ts';
import { col, statement } from '#server/database/sql.ts';

let site: TestApp;
let alice: TestMember;
let basile: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  alice = await makeMember(site, { pseudonym: 'Alice' });
  basile = await makeMember(site, { pseudonym: 'Basile' });
});

/** One post with a text that no other test uses words of. */
async function post(text: string, options: { member?: TestMember; title?: string } = {}) {
  const { posts } = await makeThread(site, {
    title: options.title ?? 'Sans rapport',
    texts: ['Rien ici.', text],
    member: options.member ?? alice,
  });
  return posts[1] ?? '';
}

describe('words', () => {
  test.each([
    ['accents', 'Ma clôture fut décidée', 'cloture decidee'],
    ['missing accents', 'Ma regularite fut remarquee', 'régularité remarquée'],
    ['plurals', 'Trois retraits bancaires', 'retrait bancaire'],
    ['singulars', 'Un montant négatif', 'montants négatifs'],
    ['the ends of verbs', 'Elles furent payées tardivement', 'payé tardivement'],
    ['capitals', 'LES ÉNIGMES ÉTRANGES', 'énigme étrange'],
    ['ligatures', 'Une manœuvre douteuse', 'manoeuvre douteuse'],
    ['an apostrophe', 'Il s’agit d’esclandre', "l'esclandre"],
    ['decomposed accents', 'Une bévue monumentale'.normalize('NFD'), 'bévue monumentale'],
    ['invisible signs', 'un zigo\u200bmar', 'zigomar'],
    ['English plurals', 'They were cancelling all the invoices', 'cancelled invoice'],
    ['an address', 'Voyez https://www.fantoche.example/fr/aide', 'fantoche.example'],
  ])('forgives %s', async (_, text, typed) => {
    const id = await post(text);
    expect(await findIds(site, { q: typed })).toEqual([id]);
  });

  test('all that is asked for stands in each hit, in any order', async () => {
    const both = await post('Le goudron et la guimauve.');
    await post('Le goudron seul.');
    expect(await findIds(site, { q: 'guimauve goudron' })).toEqual([both]);
  });

  test('a phrase in quotes stands there as it is', async () => {
    const phrase = await post('La marmotte bleue dort.');
    await post('La bleue voit une marmotte.');
    for (const q of ['"marmotte bleue"', '«\u00a0marmotte bleue\u00a0»', '“marmotte bleue”']) {
      expect(await findIds(site, { q })).toEqual([phrase]);
    }
  });

  test('a minus leaves out', async () => {
    const kept = await post('Le crapaud chante.');
    await post('Le crapaud chante avec la grenouille.');
    expect(await findIds(site, { q: 'crapaud -grenouilles' })).toEqual([kept]);
    expect(await findIds(site, { q: 'crapaud -"avec la grenouille"' })).toEqual([kept]);
    const apart = await post('Le crapaud saute et ne chante plus.');
    expect(await findIds(site, { q: 'crapaud -"crapaud chante"' })).toEqual([apart]);
  });

  test('a thread is found by its title, before those who only mention it', async () => {
    const mention = await post('On parle de cornemuse quelque part.');
    const { id, posts } = await makeThread(site, {
      title: 'La cornemuse paie-t-elle ?',
      texts: ['Je me demande.', 'Moi aussi.'],
    });
    const found = await search(site, { q: 'cornemuses' });
    expect(found.posts.map((hit) => hit.id)).toEqual([posts[0], mention]);
    expect(found.posts[0]).toMatchObject({ kind: 'thread', thread: id, place: 1 });
    expect(show(found.posts[0]?.title ?? [])).toBe('La [cornemuse] paie-t-elle ?');
    expect(found.posts[1]).toMatchObject({ kind: 'post', place: 2 });
  });

  test('words of the title and of the text find together, and each is marked where it stands', async () => {
    await makeThread(site, {
      title: 'Est-ce que la trompette sonne ou non',
      texts: ['Le **hautbois** ne sonne pas, [dit-on](https://hautbois.example "là").'],
    });
    const [hit] = (await search(site, { q: 'trompette hautbois' })).posts;
    expect(show(hit?.title ?? [])).toBe('Est-ce que la [trompette] sonne ou non');
    expect(show(hit?.excerpt ?? [])).toBe('Le [hautbois] ne sonne pas, dit-on.');
  });

  test('an excerpt stands around the words, with their accents', async () => {
    const filler = 'Une phrase pour remplir la page. '.repeat(20);
    await post(`${filler}Enfin l’épouvantail réclamé.${filler}`);
    const [hit] = (await search(site, { q: 'epouvantail reclame' })).posts;
    const text = show(hit?.excerpt ?? []);
    expect(text).toContain('Enfin l’[épouvantail réclamé].');
    expect(text).toMatch(/^… .* …$/);
    expect(text.length).toBeLessThan(300);
  });
});

describe('what is no word', () => {
  test.each([
    ['nothing', ''],
    ['blanks', '   '],
    ['signs', '&|!() :* <-> \\ % _ \' "'],
    ['only what is not wanted', '-paiement'],
    ['an empty phrase', '""'],
  ])('%s is said to be nothing', async (_, q) => {
    expect(await search(site, { q })).toMatchObject({ problem: 'empty', posts: [], platforms: [] });
  });

  test.each([['de la'], ['the'], ['à']])('only "%s" is said to be too common', async (q) => {
    const found = await search(site, { q, kind: 'post' });
    expect(found).toMatchObject({ problem: 'common', posts: [] });
  });

  test.each([
    "zorglub' OR 1=1 --",
    'zorglub & (zorglub | !zorglub',
    'zorglub:*A <2> zorglub',
    '"zorglub',
    'zorglub""',
    'zorglub \\',
    "zorglub'''",
    'zorglub \u202e \ufeff',
  ])('signs of a query language are blanks: %s', async (q) => {
    const expected = await findIds(site, { q: 'zorglub' });
    if (expected.length === 0) await post('Le zorglub or 1 1 a 2 zorglub est là.');
    expect(await findIds(site, { q })).toHaveLength(1);
  });

  test.each(['%', '_', '%%%', '___'])('signs of LIKE find nothing: %s', async (q) => {
    expect(await search(site, { q })).toMatchObject({ problem: 'empty' });
    const { suggestions } = (
      await site.get(`/api/search/suggest?q=${encodeURIComponent(q)}`)
    ).json<{
      suggestions: unknown[];
    }>();
    expect(suggestions).toEqual([]);
  });

  test('a question of 10,000 signs is refused, and says how long one may be', async () => {
    const response = await site.get(`/api/search?q=${'a'.repeat(10_000)}`);
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({
      error: { code: 'bad-input', fields: { q: { code: 'too-long', limit: '200' } } },
    });
  });

  test('a hundred words are answered', async () => {
    expect((await search(site, { q: 'a b '.repeat(49) })).posts).toEqual([]);
  });

  test('marks and quotes of a text are data: nothing of it becomes a tag', async () => {
    await post('<mark>scélérat</mark> <script>alert(1)</script> &amp;');
    const [hit] = (await search(site, { q: 'scelerat' })).posts;
    expect(show(hit?.excerpt ?? [])).toBe(
      '<mark>[scélérat]</mark> <script>alert(1)</script> &amp;',
    );
  });
});

describe('what happens to posts', () => {
  test('an edited post is found by what it says now', async () => {
    const id = await post('Un parapluie rouge.');
    await site.database.prisma.forumPost.update({ where: { id }, data: { text: 'Une ombrelle.' } });
    expect(await findIds(site, { q: 'parapluie' })).toEqual([]);
    expect(await findIds(site, { q: 'ombrelle' })).toEqual([id]);
  });

  test('a withdrawn post is found no more, and nothing of it is left to find it by', async () => {
    const id = await post('Un secret de polichinelle.');
    const data = { text: null, html: null, withdrawnOn: site.clock.now };
    await site.database.prisma.forumPost.update({ where: { id }, data });
    expect(await findIds(site, { q: 'polichinelle' })).toEqual([]);
    expect(await site.database.prisma.postSearch.count({ where: { postId: id } })).toBe(0);
  });

  test('a withdrawn post that began a thread leaves its title', async () => {
    const { posts } = await makeThread(site, {
      title: 'La baignoire',
      texts: ['Un robinet fuit.'],
    });
    const data = { text: null, html: null, withdrawnOn: site.clock.now };
    await site.database.prisma.forumPost.update({ where: { id: posts[0] ?? '' }, data });
    expect(await findIds(site, { q: 'robinet' })).toEqual([]);
    const found = await search(site, { q: 'baignoires' });
    expect(found.posts).toMatchObject([{ id: posts[0], excerpt: [] }]);
  });

  test('a renamed thread is found by its new title, a deleted one no more', async () => {
    const { id, posts } = await makeThread(site, { title: 'Le tabouret', texts: ['Bois.'] });
    const { prisma } = site.database;
    await prisma.forumThread.update({ where: { id }, data: { title: 'La chaise' } });
    expect(await findIds(site, { q: 'tabouret' })).toEqual([]);
    expect(await findIds(site, { q: 'chaise' })).toEqual(posts);
    await prisma.forumThread.delete({ where: { id } });
    expect(await findIds(site, { q: 'chaise' })).toEqual([]);
  });

  test('a deleted account leaves its posts, found without a name', async () => {
    const gone = await makeMember(site, { pseudonym: 'Partie' });
    const id = await post('Un kangourou voyageur.', { member: gone });
    expect(await findIds(site, { q: 'kangourou', member: 'partie' })).toEqual([id]);
    await site.database.prisma.member.delete({ where: { id: gone.id } });
    const found = await search(site, { q: 'kangourou' });
    expect(found.posts).toMatchObject([{ id, author: { pseudonym: null } }]);
    const vectors = await site.database.sql(
      statement({ vector: col.text }, 'SELECT vector::text FROM post_search WHERE post_id = $1'),
      [id],
    );
    expect(vectors[0]?.vector).not.toContain('~');
  });

  test('who is ignored is left out, for who ignores her alone', async () => {
    const id = await post('Une sornette.', { member: basile });
    await site.database.prisma.ignore.create({
      data: { memberId: alice.id, ignoredId: basile.id, since: site.clock.now },
    });
    expect(await findIds(site, { q: 'sornette' }, alice.cookie)).toEqual([]);
    expect(await findIds(site, { q: 'sornette' }, basile.cookie)).toEqual([id]);
    expect(await findIds(site, { q: 'sornette' })).toEqual([id]);
  });
});
