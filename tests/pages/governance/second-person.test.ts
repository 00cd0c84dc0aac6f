import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pathTo } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeTopic, proposeMove } from '#tests/support/moved-posts.ts';
import {
  answerProposalAs,
  makeFlaggedCase,
  proposeMeasureAs,
} from '#tests/api/governance/cases.testing.ts';
import { makeEstablishedCommunity } from '#tests/api/governance/juries.testing.ts';
import { open, read, send, textOf } from '#tests/pages/community/forum.testing.ts';

/** What a second person is told, and where she comes back to. */

let site: TestApp;
let moderator: TestMember;
let second: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  await makeEstablishedCommunity(site);
});
beforeEach(async () => {
  await site.database.prisma.moderationCase.updateMany({ data: { state: 'closed' } });
  moderator = await makeMember(site, { moderator: true });
  second = await makeMember(site, { established: true });
});

async function makeProposal(kind = 'hide', rule = 'R5'): Promise<string> {
  const { caseId } = await makeFlaggedCase(site);
  expect((await proposeMeasureAs(site, caseId, moderator, { kind, rule })).statusCode).toBe(200);
  return caseId;
}

describe.each(['fr', 'en'] as const)('in %s', (language) => {
  const t = messagesFor(language);
  const waiting = t.juries.duties.secondReviewsWaiting;

  test('her home and her page say how many cases wait for her, those that few may read too', async () => {
    await makeProposal();
    await makeProposal('remove', 'R4');
    for (const page of ['home', 'me'] as const) {
      const { body } = await open(site, pathTo(language, page), second.cookie);
      expect(body).toContain(waiting({ count: 2 }));
      expect(body).toContain(`href="${pathTo(language, 'secondPerson')}"`);
      const young = await makeMember(site);
      const other = await open(site, pathTo(language, page), young.cookie);
      expect(other.body).not.toContain(`href="${pathTo(language, 'secondPerson')}"`);
    }
  });

  test('her home says nothing where no case waits', async () => {
    const { body } = await open(site, pathTo(language, 'home'), second.cookie);
    expect(body).not.toContain(t.home.mine.duties);
  });

  test('a moderator’s duties list the urgent cases that she can decide on', async () => {
    const { caseId } = await makeFlaggedCase(site, {
      reason: 'threat',
      text: 'Je sais où tu vis.',
    });
    const { caseId: calm } = await makeFlaggedCase(site);
    const { body } = await open(site, pathTo(language, 'duties'), moderator.cookie);
    expect(body).toContain(t.juries.duties.urgent({ count: 1 }));
    expect(body).toContain(`href="${pathTo(language, 'moderationCase', { id: caseId })}"`);
    expect(body).not.toContain(calm);
  });

  test('a case that she decided leads to the decision, and stays closed to others', async () => {
    const caseId = await makeProposal();
    expect((await answerProposalAs(site, caseId, second)).statusCode).toBe(200);
    const path = pathTo(language, 'moderationCase', { id: caseId });
    const { id } = await site.database.prisma.decision.findFirstOrThrow({ where: { caseId } });
    const back = await open(site, path, second.cookie);
    expect([back.statusCode, back.headers.location]).toEqual([
      302,
      pathTo(language, 'decision', { id }),
    ]);
    const other = await makeMember(site, { established: true });
    expect((await open(site, path, other.cookie)).statusCode).toBe(403);
    const asked = await site.get(`/api/moderation/cases/${caseId}/decision`, other.cookie);
    expect(asked.statusCode).toBe(404);
  });

  test('after her answer she is led to what waits next; who reads the decision is not', async () => {
    const caseId = await makeProposal();
    const from = pathTo(language, 'moderationCase', { id: caseId });
    const { body } = await open(site, from, second.cookie);
    const [, proposal = ''] = /name="proposal" value="(\w+)"/.exec(body) ?? [];
    const path = `/api/moderation/cases/${caseId}/answer`;
    const fields = { proposal, answer: 'agree' };
    const sent = await send(site, second, path, { name: 'answer', from, fields });
    const decided = String(sent.headers.location);
    const link = `href="${pathTo(language, 'secondPerson')}"`;
    expect((await open(site, decided, second.cookie)).body).toContain(link);
    const [plain = ''] = decided.split('?');
    expect((await open(site, plain, second.cookie)).body).not.toContain(link);
    expect((await open(site, decided)).body).not.toContain(link);
  });

  test('a moderator who veiled is led back to her desk and to what waits', async () => {
    const { caseId } = await makeFlaggedCase(site, { reason: 'threat' });
    const from = pathTo(language, 'moderationCase', { id: caseId });
    const path = `/api/moderation/cases/${caseId}/veil`;
    const fields = { rule: 'R5', facts: t.moderation.templates.R5, reason: 'On y lit une menace.' };
    const sent = await send(site, moderator, path, { name: 'veil', from, fields });
    const { body } = await open(site, String(sent.headers.location), moderator.cookie);
    expect(body).toContain(`href="${pathTo(language, 'secondPerson')}"`);
    expect(body.split(`href="${pathTo(language, 'moderation')}"`).length - 1).toBeGreaterThan(1);
  });

  test('nothing is said to wait only where neither a case nor a proposal does', async () => {
    const page = pathTo(language, 'secondPerson');
    expect(await read(site, page, second.cookie)).toContain(t.acts.none);
    await makeProposal();
    expect(await read(site, page, second.cookie)).not.toContain(t.acts.none);
  });

  test('a proposed move leads to the other topic and to each post that would move', async () => {
    const [from, to] = [await makeTopic(site, 'Ancien'), await makeTopic(site, 'Nouveau')];
    const [, one = '', two = ''] = from.posts;
    const move = { move: 'posts', to: to.id, posts: [one, two] };
    const merge = { move: 'merge', to: from.id };
    const acts = [
      [await proposeMove(site, from.id, move), to.id, [one, two]],
      [await proposeMove(site, to.id, merge), from.id, []],
    ] as const;
    for (const [{ body: made }, target, posts] of acts) {
      const { id } = JSON.parse(made) as { id: string };
      const { body } = await open(site, pathTo(language, 'act', { id }), moderator.cookie);
      expect(body).toContain(`href="${pathTo(language, 'thread', { id: target })}"`);
      for (const post of posts) {
        expect(body).toContain(`href="${pathTo(language, 'forumPost', { id: post })}"`);
      }
    }
  });

  test('who may not read a proposal is told what it is, before signing in', async () => {
    const [from, to] = [await makeTopic(site, 'Secret'), await makeTopic(site, 'Autre')];
    const { body: made } = await proposeMove(site, from.id, { move: 'merge', to: to.id });
    const { id } = JSON.parse(made) as { id: string };
    const path = pathTo(language, 'act', { id });
    const { acts } = messagesFor(language);
    const other = await makeMember(site);
    for (const cookie of [undefined, other.cookie]) {
      const { statusCode, body } = await open(site, path, cookie);
      expect(statusCode).toBe(200);
      const said = textOf(body);
      for (const line of acts.closed.say) expect(said).toContain(line);
      expect(said.includes(acts.closed.signIn)).toBe(cookie === undefined);
      expect(body).not.toContain('Secret');
    }
  });

  test('the reason of an objection is not called optional, since it is refused empty', async () => {
    const path = pathTo(language, 'moderationCase', { id: await makeProposal() });
    const text = await read(site, path, second.cookie);
    expect(text).toContain(t.moderation.case.objectionLabel);
    expect(text).toContain(t.moderation.case.objectionHint);
    expect(text).not.toContain(`${t.moderation.case.objectionLabel} ${t.common.optional}`);
  });
});
