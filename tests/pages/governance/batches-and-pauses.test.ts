import { beforeAll, describe, expect, test } from 'vitest';
import { pathTo } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makePost, makeThread } from '#tests/support/forum.ts';
import {
  answerProposalAs,
  flagSubjectAs,
  makeFlaggedCase,
} from '#tests/api/governance/cases.testing.ts';
import { makeEstablishedCommunity } from '#tests/api/governance/juries.testing.ts';
import { open, read, send, textOf } from '#tests/pages/community/forum.testing.ts';

/** Pages of posts hidden together and of pauses: without a script, and with nothing typed lost. */

const SPAM = 'Mon code : https://parrain.example/ab12';
const HONEST = 'Le virement est arrivé le 3.';
const FACTS = 'Le même lien de parrainage, trois fois.';

let site: TestApp;
let moderator: TestMember;
let second: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  await makeEstablishedCommunity(site);
  moderator = await makeMember(site, { moderator: true });
  second = await makeMember(site, { established: true });
});

/** A reported post of spam, another one alike, and an honest one of the same author and day. */
async function makeWave() {
  const author = await makeMember(site);
  const { id, postId } = await makeThread(site, { member: author, text: SPAM });
  const spam = await makePost(site, id, { member: author, text: `${SPAM} !` });
  const honest = await makePost(site, id, { member: author, text: HONEST });
  const subject = `post/${postId}`;
  await flagSubjectAs(site, subject, await makeMember(site), { reason: 'advertising' });
  const found = { where: { subject } };
  const { id: caseId } = await site.database.prisma.moderationCase.findFirstOrThrow(found);
  return { author, spam, honest, caseId };
}

describe.each(['fr', 'en'] as const)('in %s', (language) => {
  const t = messagesFor(language);
  const words = t.moderation;

  test('a batch ticks what is alike, keeps what was typed, and leads on to the next author', async () => {
    const { caseId, spam, honest } = await makeWave();
    const other = await makeWave();
    const from = pathTo(language, 'moderationBatch', { id: caseId });
    const page = await open(site, from, moderator.cookie);
    expect(page.body).toMatch(new RegExp(`checked="" value="${spam}"|value="${spam}" checked=""`));
    expect(page.body).toContain(`value="${honest}"`);
    expect(page.body).not.toMatch(new RegExp(`checked="" value="${honest}"`));
    const path = `/api/moderation/cases/${caseId}/batch`;
    const fields = { rule: 'R7', facts: FACTS, reason: 'Une publicité.' };
    const refused = await send(site, moderator, path, { name: 'batch', from, fields });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain(FACTS);
    expect(textOf(refused.body)).toContain(t.errors.fields['nothing-chosen']);
    const all = { ...fields, posts: spam };
    const sent = await send(site, moderator, path, { name: 'batch', from, fields: all });
    expect(sent.statusCode).toBe(303);
    expect(String(sent.headers.location)).toContain(other.caseId);
    const next = await open(site, String(sent.headers.location), moderator.cookie);
    expect(textOf(next.body)).toContain(words.done['batch-proposed-next']);
    // Its form begins with what was written for the author before, who broke the same rule.
    expect(next.body).toContain(FACTS);
    expect(next.body).toMatch(/<textarea[^>]*>Une publicité\.<\/textarea>/);
    expect(textOf(next.body)).toContain(words.case.likeSay);
    const list = await read(
      site,
      pathTo(language, 'moderationCase', { id: caseId }),
      second.cookie,
    );
    expect(textOf(list)).toContain(words.batch.coveredSay({ count: 1 }));
    await site.database.prisma.moderationCase.updateMany({ data: { state: 'closed' } });
  });

  test('cases that are alike are folded under the first, and the next form begins with the words', async () => {
    await site.database.prisma.moderationCase.updateMany({ data: { state: 'closed' } });
    const [one, other] = [await makeWave(), await makeWave()];
    const desk = await open(site, pathTo(language, 'moderation'), moderator.cookie);
    expect(textOf(desk.body)).toContain(words.desk.alike({ count: 2 }));
    const from = pathTo(language, 'moderationCase', { id: one.caseId });
    const path = `/api/moderation/cases/${one.caseId}/proposals`;
    const fields = { kind: 'hide', rule: 'R7', facts: FACTS, reason: 'Une publicité de trop.' };
    const sent = await send(site, moderator, path, { name: 'proposal', from, fields });
    const next = await open(site, String(sent.headers.location), moderator.cookie);
    expect(String(sent.headers.location)).toContain(other.caseId);
    expect(textOf(next.body)).toContain(words.done['proposed-next']);
    expect(textOf(next.body)).toContain(words.case.likeSay);
    expect(next.body).toContain('id="propose" open=""');
    expect(next.body).toMatch(/checked="" value="hide"/);
    expect(next.body).toContain(FACTS);
    expect(next.body).toContain('Une publicité de trop.');
    await site.database.prisma.moderationCase.updateMany({ data: { state: 'closed' } });
  });

  test('who is paused reads why and until when at the form, and keeps what she typed', async () => {
    const { caseId, author } = await makeFlaggedCase(site);
    const from = pathTo(language, 'moderationCase', { id: caseId });
    const path = `/api/moderation/cases/${caseId}/pause`;
    const fields = { days: '7', rule: 'R5', facts: 'Des insultes.', reason: 'Encore une fois.' };
    const made = await send(site, moderator, path, { name: 'pause', from, fields });
    expect(made.statusCode, textOf(made.body)).toBe(303);
    const [, pause = ''] = /\/(\w{12})\?/.exec(String(made.headers.location)) ?? [];
    await answerProposalAs(site, pause, second);
    const { id } = await makeThread(site);
    for (const address of [pathTo(language, 'thread', { id }), pathTo(language, 'newThread')]) {
      const page = (await open(site, address, author.cookie)).body;
      expect(page).toContain('id="paused"');
      expect(page).toContain('Encore une fois.');
      expect(page).toContain(t.forum.paused.appeal);
      expect((await open(site, address, second.cookie)).body).not.toContain('id="paused"');
    }
    const thread = pathTo(language, 'thread', { id });
    const post = `/api/forum/threads/${id}/posts`;
    const typed = { text: 'Je voulais répondre ceci.' };
    const reply = await send(site, author, post, { name: 'reply', from: thread, fields: typed });
    expect(reply.statusCode).toBe(403);
    expect(reply.body).toContain('Je voulais répondre ceci.');
    expect(textOf(reply.body)).toContain(t.errors.codes['posting-paused']);
    const decision = /href="([^"]*\/(?:recours|appeal))"/.exec(reply.body)?.[1] ?? '';
    const appeal = textOf(await read(site, decision, author.cookie));
    expect(appeal).toContain(words.pause.stamps.hide.word);
    expect(appeal).toContain(t.juries.appeal.send);
  });
});
