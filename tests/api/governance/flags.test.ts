import { beforeAll, describe, expect, test } from 'vitest';
import { FLAGS_A_DAY } from '#shared/governance/cases.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { flagSubjectAs, makeFlaggedCase, makeFlaggablePost } from './cases.testing.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const caseOf = (subject: string) =>
  site.database.prisma.moderationCase.findFirstOrThrow({
    where: { subject, state: { not: 'closed' } },
    include: { flags: true, parties: true },
  });

describe('a flag', () => {
  test('opens a case, makes its author and its sender parties, and hides nothing', async () => {
    const { subject, id, author } = await makeFlaggablePost(site);
    const member = await makeMember(site);
    const answer = await flagSubjectAs(site, subject, member, { ratedParty: true });
    expect(answer.statusCode).toBe(201);
    const made = await caseOf(subject);
    expect(made).toMatchObject({ state: 'open', origin: 'flag', reason: 'insult' });
    expect(made.flags).toMatchObject([{ memberId: member.id, ratedParty: true, outcome: null }]);
    expect(made.parties.map(({ memberId, role }) => [memberId, role]).toSorted()).toEqual(
      [
        [author.id, 'author'],
        [member.id, 'rated'],
      ].toSorted(),
    );
    const post = await site.database.prisma.forumPost.findUniqueOrThrow({ where: { id } });
    expect(post.hiddenBy).toBeNull();
    expect(await kindsInRecord(site, `case/${made.id}`)).toEqual(['case-opened', 'flag-made']);
  });

  test('joins the case that is open; an urgent reason makes it urgent', async () => {
    const { caseId, subject } = await makeFlaggedCase(site);
    expect(
      (await flagSubjectAs(site, subject, await makeMember(site), { reason: 'threat' })).statusCode,
    ).toBe(201);
    const made = await caseOf(subject);
    expect(made).toMatchObject({ id: caseId, reason: 'threat' });
    expect(made.flags).toHaveLength(2);
    await flagSubjectAs(site, subject, await makeMember(site), { reason: 'advertising' });
    expect((await caseOf(subject)).reason).toBe('threat');
  });

  test('is one a member and case, also when sent twice at once', async () => {
    const { subject } = await makeFlaggablePost(site);
    const member = await makeMember(site);
    const answers = await Promise.all([
      flagSubjectAs(site, subject, member),
      flagSubjectAs(site, subject, member),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([201, 409]);
  });

  test('of many at once opens one case', async () => {
    const { subject } = await makeFlaggablePost(site);
    const members = await Promise.all(Array.from({ length: 6 }, () => makeMember(site)));
    const answers = await Promise.all(
      members.map((member) => flagSubjectAs(site, subject, member)),
    );
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([201]));
    expect(await site.database.prisma.moderationCase.count({ where: { subject } })).toBe(1);
    expect((await caseOf(subject)).flags).toHaveLength(6);
  });

  test('is for members, of what others wrote and what is there', async () => {
    const { subject, author } = await makeFlaggablePost(site);
    const member = await makeMember(site);
    expect((await flagSubjectAs(site, subject, null)).statusCode).toBe(401);
    expect((await flagSubjectAs(site, subject, author)).statusCode).toBe(403);
    expect((await flagSubjectAs(site, 'post/zzzzzzzzzzzz', member)).statusCode).toBe(404);
    expect((await flagSubjectAs(site, 'member/zzzzzzzzzzzz', member)).statusCode).toBe(422);
    expect((await flagSubjectAs(site, subject, member, { reason: 'boring' })).statusCode).toBe(422);
    expect((await flagSubjectAs(site, subject, member, { sentence: '' })).statusCode).toBe(422);
    expect((await site.get(`/api/flags?about=${subject}`)).statusCode).toBe(401);
  });

  test('says that what it is about was taken back by its author', async () => {
    const { id, member } = await makePayout(site, { screenshot: true });
    await site.post(`/api/payouts/${id}/withdraw`, {}, member.cookie);
    expect((await flagSubjectAs(site, `payout/${id}`, await makeMember(site))).statusCode).toBe(
      410,
    );
  });

  test('has a daily limit', async () => {
    const member = await makeMember(site);
    const day = new Date(site.clock.now.toISOString().slice(0, 10));
    await site.database.prisma.memberUse.create({
      data: { memberId: member.id, kind: 'case-flag', day, count: FLAGS_A_DAY },
    });
    const { subject } = await makeFlaggablePost(site);
    expect((await flagSubjectAs(site, subject, member)).statusCode).toBe(429);
  });

  test('has a form that works without a script, and comes back with what was typed', async () => {
    const { subject } = await makeFlaggablePost(site);
    const { cookie } = await makeMember(site);
    const path = `/fr/signaler-un-message?about=${subject}`;
    const page = await site.get(path, cookie);
    expect(page.body).toContain('Je parle pour la personne ou l’entreprise dont on parle ici.');
    const send = (fields: Record<string, string>) =>
      site.post('/api/flags', {}, cookie, {
        headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({
          _from: path,
          _form: 'case-flag',
          about: subject,
          sentence: 'Une menace à peine voilée.',
          ...fields,
        }).toString(),
      });
    const refused = await send({});
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('Une menace à peine voilée.');
    const sent = await send({ reason: 'threat' });
    expect(sent.statusCode).toBe(303);
    const shown = await site.get(String(sent.headers.location), cookie);
    expect(shown.body).toContain('Une menace à peine voilée.');
  });
});
