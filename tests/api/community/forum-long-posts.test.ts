import { beforeAll, expect, test } from 'vitest';
import { MAX_POST_LENGTH } from '#shared/community/forum.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeThread } from '#tests/support/forum.ts';
import { LONGEST_TURN_MS, longestTurnOf } from '#tests/support/event-loop-blocking.ts';

/** Long posts are rendered in a thread of their own: they say the same, and hold nobody up. */

const LIST = '- a\n'.repeat(MAX_POST_LENGTH / 4);

let site: TestApp;
let member: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site, { established: true });
});

test('five previews of the longest list, side by side, hold nobody up', async () => {
  const members = [member];
  while (members.length < 5) members.push(await makeMember(site));
  const longest = await longestTurnOf(2, async () => {
    const answers = await Promise.all(
      members.map(({ cookie }) => site.post('/api/forum/preview', { text: LIST }, cookie)),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(5).fill(200));
  });
  expect(longest).toBeLessThan(LONGEST_TURN_MS);
});

test('a long post calls whom it names and links as a short one does, also once edited', async () => {
  const called = await makeMember(site, { pseudonym: 'Appelée' });
  const { id } = await makeThread(site);
  const words = 'Je cherche encore. '.repeat(500);
  const text = (more: string): string =>
    `@Appelée, lis https://clickworker.com/${more}\n\n${words}`;
  const path = `/api/forum/threads/${id}/posts`;
  const sent = await site.post(path, { text: text('un') }, member.cookie);
  expect(sent.statusCode).toBe(201);
  const { id: post } = sent.json<{ id: string }>();
  const html = async (): Promise<string> =>
    (await site.get(`/api/forum/posts/${post}`)).json<{ post: { html: string } }>().post.html;
  const short = await site.post(
    '/api/forum/preview',
    { text: text('un').slice(0, 60) },
    member.cookie,
  );
  const [opening = ''] = short.json<{ html: string }>().html.split('</p>');
  expect(opening).toContain('clickworker.com/un');
  expect(await html()).toContain(opening);
  const lines = await site.database.sql('SELECT 1 FROM inbox_item WHERE member_id = $1', [
    called.id,
  ]);
  expect(lines).toBe(1);
  const edit = await site.post(`/api/forum/posts/${post}`, { text: text('deux') }, member.cookie);
  expect(edit.statusCode).toBe(200);
  expect(await html()).toContain('clickworker.com/deux');
});
