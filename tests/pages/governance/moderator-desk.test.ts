import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { today } from '#shared/core/days.ts';
import { pathTo } from '#shared/core/paths.ts';
import type { InboxResponse } from '#shared/community/inbox.ts';
import { MAX_CASES_PER_MODERATOR_A_DAY } from '#shared/governance/cases.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makePost, makeThread } from '#tests/support/forum.ts';
import {
  answerProposalAs,
  flagSubjectAs,
  makeFlaggablePost,
  makeFlaggedCase,
  proposeMeasureAs,
} from '#tests/api/governance/cases.testing.ts';
import { makeEstablishedCommunity } from '#tests/api/governance/juries.testing.ts';
import { open, read, send, textOf } from '#tests/pages/community/forum.testing.ts';

/** A moderator's way to a case and through it, and what members read of what was decided. */

let site: TestApp;
let moderator: TestMember;
let second: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  await makeEstablishedCommunity(site);
});
beforeEach(async () => {
  moderator = await makeMember(site, { moderator: true });
  second = await makeMember(site, { established: true });
});

async function hide(postId: string): Promise<void> {
  const subject = `post/${postId}`;
  expect((await flagSubjectAs(site, subject, await makeMember(site))).statusCode).toBe(201);
  const { id } = await site.database.prisma.moderationCase.findFirstOrThrow({ where: { subject } });
  expect((await proposeMeasureAs(site, id, moderator)).statusCode).toBe(200);
  expect((await answerProposalAs(site, id, second)).statusCode).toBe(200);
}

describe.each(['fr', 'en'] as const)('in %s', (language) => {
  const t = messagesFor(language);
  const words = t.moderation;

  test('closing a case as unfounded past the day’s maximum says so', async () => {
    const { caseId } = await makeFlaggedCase(site);
    await site.database.prisma.memberUse.create({
      data: {
        memberId: moderator.id,
        kind: 'case-taken',
        day: new Date(today(site.clock.now)),
        count: MAX_CASES_PER_MODERATOR_A_DAY,
      },
    });
    const from = pathTo(language, 'moderationCase', { id: caseId });
    const path = `/api/moderation/cases/${caseId}/dismiss`;
    const form = { name: 'unfounded', from, fields: { unfounded: 'on' } };
    const refused = await send(site, moderator, path, form);
    expect(refused.statusCode).toBe(429);
    expect(refused.body).toContain(`<details open=""><summary>${words.case.dismiss}`);
    expect(textOf(refused.body)).toContain(t.errors.codes['too-many']);
  });

  test('a post leads moderators alone to its case, or to opening one', async () => {
    const { id: threadId, postId } = await makeThread(site);
    const about = `post/${postId}`;
    const link = pathTo(language, 'moderation', {}, { about });
    const thread = pathTo(language, 'thread', { id: threadId });
    expect((await open(site, thread, moderator.cookie)).body).toContain(`href="${link}#own"`);
    expect((await open(site, thread, second.cookie)).body).not.toContain(link);
    const before = (await open(site, link, moderator.cookie)).body;
    expect(before).toContain('id="own" open=""');
    expect(before).toContain(`value="${about}"`);
    await flagSubjectAs(site, about, await makeMember(site));
    const where = { subject: about };
    const { id } = await site.database.prisma.moderationCase.findFirstOrThrow({ where });
    const after = (await open(site, link, moderator.cookie)).body;
    expect(after).toContain(
      `href="${pathTo(language, 'moderationCase', { id })}">${words.desk.see}`,
    );
  });

  test('the desk names the next case once, those alike below it, and each other queue in a line', async () => {
    await site.database.prisma.moderationCase.updateMany({ data: { state: 'closed' } });
    const text = 'Regardez https://parrain.example/zz99';
    const [first, alike] = [
      await makeFlaggedCase(site, { text, reason: 'threat' }),
      await makeFlaggedCase(site, { text }),
    ];
    const { caseId: apart } = await makeFlaggedCase(site, { text: 'Quelle bande de voleurs.' });
    const path = pathTo(language, 'moderation');
    const before = await open(site, path, moderator.cookie);
    expect(textOf(before.body)).not.toContain(words.desk.elsewhere);
    expect(textOf(before.body)).toContain(words.desk.alike({ count: 2 }));
    for (const id of [first.caseId, alike.caseId, apart]) {
      const link = `href="${pathTo(language, 'moderationCase', { id })}"`;
      expect([id, before.body.split(link).length - 1]).toEqual([id, 1]);
    }
    const other = await makeMember(site, { moderator: true });
    expect((await proposeMeasureAs(site, apart, other)).statusCode).toBe(200);
    const after = await open(site, path, moderator.cookie);
    const line = words.desk.queues.second({ count: 1 });
    expect(textOf(after.body)).toContain(words.desk.elsewhere);
    expect(after.body).toContain(`href="${pathTo(language, 'secondPerson')}"><span`);
    expect(textOf(after.body)).toContain(line);
    expect(textOf(after.body)).toContain(words.desk.oldest({ days: 0 }));
    const public_ = await open(site, path, second.cookie);
    expect(textOf(public_.body)).not.toContain(line);
  });

  test('a case is taken above its text, which can be long', async () => {
    const { caseId } = await makeFlaggedCase(site, { text: 'Un long texte. '.repeat(80) });
    const { body } = await open(
      site,
      pathTo(language, 'moderationCase', { id: caseId }),
      moderator.cookie,
    );
    const [take, text] = [body.indexOf(`>${words.case.take}<`), body.indexOf('Un long texte.')];
    expect(take).toBeGreaterThan(0);
    expect(take).toBeLessThan(text);
  });

  test('her proposals are listed with what became of them, and the inbox leads there', async () => {
    const { caseId } = await makeFlaggedCase(site);
    await proposeMeasureAs(site, caseId, moderator);
    const objection = 'C’est une critique, pas une insulte.';
    await answerProposalAs(site, caseId, second, { answer: 'object', objection });
    const inbox = await open(site, pathTo(language, 'inbox'), moderator.cookie);
    const name = words.kinds.post({ form: 'one' });
    expect(textOf(inbox.body)).toContain(objection);
    expect(inbox.body).toContain(name);
    const duties = pathTo(language, 'duties');
    const { items } = (await site.get('/api/me/inbox', moderator.cookie)).json<InboxResponse>();
    const [item] = items;
    const opened = `${pathTo(language, 'inbox')}/${item?.id}`;
    expect(inbox.body).toContain(`href="${opened}"`);
    const led = await open(site, opened, moderator.cookie);
    expect(led.headers.location).toBe(`${duties}#proposals`);
    const { body } = await open(site, duties, moderator.cookie);
    expect(body).toContain('id="proposals"');
    expect(textOf(body)).toContain(words.case.became.refused);
    expect(textOf(body)).toContain(objection);
    expect((await open(site, duties, second.cookie)).body).not.toContain('id="proposals"');
  });

  test('a pasted address opens a case about what it shows', async () => {
    const { id: threadId, postId } = await makeThread(site);
    const reply = await makePost(site, threadId, { member: second });
    const addresses = [
      [`http://localhost${pathTo(language, 'thread', { id: threadId })}#m2`, reply],
      [pathTo(language, 'forumPost', { id: postId }), postId],
    ] as const;
    for (const [about, id] of addresses) {
      const fields = { about, reason: 'insult' };
      const made = await site.post('/api/moderation/cases', fields, moderator.cookie);
      expect([about, made.statusCode]).toEqual([about, 201]);
      const opened = await site.database.prisma.moderationCase.findUniqueOrThrow({
        where: { id: made.json<{ id: string }>().id },
      });
      expect(opened.subject).toBe(`post/${id}`);
    }
  });

  test('an address that shows nothing to judge is refused at its field', async () => {
    const from = pathTo(language, 'moderation');
    for (const about of [`http://localhost${from}`, 'http://[', 'post/3k9']) {
      const fields = { about, reason: 'insult' };
      const sent = { name: 'own-case', from, fields };
      const refused = await send(site, moderator, '/api/moderation/cases', sent);
      expect([about, refused.statusCode]).toEqual([about, 422]);
      expect(refused.body).toContain('class="issue"');
    }
  });

  test('an urgent case begins with the veil, unfolded, and ends with the likeness', async () => {
    const { caseId } = await makeFlaggedCase(site, { reason: 'threat' });
    const { caseId: calm } = await makeFlaggedCase(site);
    const at = (id: string) => pathTo(language, 'moderationCase', { id });
    const { body } = await open(site, at(caseId), moderator.cookie);
    const places = ['id="veil" open=""', `>${words.case.flags}<`, 'id="propose"', 'id="likeness"'];
    const found = places.map((place) => body.indexOf(place));
    expect(found).not.toContain(-1);
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect((await open(site, at(calm), moderator.cookie)).body).not.toContain('id="veil" open');
  });

  test('a pause says "you" to whom it pauses, and its name to nobody', async () => {
    const { caseId, author } = await makeFlaggedCase(site);
    const fields = {
      days: 7,
      rule: 'R5',
      facts: 'Il insulte trois collègues.',
      reason: 'Il recommence.',
    };
    const sent = await site.post(`/api/moderation/cases/${caseId}/pause`, fields, moderator.cookie);
    const { id: pause } = sent.json<{ id: string }>();
    expect((await answerProposalAs(site, pause, second)).statusCode).toBe(200);
    const { id, subject } = await site.database.prisma.decision.findFirstOrThrow({
      where: { caseId: pause },
    });
    const path = pathTo(language, 'decision', { id });
    const hers = await read(site, path, author.cookie);
    expect(hers).toContain(words.pause.own.measure);
    expect(hers).toContain(words.pause.own.scope);
    const others = await read(site, path, second.cookie);
    expect(others).toContain(words.pause.scopes.hide);
    expect(others).not.toContain(words.pause.own.scope);
    for (const text of [hers, others]) expect(text).not.toContain(subject);
  });

  test('a topic whose only post is hidden loses its title in lists, and no other does', async () => {
    // Lists show the latest topics: these are later than those of other tests.
    site.clock.now = new Date(site.clock.now.getTime() + 60_000);
    const alone = await makeThread(site, { title: 'Voleuse de Brest' });
    const answered = await makeThread(site, { title: 'Un sujet avec une réponse' });
    await makePost(site, answered.id, { member: second });
    await hide(alone.postId);
    await hide(answered.postId);
    const lists = [
      pathTo(language, 'forum'),
      pathTo(language, 'forumCategory', { slug: 'paiements' }),
      '/api/forum',
      '/api/forum/threads',
    ];
    for (const list of lists) {
      const { body } = await site.get(list);
      expect([list, body.includes(alone.id), body.includes('Voleuse')]).toEqual([
        list,
        true,
        false,
      ]);
      expect(body).toContain('Un sujet avec une réponse');
      if (!list.startsWith('/api')) expect(body).toContain(t.forum.hiddenTitle);
    }
  });
});

test('a case about a text of her own is not opened by an address either', async () => {
  const { subject, author } = await makeFlaggablePost(site);
  const about = pathTo('fr', 'forumPost', { id: subject.split('/')[1] ?? '' });
  await site.database.prisma.roleGrant.updateMany({
    where: { memberId: moderator.id },
    data: { memberId: author.id },
  });
  const made = await site.post('/api/moderation/cases', { about, reason: 'insult' }, author.cookie);
  expect(made.statusCode).toBe(403);
});
