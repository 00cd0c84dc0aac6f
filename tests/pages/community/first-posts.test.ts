import { beforeAll, describe, expect, test } from 'vitest';
import { pathTo } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeThread } from '#tests/support/forum.ts';
import { open, read } from './forum.testing.ts';

/** A first post: what its author reads below it, and what members who help find. */

const TEXT = 'Je débute, est-ce que Piécettes paie ?';

let site: TestApp;
let helper: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  helper = await makeMember(site);
  await site.post('/api/me/answers-questions', { answers: 'yes' }, helper.cookie);
});

describe.each(['fr', 'en'] as const)('in %s', (language) => {
  const words = messagesFor(language).forum.firstPosts;
  const forum = pathTo(language, 'forum');
  const list = pathTo(language, 'firstPosts');

  test('leads from the forum to the list, for who helps alone, until somebody answers', async () => {
    const { id } = await makeThread(site, { member: helper, title: `Sujet en ${language}` });
    const newcomer = await makeMember(site);
    const say = (text: string, { cookie }: TestMember) =>
      site.post(`/api/forum/threads/${id}/posts`, { text }, cookie);
    expect(await read(site, list, helper.cookie)).toContain(words.none);
    await say(TEXT, newcomer);
    expect((await open(site, forum, helper.cookie)).body).toContain(`href="${list}"`);
    for (const cookie of [newcomer.cookie, undefined]) {
      expect((await open(site, forum, cookie)).body).not.toContain(`href="${list}"`);
    }
    const page = (await open(site, list, helper.cookie)).body;
    expect(page).toContain(TEXT);
    expect(page).toContain(`href="${pathTo(language, 'thread', { id })}#m2"`);
    expect(await read(site, list, newcomer.cookie)).toContain(words.notYet);
    const thread = pathTo(language, 'thread', { id });
    expect(await read(site, thread, newcomer.cookie)).toContain(words.next);
    for (const cookie of [helper.cookie, undefined]) {
      expect(await read(site, thread, cookie)).not.toContain(words.next);
    }
    await say('Bienvenue ! Oui, en quatre jours.', helper);
    expect(await read(site, thread, newcomer.cookie)).not.toContain(words.next);
    expect(await read(site, list, helper.cookie)).toContain(words.none);
  });
});
