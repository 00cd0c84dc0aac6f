import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makePost, makeThread, type TestThread } from '#tests/support/forum.ts';
import { col, statement } from '#server/database/sql.ts';

/** What a post is found by, and by which words. */

let site: TestApp;
let thread: TestThread;

beforeAll(async () => {
  site = await createTestApp();
  thread = await makeThread(site, { title: 'Retraits payés', text: 'Rien depuis lundi.' });
});

async function valueOf<Value>(
  expression: string,
  ...params: unknown[]
): Promise<Value | null | undefined> {
  const [row] = await site.database.sql(
    statement({ value: col.json<Value>().orNull }, `SELECT to_json(${expression}) AS value`),
    params,
  );
  return row?.value;
}

async function find(wanted: string[], unwanted: string[] = []): Promise<string[]> {
  const [found] = await site.database.sql(
    statement(
      { ids: col.list(col.text) },
      `SELECT ids FROM find_posts($1, $2, NULL, NULL, NULL, $3, 1e6, 300, 20, 0)`,
    ),
    [wanted, unwanted, site.clock.now.toISOString()],
  );
  return found?.ids ?? [];
}

test.each([
  ['Où est l’Œuvre ?', 'ou est l oeuvre '],
  ['Straße', 'strasse'],
  [`${'é'.repeat(3_000)}`, 'e'.repeat(100)],
])('search_fold: %j', async (said, folded) => {
  expect(await valueOf('search_fold($1)', said)).toBe(folded);
});

test('search_french, search_stems: forms of one word meet without their accents', async () => {
  expect(await valueOf(`search_french('payees retraits as')`)).toBe('paie retrait as');
  const stems = (words: string) =>
    valueOf<string>(`tsvector_to_array(search_stems('french', $1))`, words);
  expect(await stems('payees')).toEqual(await stems('paye'));
});

test('search_vector: the title weighs more, and the language is the one of more stop words', async () => {
  const vector = await valueOf<string>(`search_vector('Payment', 'the money of the people')::text`);
  expect(vector).toMatch(/'payment':1A/);
  expect(vector).not.toMatch(/'the'/);
});

test('search_query: null where only stop words of both languages are wanted', async () => {
  expect(await valueOf(`search_query(ARRAY['on', 'me'], '{}')`)).toBeNull();
  expect(await valueOf(`search_query(ARRAY['lundi'], ARRAY['mardi'])::text`)).toMatch(
    /lund.*!.*mard/,
  );
});

test('search_marked: the stems of both languages', async () => {
  const marked = await valueOf<string[]>(`search_marked(ARRAY['retraits'])`);
  expect(marked).toEqual(expect.arrayContaining(['retrait']));
});

test('find_posts: the post with the words, not the one with an unwanted one', async () => {
  expect(await find(['lundi'])).toEqual([thread.postId]);
  expect(await find(['lundi'], ['rien'])).toEqual([]);
});

test('forum_post_searched (keep_post_search, put_post_search): a post is found as it stands', async () => {
  const { database } = site;
  const id = await makePost(site, thread.id, { member: thread.member, text: 'Un virement.' });
  expect(await find(['virement'])).toEqual([id]);
  await database.sql(`UPDATE forum_post SET text = 'Un chèque.' WHERE id = $1`, [id]);
  expect([await find(['virement']), await find(['chèque'])]).toEqual([[], [id]]);
  await database.sql('DELETE FROM forum_post WHERE id = $1', [id]);
  expect(await find(['chèque'])).toEqual([]);
});

test('forum_thread_searched (keep_thread_search): a new title is found with the first post', async () => {
  await site.database.sql(`UPDATE forum_thread SET title = 'Transferts' WHERE id = $1`, [
    thread.id,
  ]);
  expect(await find(['transferts'])).toEqual([thread.postId]);
  expect(await find(['retraits'])).toEqual([]);
});

describe('find_posts: in a large forum', () => {
  const DAYS = 40;
  const A_DAY = 400;
  /** Posts by the hour, newest first; "bronz" in each fourth, "zinc" in each thousandth. */
  beforeAll(async () => {
    const { database, clock } = site;
    await database.sql(
      `INSERT INTO post_search (post_id, posted_at, vector)
       SELECT 'large' || n, at, to_tsvector('simple', concat_ws(' ', 'texte',
              CASE WHEN n % 4 = 0 THEN 'bronz' END, CASE WHEN n % 1000 = 0 THEN 'zinc' END))
              || array_to_tsvector(ARRAY['@' || to_char(at AT TIME ZONE 'UTC', 'YYYYMM'), '@' || to_char(at AT TIME ZONE 'UTC', 'YYYY')])
         FROM (SELECT n, date_trunc('second', $1::timestamptz - n * interval '1 day' / ${A_DAY}) AS at
                 FROM generate_series(1, ${DAYS * A_DAY}) n) p`,
      [clock.now.toISOString()],
    );
    await database.sql(
      `INSERT INTO search_month SELECT to_char(posted_at AT TIME ZONE 'UTC', 'YYYYMM'), count(*) FROM post_search
        GROUP BY 1 ON CONFLICT (month) DO UPDATE SET posts = excluded.posts`,
    );
  });
  afterAll(() => site.database.sql(`DELETE FROM post_search WHERE post_id LIKE 'large%'`));

  const ask = async (word: string, until: string | null = null) => {
    const [found] = await site.database.sql(
      statement(
        { hits: col.int, older: col.bool, ids: col.list(col.text) },
        `SELECT hits, older, ids FROM find_posts(ARRAY[$1], '{}', NULL, NULL, $2, $3, 1, 300, 300, 0)`,
      ),
      [word, until, site.clock.now.toISOString()],
    );
    return found;
  };
  const places = (ids: readonly string[]) =>
    ids.map((id) => Number(id.slice('large'.length))).toSorted((a, b) => a - b);
  const multiples = (of: number, count: number, from = 1) =>
    Array.from({ length: count }, (_, nth) => (from + nth) * of);

  test('a frequent word is found in the newest posts, without a gap', async () => {
    const found = await ask('bronz');
    expect(found?.older).toBe(true);
    expect(found?.hits).toBeGreaterThanOrEqual(150);
    const shown = places(found?.ids ?? []);
    expect(shown).toEqual(multiples(4, shown.length));
  });

  test('a rare word is found in all months, each post once', async () => {
    const found = await ask('zinc');
    expect(found).toMatchObject({ hits: (DAYS * A_DAY) / 1_000, older: false });
    expect(places(found?.ids ?? [])).toEqual(multiples(1_000, (DAYS * A_DAY) / 1_000));
  });

  test('before a day, the posts before it are searched', async () => {
    const until = new Date(site.clock.now.getTime() - 3 * 86_400_000).toISOString();
    const found = await ask('bronz', until);
    const shown = places(found?.ids ?? []);
    expect(shown.length).toBeGreaterThanOrEqual(150);
    // The first that is earlier, not of that very second.
    expect(shown).toEqual(multiples(4, shown.length, (3 * A_DAY) / 4 + 1));
  });
});
