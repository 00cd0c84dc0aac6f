import { beforeAll, expect, test } from 'vitest';
import { Prisma } from '#prisma/client.ts';
import { findCase } from '#server/governance/case-decisions/queries.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { DEMO_MEMBER, DEMO_MODERATOR } from '#server/portability/demo/demo-accounts.ts';
import type { TestApp } from './support/app.ts';
import { demoAfter } from './support/demo.ts';

/** What the demo shows besides its posts and its evidence: what only a second look finds. */

let site: TestApp;
beforeAll(async () => {
  site = await demoAfter(137);
});
const idOf = async (pseudonym: string): Promise<string> =>
  (await site.database.prisma.member.findFirstOrThrow({ where: { pseudonym } })).id;

test('it thanks, knows which answers helped, and welcomes first posts', async () => {
  const { forumPost, forumReaction, forumThread } = site.database.prisma;
  const sums = await forumPost.aggregate({ _sum: { thanks: true, meToo: true } });
  expect(sums._sum.thanks).toBeGreaterThan(100);
  expect(sums._sum.meToo).toBeGreaterThan(20);
  // Marked with the key of the site that made them, so that nobody here could take them back.
  expect(await forumReaction.count()).toBe(0);
  expect(await forumPost.count({ where: { isFirst: true } })).toBeGreaterThan(20);
  const solved = await forumThread.findMany({
    where: { solvedPlace: { not: null } },
    select: { id: true, category: { select: { slug: true } } },
  });
  expect(solved.length).toBeGreaterThan(4);
  const law = solved.find(({ category }) => category.slug === 'droits');
  const { body } = await site.get(`/fr/forum/sujets/${law?.id}`);
  expect(body).toContain('class="solution"');
  expect(body).toContain('pas d’un juriste');
});

test('a guide that was read lately, one to be read again, and one that waits for the moderator', async () => {
  const { forumThread, proposedChange } = site.database.prisma;
  const guides = await forumThread.findMany({
    where: { guideOn: { not: null } },
    select: { id: true },
  });
  const pages = await Promise.all(guides.map(({ id }) => site.get(`/fr/forum/sujets/${id}`)));
  const old = pages.filter(({ body }) => body.includes('À relire'));
  expect([pages.length, old.length]).toEqual([2, 1]);
  for (const { body } of pages) expect(body).toMatch(/https:\/\/(tacheo|piecettes)\.example\//);
  const waiting = await proposedChange.findMany({
    where: { kind: 'guide-thread', state: 'open' },
    select: { firstId: true, memberId: true },
  });
  expect(waiting).toEqual([{ firstId: expect.any(String), memberId: await idOf(DEMO_MEMBER) }]);
  expect(waiting[0]?.firstId).not.toBe(await idOf(DEMO_MODERATOR));
});

test('solidarity funds beside boycotts, and one that waits for the moderator', async () => {
  const { solidarityFund, proposedChange } = site.database.prisma;
  const funds = await solidarityFund.findMany({ include: { boycott: true } });
  expect(funds.map(({ boycott }) => boycott.state).toSorted()).toEqual(['on', 'on', 'pledging']);
  for (const { address } of funds) expect(new URL(address).hostname).toMatch(/\.example$/);
  const waiting = { kind: 'show-fund', state: 'open', firstId: { not: null } };
  expect(await proposedChange.count({ where: waiting })).toBe(1);
});

test('a question that a volunteer answered, and one that waits in the member’s inbox', async () => {
  const { forumThread, inboxItem } = site.database.prisma;
  const asked = await forumThread.findMany({
    where: { askedVolunteers: true },
    select: { posts: true },
  });
  expect(asked.filter(({ posts }) => posts > 1).length).toBeGreaterThan(0);
  const own = { kind: 'question', memberId: await idOf(DEMO_MEMBER) };
  expect(await inboxItem.count({ where: own })).toBe(1);
});

test('private evidence for the moderator to check', async () => {
  const { privateEvidence } = site.database.prisma;
  const memberId = await idOf(DEMO_MODERATOR);
  const checkers = { some: { memberId, replaced: false } };
  expect(await privateEvidence.count({ where: { checkers } })).toBe(2);
});

test('a batch and the pause of its author that were decided, and others that wait for the moderator', async () => {
  const { decision, caseProposal, moderationCase, postingPause } = site.database.prisma;
  const batches = await decision.findMany({
    where: { kind: 'hide', batch: { not: Prisma.DbNull } },
  });
  expect(batches.map(({ batch }) => (batch as string[]).length)).toEqual([2]);
  const held = await decision.findMany({
    where: { kind: 'hide', subject: { startsWith: 'pause/' } },
  });
  expect(held).toHaveLength(1);
  expect(await postingPause.count()).toBe(2);
  const page = await site.get(`/fr/moderation/decisions/${batches[0]?.id}`);
  expect(page.statusCode).toBe(200);
  const [waiting] = await caseProposal.findMany({
    where: { state: 'open', batch: { not: Prisma.DbNull } },
  });
  expect(waiting?.memberId).not.toBe(await idOf(DEMO_MODERATOR));
  const paused = await moderationCase.findMany({
    where: { state: 'proposed', subject: { startsWith: 'pause/' } },
  });
  expect(paused).toHaveLength(1);
  const viewer: Viewer = {
    id: await idOf(DEMO_MODERATOR),
    pseudonym: DEMO_MODERATOR,
    language: 'fr',
    established: true,
    roles: ['moderator'],
  };
  const shown = await findCase(site.database.prisma, viewer, waiting?.caseId ?? '', site.clock.now);
  expect(shown).toMatchObject({ can: { answer: true }, pause: { days: 7 } });
  expect(shown.batch).toHaveLength(2);
});

test('two topics that moderators merged: the address of one leads to the other', async () => {
  const { threadMove } = site.database.prisma;
  const [move] = await threadMove.findMany({ where: { kind: 'merge' } });
  const emptied = await site.get(`/fr/forum/sujets/${move?.fromThread}`);
  expect(emptied.statusCode).toBe(302);
  expect(String(emptied.headers.location)).toContain(move?.toThread);
  const { body } = await site.get(`/fr/forum/sujets/${move?.toThread}`);
  expect(body).toContain('depuis dix jours');
  expect(body).toContain('La même question, posée deux fois la même semaine.');
});

test('messages of organisers, which two moderators read', async () => {
  const messages = await site.database.prisma.organiserMessage.findMany();
  expect(messages.map(({ checkedBy }) => (checkedBy as string[]).length)).toEqual([2, 2]);
  const asking = messages.find(({ text }) => text.includes('Tenez bon cette semaine'));
  const { body } = await site.get(`/fr/boycotts/${asking?.boycottId}`);
  expect(body).toContain('Tenez bon cette semaine');
});
