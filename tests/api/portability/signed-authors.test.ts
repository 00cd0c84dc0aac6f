import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { restoreDump } from '#server/portability/dump/restore-dump.ts';
import { commitToAuthor, saltOfPart } from '#shared/transparency-log/commitments.ts';
import { PASSWORD, makeRealMember } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { sequencerOf } from '#tests/support/log-sequencer.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';

/** Who wrote a signed post is compared with the record, until she deletes her account. */

let site: TestApp;
let leaver: TestMember;
let other: TestMember;
let thread: string;
let posts: string[];
beforeAll(async () => {
  site = await createTestApp();
  leaver = await makeRealMember(site, 'Xylophage Zélée');
  other = await makeMember(site);
  const begin = { category: 'paiements', title: 'Qui attend encore ?', text: 'Moi.' };
  thread = (await send(other, '/api/forum/threads', begin)).id;
  const answer = async (member: TestMember, text: string): Promise<string> =>
    (await send(member, `/api/forum/threads/${thread}/posts`, { text })).id;
  posts = [await answer(leaver, 'Depuis mars.'), await answer(leaver, 'Toujours rien.')];
});

async function send(member: TestMember, path: string, body: object): Promise<{ id: string }> {
  const sent = await site.post(path, body, member.cookie);
  expect(sent.statusCode, sent.body).toBe(201);
  return sent.json<{ id: string }>();
}

const faultsNow = async (): Promise<string[]> => (await verifyDump(await dumpOf(site))).faults;

/** Runs statements as the operator, looks what the verifier finds, and takes them back. */
async function faultsAfter(change: string, back: string): Promise<string[]> {
  await site.database.prisma.$executeRawUnsafe(change);
  const faults = await faultsNow();
  await site.database.prisma.$executeRawUnsafe(back);
  return faults;
}

describe('an operator', () => {
  const setAuthor = (table: string, id: string, member: string): string =>
    `UPDATE ${table} SET member_id = '${member}' WHERE id = '${id}'`;

  test('who gives a post or a thread to another member is named', async () => {
    expect(await faultsNow()).toEqual([]);
    const [post = ''] = posts;
    expect(
      await faultsAfter(
        setAuthor('forum_post', post, other.id),
        setAuthor('forum_post', post, leaver.id),
      ),
    ).toEqual([`changed without an entry: post/${post}`]);
    expect(
      await faultsAfter(
        setAuthor('forum_thread', thread, leaver.id),
        setAuthor('forum_thread', thread, other.id),
      ),
    ).toEqual([`changed without an entry: thread/${thread}`]);
  });

  test('who also takes away what opens the commitment is named', async () => {
    const [post = ''] = posts;
    await site.database.sql('CREATE TABLE kept AS SELECT * FROM record_author_salt');
    const faults = await faultsAfter(
      `WITH gone AS (DELETE FROM record_author_salt)
       UPDATE forum_post SET member_id = '${other.id}' WHERE id = '${post}'`,
      `WITH back AS (INSERT INTO record_author_salt SELECT * FROM kept)
       UPDATE forum_post SET member_id = '${leaver.id}' WHERE id = '${post}'`,
    );
    await site.database.sql('DROP TABLE kept');
    expect(faults).toContain(`changed without an entry: post/${post}`);
    expect(await faultsNow()).toEqual([]);
  });

  test('who takes the name off a post is not named, but the post is counted', async () => {
    await site.database.prisma.$executeRawUnsafe(
      `UPDATE forum_post SET member_id = NULL WHERE thread_id = '${thread}' AND place = 1`,
    );
    const { faults, compared } = await verifyDump(await dumpOf(site));
    expect(faults).toEqual([]);
    expect(compared.counts.never.authors).toBe(1);
    await site.database.prisma.$executeRawUnsafe(
      `UPDATE forum_post SET member_id = '${other.id}' WHERE thread_id = '${thread}' AND place = 1`,
    );
  });
});

test('a site that was made of a dump goes on opening who wrote what', async () => {
  const later = new Date(site.clock.now.getTime() + 60 * 86_400_000);
  const copy = await createTestApp({ empty: true });
  const parts = { ...sequencerOf(copy), publicUrl: 'https://copy.example' };
  const { database, store } = copy;
  await restoreDump(
    { ...parts, database, store, say: () => {} },
    await dumpOf(site, undefined, later),
    later,
  );
  const { faults, compared } = await verifyDump(await dumpOf(copy, parts, later));
  expect(faults).toEqual([]);
  expect(compared.counts.never.authors).toBe(0);
  await database.prisma.$executeRawUnsafe(
    `UPDATE forum_post SET member_id = (SELECT id FROM member WHERE pseudonym_key <> 'xylophage zelee' LIMIT 1)`,
  );
  expect((await verifyDump(await dumpOf(copy, parts, later))).faults).toEqual(
    posts.map((id) => `changed without an entry: post/${id}`).toSorted(),
  );
});

describe('once she has deleted her account', () => {
  let commitments: readonly string[];
  beforeAll(async () => {
    const entries = await site.database.prisma.recordEntry.findMany({
      where: { subject: { in: posts.map((id) => `post/${id}`) } },
    });
    commitments = entries.flatMap(({ author }) => author ?? []);
    const left = await site.post('/api/me/delete', { password: PASSWORD }, leaver.cookie);
    expect(left.statusCode, left.body).toBe(200);
  });

  test('her posts are compared in all but their author', async () => {
    const { faults, compared } = await verifyDump(await dumpOf(site));
    expect(faults).toEqual([]);
    expect(compared.counts.never.authors).toBe(posts.length);
    expect(commitments).toHaveLength(posts.length);
  });

  test('nothing on the site opens a commitment to her, nor are two of them alike', async () => {
    const { prisma } = site.database;
    const kept = await prisma.recordAuthorSalt.findMany();
    expect(kept.map(({ memberId }) => memberId)).not.toContain(leaver.id);
    const entries = await prisma.recordEntry.findMany();
    const openings = await readFile(join(await dumpOf(site), 'record/openings.jsonl'), 'utf8');
    const salts = new Set([
      '',
      leaver.id,
      ...kept.map(({ salt }) => salt),
      ...entries.flatMap(({ salt }) =>
        salt === null ? [] : [salt, saltOfPart('facts', salt), saltOfPart('words', salt)],
      ),
      ...(openings.match(/[0-9a-f]{32,}/g) ?? []),
    ]);
    expect(salts.size).toBeGreaterThan(50);
    const opened = [...salts].map((salt) => commitToAuthor(salt, 'Xylophage Zélée'));
    expect(commitments.filter((one) => opened.includes(one))).toEqual([]);
    expect(new Set(commitments).size).toBe(commitments.length);
  });

  test('who leaves a topic that others answered is forgotten as its author', async () => {
    const { id } = await site.database.prisma.forumPost.findFirstOrThrow({
      where: { threadId: thread, place: 1 },
    });
    const withdrawn = await site.post(`/api/posts/${id}/withdraw`, {}, other.cookie);
    expect(withdrawn.statusCode, withdrawn.body).toBeLessThan(300);
    const { faults, compared } = await verifyDump(await dumpOf(site));
    expect(faults).toEqual([]);
    expect(compared.counts.never.authors).toBe(posts.length + 1);
    expect(await site.database.prisma.recordAuthorSalt.count()).toBe(0);
  });
});
