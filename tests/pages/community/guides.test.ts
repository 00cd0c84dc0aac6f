import { beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeThread } from '#tests/support/forum.ts';
import { actsOf } from '#tests/support/proposals.ts';
import { open, send, textOf } from './forum.testing.ts';

/** A guide by forms alone: one moderator proposes, another confirms, readers see who and on what. */

const SOURCES = 'https://www.urssaf.fr/a\nhttps://legifrance.example/b';
let site: TestApp;
let first: TestMember;
let second: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  first = await makeMember(site, { moderator: true });
  second = await makeMember(site, { moderator: true });
});

describe.each(LANGUAGES)('in %s', (language) => {
  const t = messagesFor(language);

  test('is proposed, confirmed, read with its sources, listed, and taken off', async () => {
    const { id } = await makeThread(site, { title: `Déclarer, ${language}`, category: 'astuces' });
    const page = pathTo(language, 'thread', { id });
    const form = await open(site, page, first.cookie);
    const text = /name="text" value="([0-9a-f]{64})"/.exec(form.body)?.[1] ?? '';
    const fields = { decision: 'guide', reason: 'Juste.', text };
    const decisions = `/api/forum/threads/${id}/decisions`;
    const refused = await send(site, first, decisions, {
      name: 'decide-guide',
      from: page,
      fields: { ...fields, sources: 'un livre' },
    });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('un livre</textarea>');
    expect(textOf(refused.body)).toContain(t.errors.fields['not-an-address']);

    const sent = await send(site, first, decisions, {
      name: 'decide-guide',
      from: page,
      fields: { ...fields, sources: SOURCES },
    });
    expect(sent.statusCode).toBe(303);
    expect(textOf((await open(site, page)).body)).not.toContain(t.forum.thread.guide.sources);

    const [act] = (await actsOf(site, second)).waiting;
    const actPage = pathTo(language, 'act', { id: act?.id ?? '' });
    const asked = await open(site, actPage, second.cookie);
    expect(asked.body).toContain('href="https://www.urssaf.fr/a"');
    expect(textOf(asked.body)).toContain(t.acts.answerTwo);
    expect(textOf(asked.body)).toContain(t.acts.needsOne);
    const confirmed = await send(site, second, `/api/moderation/acts/${act?.id ?? ''}/answer`, {
      name: 'confirm',
      from: actPage,
      fields: { answer: 'confirm' },
    });
    expect(confirmed.statusCode).toBe(303);

    const { body } = await open(site, page);
    expect(body).toMatch(
      /href="https:\/\/legifrance\.example\/b" rel="[^"]*nofollow[^"]*noreferrer/,
    );
    expect(textOf(body)).toMatch(/M-\w{5}.*M-\w{5}/);
    const list = await open(site, pathTo(language, 'forumCategory', { slug: 'astuces' }));
    expect(list.body).toContain(`<b>${t.forum.guide}</b>`);

    const off = await send(site, second, decisions, {
      name: 'decide-unguide',
      from: page,
      fields: { decision: 'unguide', reason: 'La loi a changé.' },
    });
    expect(off.statusCode).toBe(303);
    expect(textOf((await open(site, page)).body)).not.toContain(t.forum.thread.guide.sources);
  });

  test('is proposed by its author, who reads that two moderators will read it', async () => {
    const author = await makeMember(site);
    const { id } = await makeThread(site, { member: author });
    const page = pathTo(language, 'thread', { id });
    expect((await open(site, page)).body).not.toContain(`/threads/${id}/guide`);
    const path = `/api/forum/threads/${id}/guide`;
    const fields = { reason: 'Utile à qui arrive.' };
    const refused = await send(site, author, path, {
      name: 'guide',
      from: page,
      fields: { ...fields, sources: 'un livre' },
    });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('un livre</textarea>');
    const sent = await send(site, author, path, {
      name: 'guide',
      from: page,
      fields: { ...fields, sources: SOURCES },
    });
    expect(sent.statusCode).toBe(303);
    const told = textOf((await open(site, sent.headers.location ?? '', author.cookie)).body);
    expect(told).toContain(t.acts.done['guide-proposed']);
    expect(told).toContain(t.acts.needsTwo);
    expect(told).toContain(t.acts.withdraw);
  });

  test('says after six months that it has to be read again', async () => {
    const { id } = await makeThread(site);
    const old = new Date(site.clock.now.getTime() - 190 * 86_400_000);
    const response = await site.get(`/api/forum/threads/${id}`, first.cookie);
    const { guideText } = response.json<{ guideText: string }>();
    await site.database.prisma.forumThread.update({
      where: { id },
      data: { guideOf: guideText, guideOn: old, guideBy: ['M-A', 'M-B'], guideSources: [] },
    });
    const { body } = await open(site, pathTo(language, 'thread', { id }));
    expect(textOf(body)).toContain(t.forum.thread.guide.old);
  });
});
