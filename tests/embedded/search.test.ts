import { beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '#server/demo/random.ts';
import { newId } from '#server/ids.ts';
import { rewriteTables } from '#server/rewrite.ts';
import { findWords, foldWord } from '#server/search/words.ts';
import type { SearchResponse } from '#shared/search.ts';
import { recount, search } from '#tests/api/search.testing.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';

/** The same posts in both databases: what one finds, the other finds, in the same order. */
let embedded: TestApp;
let server: TestApp;
beforeAll(async () => {
  embedded = await createTestApp({ embedded: true });
  server = await createTestApp();
  const posts = writePosts();
  for (const site of [embedded, server]) {
    await fill(site, posts);
    await recount(site);
  }
});

const WORDS = `paiement paiements payé payée délai délais virement retrait retraits compte fermé
  Clickworker œuvre Été « l’argent » payment payments refused the de la à --- **gras** [lien](https://appen.com)
  réponse 12,50 € مرحبا привет ΑΒΓ ①②③ zero\u200bwidth`.split(/\s+/);

type Post = { id: string; text: string; title: string; postedAt: string };

/** Texts in which some words are frequent and others rare, over ten years. */
function writePosts(): Post[] {
  const random = createRandom(7);
  return Array.from({ length: 1_500 }, (_, index) => ({
    id: newId(),
    text: Array.from(
      { length: random.int(2, 30) },
      () => WORDS[Math.floor(WORDS.length * random.next() ** 2)],
    ).join(' '),
    title: `Sujet ${index} ${random.pick(WORDS)}`,
    postedAt: new Date(Date.UTC(2016, 0, 1 + index * 2)).toISOString(),
  }));
}

/** Every post begins a thread. */
async function fill({ database }: TestApp, posts: readonly Post[]): Promise<void> {
  const json = JSON.stringify(posts.map((post) => ({ ...post, platform: null })));
  await database.sql(
    `INSERT INTO forum_thread (id, category_id, title, started_at, last_post_at, posts)
     SELECT r.id, (SELECT id FROM forum_category WHERE slug = (SELECT min(slug) FROM forum_category)),
            r.title, r."postedAt", r."postedAt", 1
       FROM json_to_recordset($1::json) r(id text, title text, "postedAt" timestamptz)`,
    [json],
  );
  await database.sql(
    `INSERT INTO forum_post (id, thread_id, place, posted_at, text, html, renderer)
     SELECT r.id, r.id, 1, r."postedAt", r.text, '', 1
       FROM json_to_recordset($1::json) r(id text, text text, "postedAt" timestamptz)`,
    [json],
  );
}

const QUESTIONS: readonly Readonly<Record<string, string>>[] = [
  { q: 'paiement' },
  { q: 'paiement', page: '3' },
  { q: 'payes delai' },
  { q: 'oeuvre été' },
  { q: '"virement retrait"' },
  { q: 'clickworker -paiement' },
  { q: 'payment refused' },
  { q: 'paiement', from: '2019-01-01', to: '2020-06-30' },
  { q: 'retrait', kind: 'post' },
  { q: 'مرحبا' },
  { q: 'zerowidth' },
  { q: 'paimenet' },
  { q: 'clikworker' },
  { q: 'de la' },
];

function answer(site: TestApp, query: Readonly<Record<string, string>>): Promise<SearchResponse> {
  return search(site, query);
}

describe('both databases', () => {
  test.each(QUESTIONS)('answer alike: %j', async (query) => {
    const answered = await answer(embedded, query);
    expect(answered).toEqual(await answer(server, query));
    if (query['kind'] === undefined && query['q'] !== 'de la') {
      expect(answered.posts.length).toBeGreaterThan(0);
    }
  });

  test('suggest alike', async () => {
    for (const q of ['pa', 'ret', 'click', 'sujet 12']) {
      const [one, other] = await Promise.all(
        [embedded, server].map((site) =>
          site.get(`/api/search/suggest?q=${encodeURIComponent(q)}`),
        ),
      );
      expect(one?.json()).toEqual(other?.json());
      expect(one?.json<{ suggestions: object[] }>().suggestions).not.toEqual([]);
    }
  });

  test('have the dictionaries, and fold and count words as the program does', async () => {
    const texts = [
      ...WORDS,
      ...writePosts()
        .slice(0, 50)
        .map(({ text }) => text),
      'É e\u0301 ÆØÞß ﬁ ™ ² ½ K Å が',
    ];
    for (const { database } of [embedded, server]) {
      for (const text of texts) {
        const [row] = await database.sql<{ folded: string; count: number; tokens: number }>(
          `SELECT search_fold($1) AS folded,
                  (SELECT count(*)::int FROM regexp_split_to_table(trim(search_fold($1)), ' +') w WHERE w <> '') AS count,
                  (SELECT count(*)::int FROM ts_parse('default', search_fold($1)) WHERE tokid <> 12) AS tokens`,
          [text],
        );
        const words = findWords(text).map(({ start, end }) => foldWord(text.slice(start, end)));
        expect(row, text).toMatchObject({ count: words.length, tokens: words.length });
        if (/^[ -\u036f]*$/.test(text)) expect(row?.folded.trim(), text).toBe(words.join(' '));
      }
    }
  });
});

test('nothing changes once the embedded tables are written anew', async () => {
  const before = await answer(embedded, { q: 'paiement' });
  await rewriteTables(embedded.database);
  expect(await answer(embedded, { q: 'paiement' })).toEqual(before);
});
