import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';
import { answerProposalAs, flagSubjectAs } from '#tests/api/governance/cases.testing.ts';
import { makeEstablishedCommunity } from '#tests/api/governance/juries.testing.ts';

/** One decision hides three posts, another pauses their author: whoever has the dump checks both. */

let site: TestApp;
let decision: string;
const posts: string[] = [];

beforeAll(async () => {
  site = await createTestApp();
  await makeEstablishedCommunity(site);
  const author = await makeMember(site);
  const started = await site.post(
    '/api/forum/threads',
    { category: 'paiements', title: 'Mon code', text: 'Gagnez 200 euros avec mon code.' },
    author.cookie,
  );
  const thread = started.json<{ id: string }>().id;
  const { prisma } = site.database;
  const first = await prisma.forumPost.findFirstOrThrow({ where: { threadId: thread } });
  posts.push(first.id);
  for (let nth = 0; nth < 3; nth += 1) {
    const text = `Gagnez 200 euros avec mon code, vite, ${nth}.`;
    const made = await site.post(`/api/forum/threads/${thread}/posts`, { text }, author.cookie);
    posts.push(made.json<{ id: string }>().id);
  }
  await flagSubjectAs(site, `post/${first.id}`, await makeMember(site), { reason: 'advertising' });
  const { id: caseId } = await prisma.moderationCase.findFirstOrThrow({
    where: { subject: `post/${first.id}` },
  });
  const moderator = await makeMember(site, { moderator: true });
  const second = await makeMember(site, { established: true });
  const words = { rule: 'R7', facts: 'Le même code.', reason: 'C’est une publicité.' };
  const body = { posts: posts.slice(1, 3), ...words, pause: true };
  await site.post(`/api/moderation/cases/${caseId}/batch`, body, moderator.cookie);
  const open = await prisma.moderationCase.findMany({ where: { state: 'proposed' } });
  expect(open).toHaveLength(2);
  for (const { id } of open) {
    expect((await answerProposalAs(site, id, second)).statusCode).toBe(200);
  }
  const hidden = await prisma.forumPost.findUniqueOrThrow({ where: { id: first.id } });
  decision = hidden.hiddenBy ?? '';
});

async function faults(): Promise<string[]> {
  const { faults: found } = await verifyDump(await dumpOf(site));
  return found.filter((fault) => /(?:post|decision|pause|case)\//.test(fault));
}

async function faultsWith(post: string | undefined, hiddenBy: string | null): Promise<string[]> {
  const set = (value: string | null) =>
    site.database.prisma.$transaction(async (tx) => {
      await tx.$executeRawUnsafe('SET LOCAL session_replication_role = replica');
      await tx.forumPost.update({ where: { id: post ?? '' }, data: { hiddenBy: value } });
    });
  const { hiddenBy: before } = await site.database.prisma.forumPost.findUniqueOrThrow({
    where: { id: post ?? '' },
  });
  await set(hiddenBy);
  const found = await faults();
  await set(before);
  return found;
}

test('a decision on several posts and a pause are as the record has them', async () => {
  expect(decision).not.toBe('');
  expect(await faults()).toEqual([]);
});

test('one of the posts that is shown again without a decision is named', async () => {
  expect(await faultsWith(posts[1], null)).toEqual([
    expect.stringContaining(`shown again without a decision in the record: post/${posts[1]}`),
  ]);
});

test('another post that is hidden by this decision is named', async () => {
  expect(await faultsWith(posts[3], decision)).toEqual([
    expect.stringContaining(`hidden without a decision in the record: post/${posts[3]}`),
  ]);
});

test('a post that is taken out of the decision is named', async () => {
  const change = (batch: string[]) =>
    site.database.prisma.$transaction(async (tx) => {
      await tx.$executeRawUnsafe('SET LOCAL session_replication_role = replica');
      await tx.decision.update({ where: { id: decision }, data: { batch } });
    });
  const where = { id: decision };
  const before = await site.database.prisma.decision.findUniqueOrThrow({ where });
  const batch = before.batch as string[];
  await change(batch.slice(1));
  expect((await faults()).join('\n')).toContain(decision);
  await change(batch);
  expect(await faults()).toEqual([]);
});
