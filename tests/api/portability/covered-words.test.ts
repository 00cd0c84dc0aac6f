import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { restoreDump } from '#server/portability/dump/restore-dump.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { runAsOwner } from '#tests/support/as-owner.ts';
import { decide, makeHands } from '#tests/support/decisions.ts';
import { makeMember, showAllPosts } from '#tests/support/factories.ts';
import { sequence, sequencerOf } from '#tests/support/log-sequencer.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';

/** What a dump says of a text of which words are covered, and what a stranger verifies of it. */

const WORD = 'Dupontel';
let site: TestApp;
let post: string;
let review: string;
beforeAll(async () => {
  site = await createTestApp();
  const { cookie } = await makeMember(site);
  const text = `On vous paie, mais voyez avec ${WORD} au bureau.`;
  const begun = { category: 'paiements', title: 'Qui attend encore ?', text };
  expect((await site.post('/api/forum/threads', begun, cookie)).statusCode).toBe(201);
  ({ id: post } = await site.database.prisma.forumPost.findFirstOrThrow());
  const edit = { text: `${text} Vraiment.` };
  expect((await site.post(`/api/forum/posts/${post}`, edit, cookie)).statusCode).toBe(200);
  const marks = { pay: 2, punctuality: 3, fairness: 2, communication: 1, supply: 4 };
  const given = await site.post(
    '/api/platforms/clickworker/review',
    { ...marks, text, experiencedMonth: '2026-10' },
    cookie,
  );
  expect(given.statusCode, given.body).toBe(201);
  ({ id: review } = given.json<{ id: string }>());
  await showAllPosts(site);
  await sequence(site);
  // Texts are in dumps once they are no longer new.
  site.clock.advanceDays(60);
});

/** All that a dump says, and what a verifier finds in it. */
async function readDump() {
  const folder = await dumpOf(site);
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = await Promise.all(
    files
      .filter((file) => file.isFile())
      .map(({ parentPath, name }) => readFile(join(parentPath, name), 'latin1')),
  );
  return { folder, said: texts.join('\n'), faults: (await verifyDump(folder)).faults };
}

async function decideBoth(kind: 'cover' | 'uncover'): Promise<void> {
  const { prisma } = site.database;
  const hands = await makeHands(site);
  for (const [of, id] of [
    ['post', post],
    ['review', review],
  ] as const) {
    const where = { id };
    const { coveredBy } =
      of === 'post'
        ? await prisma.forumPost.findUniqueOrThrow({ where })
        : await prisma.review.findUniqueOrThrow({ where });
    const more = kind === 'cover' ? { words: [WORD] } : { replaces: coveredBy ?? '' };
    await decide(site, hands, { kind: of, id }, kind, more);
  }
  await sequence(site);
  site.clock.advanceDays(60);
}

describe('a dump', () => {
  test('has the words before, not once they are covered, and is verified each time', async () => {
    const before = await readDump();
    expect(before.faults).toEqual([]);
    // The post, its former version, and the review.
    expect(before.said.split(WORD).length - 1).toBe(3);
    await decideBoth('cover');
    const covered = await readDump();
    expect(covered.faults).toEqual([]);
    expect(covered.said).not.toContain(WORD);
    expect(covered.said.match(/\[cach\S+\s?: donn\S+ personnelle, R4\]/g)?.length).toBe(3);
  });

  test('restores a site where they stay covered, with the decision, and have nothing to come back', async () => {
    const { folder } = await readDump();
    const copy = await createTestApp({ empty: true });
    const { now } = site.clock;
    copy.clock.now = now;
    const parts = { ...sequencerOf(copy), publicUrl: 'https://copy.example' };
    const { database, store } = copy;
    await restoreDump({ ...parts, database, store, say: () => {} }, folder, now);
    expect((await verifyDump(await dumpOf(copy, parts, now))).faults).toEqual([]);
    const { text, coveredBy } = await copy.database.prisma.forumPost.findUniqueOrThrow({
      where: { id: post },
    });
    expect(text).not.toContain(WORD);
    expect(coveredBy).not.toBeNull();
    expect(await copy.database.prisma.textCover.count()).toBe(0);
  });

  test.each([
    ['covered_by of a post is taken away', 'forum_post', `covered_by = NULL`, 'shown'],
    ['a text is changed beside the words', 'review', `text = 'Elle paie bien.'`, 'changed'],
  ])('in which %s by the operator alone is not verified', async (_, table, change, found) => {
    const id = table === 'review' ? review : post;
    await runAsOwner(site, `CREATE TABLE kept_row AS SELECT * FROM ${table} WHERE id = '${id}'`);
    try {
      await runAsOwner(site, `UPDATE ${table} SET ${change} WHERE id = '${id}'`);
      const { faults } = await readDump();
      expect(faults.join('\n')).toMatch(new RegExp(`${found}.*${id}`));
    } finally {
      await runAsOwner(
        site,
        `UPDATE ${table} t SET text = k.text, covered_by = k.covered_by FROM kept_row k WHERE t.id = k.id;
         DROP TABLE kept_row`,
      );
    }
  });

  test('has the words again once a decision shows them, and is verified', async () => {
    await decideBoth('uncover');
    const shown = await readDump();
    expect(shown.faults).toEqual([]);
    expect(shown.said.split(WORD).length - 1).toBe(3);
  });
});
