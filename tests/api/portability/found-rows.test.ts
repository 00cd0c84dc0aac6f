import { beforeAll, describe, expect, test } from 'vitest';
import { removeEmptyTask } from '#server/evidence/tasks/remove-empty-task.ts';
import { dayToDate } from '#server/database/db.ts';
import { today } from '#shared/core/days.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { decide, makeHands } from '#tests/support/decisions.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';
import { importForum } from './imports.testing.ts';

/** Rows that no act states: a dump records those that it finds, and later ones are compared with that. */

let site: TestApp;
let author: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  author = await makeMember(site);
});

async function send(path: string, body: object, member = author): Promise<string> {
  const sent = await site.post(path, body, member.cookie);
  expect(sent.statusCode, sent.body).toBeLessThan(300);
  return sent.json<{ id: string }>().id;
}

const faults = async (): Promise<string[]> => (await verifyDump(await dumpOf(site))).faults;

/** What the verifier finds after a statement of the operator, which is taken back. */
async function faultsAfter(change: string, back: string): Promise<string[]> {
  await site.database.sql(change);
  const found = await faults();
  await site.database.sql(back);
  expect(await faults()).toEqual([]);
  return found;
}

describe('former versions of a post', () => {
  let thread: string;
  let post: string;
  beforeAll(async () => {
    const begin = { category: 'paiements', title: 'Qui attend encore ?', text: 'Moi.' };
    thread = await send('/api/forum/threads', begin, await makeMember(site));
    post = await send(`/api/forum/threads/${thread}/posts`, { text: 'Depuis mars.' });
    await send(`/api/forum/posts/${post}`, { text: 'Depuis avril.' });
    await send(`/api/forum/posts/${post}`, { text: 'Depuis mai.' });
  });

  test('are compared, and so is that none was removed', async () => {
    expect(await faults()).toEqual([]);
    const version = `WHERE post_id = '${post}' AND number = 1`;
    site.clock.advanceDays(30);
    expect(
      await faultsAfter(
        `UPDATE forum_post_version SET text = 'Jamais.' ${version}`,
        `UPDATE forum_post_version SET text = 'Depuis mars.' ${version}`,
      ),
    ).toEqual([`changed without an entry: post-version/${post}-1`]);
    await site.database.sql('CREATE TABLE kept AS SELECT * FROM forum_post_version');
    expect(
      await faultsAfter(
        `DELETE FROM forum_post_version ${version}`,
        `INSERT INTO forum_post_version SELECT * FROM kept ${version}`,
      ),
    ).toEqual([
      expect.stringMatching(new RegExp(`^removed without an entry: post-version/${post}-1`)),
    ]);
    await site.database.sql('DROP TABLE kept');
  });

  test('are left out while a decision hides the post, and there again once it is restored', async () => {
    const hands = await makeHands(site);
    await decide(site, hands, { kind: 'post', id: post }, 'remove');
    expect(await faults()).toEqual([]);
    await decide(site, hands, { kind: 'post', id: post }, 'restore');
    expect(await faults()).toEqual([]);
  });

  test('go with it: nothing opens what the record says of them', async () => {
    await send(`/api/posts/${post}/withdraw`, {});
    expect(await faults()).toEqual([]);
    const entries = await site.database.prisma.recordEntry.findMany({
      where: { subject: { startsWith: 'post-version/' } },
    });
    expect(entries.map(({ salt }) => salt)).toEqual([null, null]);
  });
});

const TASK = '0123456789ab';

test('a topic whose task goes says so in the record, as does the task', async () => {
  const { prisma } = site.database;
  const { id: platformId } = await prisma.platform.findFirstOrThrow();
  const day = dayToDate(today(site.clock.now));
  await prisma.task.create({
    data: {
      id: TASK,
      platformId,
      title: 'Relever des prix',
      titleKey: 'relever des prix',
      currency: 'EUR',
      rewardMinor: 300,
      createdOn: day,
      lastReportAt: day,
    },
  });
  const begin = { category: 'paiements', title: 'Cette tâche', text: 'Qui la fait ?' };
  const thread = await send('/api/forum/threads', { ...begin, task: TASK });
  expect(await faults()).toEqual([]);
  expect(
    await faultsAfter(
      `UPDATE task SET reward_minor = 900 WHERE id = '${TASK}'`,
      `UPDATE task SET reward_minor = 300 WHERE id = '${TASK}'`,
    ),
  ).toEqual([`changed without an entry: task/${TASK}`]);
  await prisma.$transaction((tx) => removeEmptyTask(tx, TASK, '', site.clock.now));
  expect(await faults()).toEqual([]);
  expect(await kindsInRecord(site, `task/${TASK}`)).toEqual([
    'content-stated (erased)',
    'content-unlisted',
  ]);
  expect((await kindsInRecord(site, `thread/${thread}`)).at(-1)).toBe('content-stated');
});

test('where addresses of a former forum lead is compared with their hash', async () => {
  await importForum(site, FORUM);
  expect(await faults()).toEqual([]);
  const moved = (to: string, from: string): string =>
    `UPDATE import_original SET original = '${to}' WHERE kind = 'thread' AND original = '${from}'`;
  expect(await faultsAfter(moved('99', '10'), moved('10', '99'))).toEqual([
    'changed without an entry: old-forum/ancien',
  ]);
  const renamed = (to: string): string => `UPDATE import_source SET name = '${to}'`;
  expect(await faultsAfter(renamed('Un autre'), renamed('Ancien forum'))).toEqual([
    'changed without an entry: old-forum/ancien',
  ]);
});

const FORUM = [
  {
    kind: 'source',
    format: 'contrenote-import',
    version: 1,
    source: 'ancien',
    name: 'Ancien forum',
    software: 'phpbb',
    url: 'https://old.example',
  },
  { kind: 'category', id: 3, name: 'Petits boulots' },
  { kind: 'member', id: 7, pseudonym: 'Aïna', date: '2009-05-01T10:00:00Z' },
  { kind: 'thread', id: 10, category: 3, title: 'Payé ?', date: '2011-01-02T08:00:00Z', author: 7 },
  { kind: 'post', id: 90, thread: 10, date: '2011-01-02T08:00:00Z', author: 7, text: 'Oui.' },
];
