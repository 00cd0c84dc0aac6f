import { beforeEach, describe, expect, test } from 'vitest';
import type { ModeratorDeskResponse } from '#shared/governance/case-queue.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makeMembers, type TestMember } from '#tests/support/factories.ts';
import { makePost, makeThread } from '#tests/support/forum.ts';
import { dismissCaseAs, flagSubjectAs, proposeMeasureAs } from './cases.testing.ts';

/** Cases about posts that are alike follow each other, in a moderator's list and when she answers. */

const SPAM = 'Gagnez 200 € avec mon code : https://parrain.example/ab12';
const HONEST = 'Chez moi le virement est arrivé le 3, merci pour votre aide.';
const INSULT = 'Vous êtes tous des menteurs, fermez donc ce forum.';

let site: TestApp;
let moderator: TestMember;
let thread: string;

beforeEach(async () => {
  if (site === undefined) {
    site = await createTestApp();
    await makeMembers(site, 20, { established: true });
  }
  await site.database.prisma.moderationCase.updateMany({ data: { state: 'closed' } });
  moderator = await makeMember(site, { moderator: true });
  thread = (await makeThread(site)).id;
});

/** A reported post; its case opens a second after the one before. */
async function makeCase(
  text: string,
  fields: { member?: TestMember; reason?: string } = {},
): Promise<string> {
  const { member, reason = 'advertising' } = fields;
  const author = member ?? (await makeMember(site));
  const subject = `post/${await makePost(site, thread, { member: author, text })}`;
  site.clock.now = new Date(site.clock.now.getTime() + 1_000);
  const sent = await flagSubjectAs(site, subject, await makeMember(site), { reason });
  expect(sent.statusCode).toBe(201);
  const where = { subject };
  return (await site.database.prisma.moderationCase.findFirstOrThrow({ where })).id;
}
const readDesk = async (member = moderator) =>
  (await site.get('/api/moderation/cases', member.cookie)).json<ModeratorDeskResponse>();
const pathOf = (answer: { json: <T>() => T }) => answer.json<{ path: string }>().path;

describe('a moderator’s list', () => {
  test('puts cases that are alike behind the most urgent of them', async () => {
    const member = await makeMember(site);
    const spam = await makeCase(SPAM);
    const honest = await makeCase(HONEST);
    const copied = await makeCase(`${SPAM} vite`, { member });
    const insult = await makeCase(INSULT, { member, reason: 'insult' });
    const threat = await makeCase('Regardez https://parrain.example/ab12', { reason: 'threat' });
    const { cases, next } = await readDesk();
    expect(cases.map(({ id, alike }) => [id, alike])).toEqual([
      [threat, null],
      [spam, threat],
      [copied, threat],
      [insult, threat],
      [honest, null],
    ]);
    expect(next?.id).toBe(threat);
  });

  test('leads to the posts of one author and day, where several of them are reported', async () => {
    const member = await makeMember(site);
    const first = await makeCase(SPAM, { member });
    const second = await makeCase(HONEST, { member });
    const other = await makeCase(INSULT);
    const { cases } = await readDesk();
    expect(cases.map(({ id, batch }) => [id, batch])).toEqual([
      [first, first],
      [second, first],
      [other, null],
    ]);
  });

  test('names no author, and compares no case that another moderator has or where she is a party', async () => {
    const member = await makeMember(site);
    const first = await makeCase(SPAM, { member });
    const taken = await makeCase(SPAM);
    const own = await makeCase(SPAM, { member: moderator });
    const other = await makeMember(site, { moderator: true });
    const path = `/api/moderation/cases/${taken}/take`;
    expect((await site.post(path, {}, other.cookie)).statusCode).toBe(200);
    const answer = await site.get('/api/moderation/cases', moderator.cookie);
    expect(answer.body).not.toContain(member.pseudonym);
    expect(answer.body).not.toContain(member.id);
    const { cases } = answer.json<ModeratorDeskResponse>();
    expect(cases.map(({ id, alike }) => [id, alike])).toEqual([
      [first, null],
      [taken, null],
    ]);
    expect(cases.map(({ id }) => id)).not.toContain(own);
  });
});

describe('after an answer', () => {
  test('a proposal leads to the next case that is alike, with its words, and to no other', async () => {
    const [spam, honest, copied] = [
      await makeCase(SPAM),
      await makeCase(HONEST),
      await makeCase(`${SPAM} vite`),
    ];
    const path = pathOf(await proposeMeasureAs(site, spam, moderator, { rule: 'R7' }));
    expect(path).toContain(copied);
    expect(path).toContain('measure=hide&rule=R7');
    expect(path).toContain(`like=${spam}`);
    expect(pathOf(await proposeMeasureAs(site, copied, moderator))).toContain(copied);
    expect(pathOf(await proposeMeasureAs(site, honest, moderator))).toContain(honest);
  });

  test('no action leads to the next case that is alike, else to the list', async () => {
    const [first, second] = [await makeCase(HONEST), await makeCase(HONEST)];
    expect(pathOf(await dismissCaseAs(site, first, moderator))).toContain(second);
    expect(pathOf(await dismissCaseAs(site, second, moderator))).toMatch(/\/moderation\?/);
  });

  test('past the maximum of her day it leads to urgent cases alone, on which she may still act', async () => {
    await site.post('/api/moderation/care', { casesADay: '1' }, moderator.cookie);
    const [first, calm] = [await makeCase(SPAM), await makeCase(SPAM)];
    const urgent = await makeCase(SPAM, { reason: 'threat' });
    const path = pathOf(await proposeMeasureAs(site, first, moderator, { rule: 'R7' }));
    expect(path).toContain(urgent);
    expect((await proposeMeasureAs(site, urgent, moderator)).statusCode).toBe(200);
    expect((await proposeMeasureAs(site, calm, moderator)).statusCode).toBe(429);
  });

  test('it leads nowhere once she has taken all that she takes a day, or another has the case', async () => {
    await site.post('/api/moderation/care', { casesADay: '1' }, moderator.cookie);
    const [first, second] = [await makeCase(HONEST), await makeCase(HONEST)];
    expect(pathOf(await dismissCaseAs(site, first, moderator))).not.toContain(second);
    const [third, other] = [await makeCase(SPAM), await makeMember(site, { moderator: true })];
    const taken = await makeCase(SPAM);
    await site.post(`/api/moderation/cases/${taken}/take`, {}, moderator.cookie);
    await site.database.prisma.moderationCase.updateMany({
      where: { id: taken },
      data: { takenBy: moderator.id, takenUntil: new Date(site.clock.now.getTime() + 60_000) },
    });
    expect(pathOf(await proposeMeasureAs(site, third, other))).not.toContain(taken);
  });
});
