import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { restoreDump } from '#server/portability/dump/restore-dump.ts';
import { col, statement } from '#server/database/sql.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { runAsOwner } from '#tests/support/as-owner.ts';
import { countSeeds } from '#tests/support/count-seeds.ts';
import { decide, makeHands } from '#tests/support/decisions.ts';
import { makeMember, showAllPosts, showNow } from '#tests/support/factories.ts';
import { postForm } from '#tests/support/forms.ts';
import { sequence, sequencerOf } from '#tests/support/log-sequencer.ts';
import { PAYOUT_FORM } from '#tests/support/payout-form.ts';

import { makePlainPng } from '#tests/support/screenshots.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';

let site: TestApp;
let things: Awaited<ReturnType<typeof settle>>;
beforeAll(async () => {
  site = await createTestApp();
  things = await settle();
  // Texts and pictures are given out once they are no longer new.
  site.clock.advanceDays(60);
});

/** A site where members posted as members do, and where something was decided. */
async function settle() {
  const member = await makeMember(site);
  const { cookie } = member;
  const idOf = (response: { json: () => unknown; statusCode: number; body: string }): string => {
    expect(response.statusCode, response.body).toBe(201);
    return (response.json() as { id: string }).id;
  };
  const payoutForm = { ...PAYOUT_FORM, showsAmount: 'on' };
  const file = { bytes: await makePlainPng() };
  const payout = idOf(await postForm(site, '/api/payouts', payoutForm, { cookie, file }));
  await showNow(site, payout);
  const marks = { pay: 2, punctuality: 3, fairness: 2, communication: 1, supply: 4 };
  const words = { text: 'Payée, mais après six semaines.', experiencedMonth: '2026-10' };
  const review = idOf(
    await site.post(
      '/api/platforms/clickworker/review',
      { ...marks, ...words, solicited: false },
      cookie,
    ),
  );
  await showAllPosts(site);
  const begun = { category: 'paiements', title: 'Qui attend encore ?', text: 'Moi, depuis mars.' };
  const started = await site.post('/api/forum/threads', begun, cookie);
  const thread = idOf(started);
  const first = await site.database.prisma.forumPost.findFirstOrThrow({
    where: { threadId: thread },
  });
  const answer = async (text: string): Promise<string> =>
    idOf(await site.post(`/api/forum/threads/${thread}/posts`, { text }, cookie));
  const edited = await answer('Avant.');
  await site.post(`/api/forum/posts/${edited}`, { text: 'Après, en mieux.' }, cookie);
  const hidden = await answer('Une insulte.');
  const withdrawn = await answer('À oublier.');
  await site.post(`/api/posts/${withdrawn}/withdraw`, {}, cookie);
  await decide(site, await makeHands(site), { kind: 'post', id: hidden }, 'hide');
  await sequence(site);
  return { payout, review, post: first.id, edited, hidden };
}

/** What is found after a change that nobody recorded; it is undone at the end. */
async function findAfter(change: string, undo: string): Promise<string[]> {
  await runAsOwner(site, change);
  try {
    return (await verifyDump(await dumpOf(site))).faults;
  } finally {
    await runAsOwner(site, undo);
  }
}

test('what nobody touched is found to be what was recorded', async () => {
  const { faults, compared } = await verifyDump(await dumpOf(site));
  expect(faults).toEqual([]);
  expect(compared.pictures).toEqual({ compared: 1, notYet: 0, never: 0 });
  expect(compared.counts).toMatchObject({
    compared: { factsAlone: 0 },
    notYet: { words: 0, things: 0, waiting: 0, until: null },
    never: { removed: 0, withdrawn: 1, older: 0 },
  });
  // Platforms and their week, categories, two pieces of evidence with the author of one, a thread with
  // four posts; a decision with its case, the term of a moderator, and first standings.
  const { platforms, categories } = await countSeeds(site);
  expect(compared.counts.compared.things).toBe(2 * platforms + categories + 1 + 2 + 1 + 3 + 2);
  expect(compared.counts.compared.acts).toBeGreaterThanOrEqual(1 + platforms);
});

describe('what is changed, removed or added in the database without an entry', () => {
  const texts = (table: string, id: string, column = 'text'): [string, string] => [
    `CREATE TABLE kept_word AS SELECT ${column} AS was FROM ${table} WHERE id = '${id}';
     UPDATE ${table} SET ${column} = 'Tout va très bien.' WHERE id = '${id}'`,
    `UPDATE ${table} SET ${column} = (SELECT was FROM kept_word) WHERE id = '${id}';
     DROP TABLE kept_word`,
  ];

  test('a review', async () => {
    const { review } = things;
    expect(await findAfter(...texts('review', review))).toEqual([
      `changed without an entry: review/${review}`,
    ]);
  });

  test('a post, also one that was edited, back to what it said before', async () => {
    const { post, edited } = things;
    expect(await findAfter(...texts('forum_post', post))).toEqual([
      `changed without an entry: post/${post}`,
    ]);
    const back = (text: string): string =>
      `UPDATE forum_post SET text = '${text}' WHERE id = '${edited}'`;
    expect(await findAfter(back('Avant.'), back('Après, en mieux.'))).toEqual([
      `changed without an entry: post/${edited}`,
    ]);
  });

  test('a post that is said to be withdrawn, with its words', async () => {
    const { post } = things;
    const said = await findAfter(
      `ALTER TABLE forum_post RENAME TO kept_post; CREATE TABLE forum_post AS SELECT * FROM kept_post;
       UPDATE forum_post SET withdrawn_on = '2026-11-22' WHERE id = '${post}'`,
      'DROP TABLE forum_post; ALTER TABLE kept_post RENAME TO forum_post',
    );
    expect(said).toEqual([`changed without an entry: post/${post} (the day of a withdrawal)`]);
  });

  test('a post that is deleted, and one that is emptied as if its author had', async () => {
    const { post, edited } = things;
    const deleted = await findAfter(
      `CREATE TABLE kept_post AS SELECT * FROM forum_post WHERE id = '${post}';
       DELETE FROM forum_post WHERE id = '${post}'`,
      'INSERT INTO forum_post SELECT * FROM kept_post; DROP TABLE kept_post',
    );
    expect(deleted).toEqual([
      expect.stringMatching(/^not what follows from what is published: thread\/\w+ \(posts\)$/),
      expect.stringMatching(`^removed without an entry: post/${post} `),
    ]);
    const emptied = await findAfter(
      `CREATE TABLE kept_post AS SELECT * FROM forum_post WHERE id = '${edited}';
       UPDATE forum_post SET text = NULL, html = NULL, member_id = NULL, withdrawn_on = '2026-11-22' WHERE id = '${edited}'`,
      `DELETE FROM forum_post WHERE id = '${edited}';
       INSERT INTO forum_post SELECT * FROM kept_post; DROP TABLE kept_post`,
    );
    expect(emptied).toEqual([expect.stringMatching(`^removed without an entry: post/${edited} `)]);
  });

  test('an amount', async () => {
    const { payout } = things;
    const set = (amount: string): string =>
      `UPDATE payout SET shown_minor = shown_minor ${amount} WHERE id = '${payout}'`;
    expect(await findAfter(set('+ 100'), set('- 100'))).toEqual([
      `changed without an entry: payout/${payout}`,
    ]);
  });

  test('what a standing changed to, long after', async () => {
    const [change] = await site.database.sql(
      statement(
        { id: col.text, platform: col.text },
        'SELECT id, platform_id AS platform FROM standing_change ORDER BY id LIMIT 1',
      ),
    );
    const { id = '', platform = '' } = change ?? {};
    const found = await findAfter(
      `CREATE TABLE kept_state AS SELECT after AS was FROM standing_change WHERE id = '${id}';
       UPDATE standing_change SET after = 'reliable' WHERE id = '${id}'`,
      `UPDATE standing_change SET after = (SELECT was FROM kept_state) WHERE id = '${id}';
       DROP TABLE kept_state`,
    );
    expect(found).toEqual([
      `act without an entry: standing-changes/${id} (about platform/${platform})`,
      `not what follows from what is published: platform-figures/${platform} (state, standing.state)`,
      expect.stringMatching(`^entry without an act: platform/${platform} `),
    ]);
  });

  test('a payout that nobody published', async () => {
    const fresh = 'aaaaaaaaaaaa';
    const found = await findAfter(
      `INSERT INTO payout SELECT (jsonb_populate_record(y, '{"id": "${fresh}"}')).* FROM payout y
        WHERE id = '${things.payout}'`,
      `DELETE FROM payout WHERE id = '${fresh}'`,
    );
    expect(found).toEqual([`published without an entry: payout/${fresh}`]);
  });

  test('a post that is hidden without a decision about it, and one that is shown again', async () => {
    const { post, hidden } = things;
    const by = `(SELECT id FROM decision WHERE subject = 'post/${hidden}')`;
    const hide = (id: string, decision: string): string =>
      `UPDATE forum_post SET hidden_by = ${decision} WHERE id = '${id}'`;
    expect(await findAfter(hide(post, by), hide(post, 'NULL'))).toEqual([
      `hidden without a decision in the record: post/${post}`,
    ]);
    expect(await findAfter(hide(hidden, 'NULL'), hide(hidden, by))).toEqual([
      `shown again without a decision in the record: post/${hidden}`,
    ]);
  });

  test('the reason of a decision', async () => {
    const about = `post/${things.hidden}`;
    const [decision] = await site.database.sql(
      statement({ id: col.text }, 'SELECT id FROM decision WHERE subject = $1'),
      [about],
    );
    const id = decision?.id ?? '';
    const found = await findAfter(...texts('decision', id, 'reason'));
    expect(found).toContain(`act without an entry: decision/${id} (about ${about})`);
  });

  test('a topic that is closed without a decision', async () => {
    const set = (to: string): string => `UPDATE forum_thread SET ${to}`;
    const found = await findAfter(
      set(`closed_on = '2026-11-20', closed_rule = 'elsewhere', closed_reason = 'Hors sujet.'`),
      set('closed_on = NULL, closed_rule = NULL, closed_reason = NULL'),
    );
    expect(found).toEqual([
      expect.stringMatching(
        /^not as it was decided: thread\/\w+ \(closedOn, closedRule, closedReason\)$/,
      ),
    ]);
  });

  test('what opens the fingerprint, so that nobody can compare', async () => {
    const { review } = things;
    const found = await findAfter(
      `CREATE TABLE kept_salt AS SELECT salt AS was FROM record_entry WHERE subject = 'review/${review}';
       UPDATE record_entry SET salt = NULL WHERE subject = 'review/${review}'`,
      `UPDATE record_entry SET salt = (SELECT was FROM kept_salt) WHERE subject = 'review/${review}';
       DROP TABLE kept_salt`,
    );
    expect(found).toEqual([`cannot be compared: its salt is missing: review/${review}`]);
  });
});

test('a picture that is replaced in the store is found by its name', async () => {
  const { key } = await site.database.prisma.screenshot.findFirstOrThrow();
  const reading = await site.store.get(`${key}.webp`);
  if (reading === null) throw new Error('no picture');
  const other = Buffer.from(reading.bytes);
  other[other.length - 1] = (other.at(-1) ?? 0) ^ 1;
  await site.store.put(`${key}.webp`, other);
  const { faults } = await verifyDump(await dumpOf(site));
  await site.store.put(`${key}.webp`, reading.bytes);
  expect(faults).toEqual([`picture replaced: images/${key}.webp`]);
});

test('a picture that is listed with another size than its files have is found', async () => {
  const { key } = await site.database.prisma.screenshot.findFirstOrThrow();
  const grown = (by: string): string =>
    `UPDATE screenshot SET height = height ${by}, thumbnail_width = thumbnail_width ${by}`;
  expect(await findAfter(grown('+ 1'), grown('- 1'))).toEqual([
    `not what follows from what is published: pictures/${key} (height, thumbnailWidth)`,
  ]);
});

test('a file of the dump that is changed afterwards is found', async () => {
  const folder = await dumpOf(site);
  const path = join(folder, 'whole/reviews.jsonl');
  await writeFile(path, (await readFile(path, 'utf8')).replace('six semaines', 'deux jours'));
  expect((await verifyDump(folder)).faults).toEqual([
    'file of the dump changed: whole/reviews.jsonl',
    `changed without an entry: review/${things.review}`,
  ]);
});

test.each([
  ['with all texts', 0],
  ['without those that were new, and commits to what it has', 58],
])(
  'a copy made out of a dump, %s, is what the record says, with the whole past of its origin',
  async (_, daysEarlier) => {
    const note = (await site.get('/record/checkpoint')).body;
    const { now } = site.clock;
    const then = new Date(now.getTime() - daysEarlier * 86_400_000);
    const folder = await dumpOf(site, undefined, then);
    const copy = await createTestApp({ empty: true });
    copy.clock.now = now;
    const parts = { ...sequencerOf(copy), publicUrl: 'https://copy.example' };
    const { database, store } = copy;
    await restoreDump({ ...parts, database, store, say: () => {} }, folder, now);
    const { faults, compared } = await verifyDump(await dumpOf(copy, parts), note);
    expect(faults).toEqual([]);
    const { platforms, categories } = await countSeeds(site);
    expect(compared.counts).toMatchObject({
      compared: { things: 2 * platforms + categories + 9, factsAlone: 0 },
      notYet: { words: 0, things: 0 },
    });
    const states = await database.prisma.recordEntry.count({
      where: { kind: 'content-stated', subject: { startsWith: 'post/' } },
    });
    expect(states > 0).toBe(daysEarlier > 0);
  },
);

describe('a past that is another one than what was signed', () => {
  test('a backup of an earlier day: the site says so itself, and the verifier too', async () => {
    const note = (await site.get('/record/checkpoint')).body;
    const earlier = await createTestApp();
    // The database of the first day, under the same key, beside the checkpoint that was signed last.
    for (const data of await site.database.prisma.recordLog.findMany()) {
      await earlier.database.prisma.recordLog.create({ data });
    }
    const restored = { ...sequencerOf(site), database: earlier.database };
    const { faults } = await verifyDump(await dumpOf(earlier, restored), note);
    expect(faults.join()).toContain('a backup was restored');
  });

  test('a backup whose restorer hid it, and then another past under the same key', async () => {
    const note = (await site.get('/record/checkpoint')).body;
    const other = await createTestApp();
    const { dataDir } = other;
    const hushed = { ...sequencerOf(site, { dataDir }), database: other.database };
    const shrunk = await verifyDump(await dumpOf(other, hushed), note);
    expect(shrunk.faults).toEqual([expect.stringContaining('the record shrank')]);
    for (let nth = 0; nth < 30; nth += 1) {
      const words = { category: 'paiements', title: `Sujet ${nth}`, text: 'Bonjour.' };
      const author = await makeMember(other, { established: true });
      await other.post('/api/forum/threads', words, author.cookie);
    }
    const forked = await verifyDump(await dumpOf(other, hushed), note);
    expect(forked.faults).toEqual([expect.stringContaining('a different past was signed')]);
  });
});
