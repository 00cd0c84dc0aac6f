import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { postForm } from '#tests/support/forms.ts';
import { makePost, makeThread, readPage } from '#tests/support/forum.ts';

let site: TestApp;
let member: TestMember;
let pictures: Buffer[];
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site);
  pictures = await Promise.all(
    ['#a03020', '#20a030', '#3020a0', '#a0a020', '#20a0a0', '#102030', '#c0d0e0'].map(
      (background) =>
        sharp({ create: { width: 420, height: 300, channels: 3, background } })
          .png()
          .toBuffer(),
    ),
  );
});

const file = (index: number): { bytes: Buffer } => ({ bytes: pictures[index] ?? Buffer.alloc(0) });
const keysOf = async (id: string, place: number): Promise<string[]> =>
  (await readPage(site, id)).posts[place - 1]?.pictures.map(({ key }) => key) ?? [];
const statusOf = async (key: string): Promise<number> =>
  (await site.get(`/files/${key}/reading.webp`)).statusCode;

describe('pictures of posts', () => {
  test('come with a thread, a reply and an edit, and everybody sees them', async () => {
    const fields = { category: 'astuces', title: 'En images', text: 'Voyez.' };
    const options = { cookie: member.cookie, file: file(0) };
    const started = await postForm(site, '/api/forum/threads', fields, options);
    expect(started.statusCode, started.body).toBe(201);
    const { id } = started.json<{ id: string }>();
    const path = `/api/forum/threads/${id}/posts`;
    const replied = await postForm(site, path, { text: 'Et.' }, { ...options, file: file(1) });
    expect(replied.statusCode, replied.body).toBe(201);
    const { id: postId } = replied.json<{ id: string }>();
    const edit = { ...options, file: file(2) };
    const edited = await postForm(site, `/api/forum/posts/${postId}`, { text: 'Et.' }, edit);
    expect(edited.statusCode, edited.body).toBe(200);
    const { posts } = await readPage(site, id);
    expect(posts.map((post) => post.pictures.length)).toEqual([1, 2]);
    expect(posts[0]?.pictures[0]).toMatchObject({ width: 420, height: 300 });
    expect(posts[1]?.editedAt).not.toBeNull();
    for (const { key } of posts.flatMap((post) => post.pictures)) {
      expect(await statusOf(key)).toBe(200);
    }
  });

  test('are removed one by one, and their files with them', async () => {
    const { id } = await makeThread(site);
    const postId = await makePost(site, id, { member, text: 'Deux.' });
    const path = `/api/forum/posts/${postId}`;
    for (const index of [0, 3]) {
      const options = { cookie: member.cookie, file: file(index) };
      expect((await postForm(site, path, { text: 'Deux.' }, options)).statusCode).toBe(200);
    }
    const [kept = '', gone = ''] = await keysOf(id, 2);
    const response = await site.post(path, { text: 'Deux.', remove: gone }, member.cookie);
    expect(response.statusCode).toBe(200);
    expect(await keysOf(id, 2)).toEqual([kept]);
    expect([await statusOf(kept), await statusOf(gone)]).toEqual([200, 404]);
    const again = await site.post(path, { text: 'Deux.', remove: gone }, member.cookie);
    expect(again.json()).toMatchObject({ error: { fields: { remove: { code: 'invalid' } } } });
  });

  test('are refused where the same stands on unsigned evidence of hers, whichever comes first', async () => {
    const proof = {
      platform: 'clickworker',
      outcome: 'received',
      expected: '20',
      currency: 'EUR',
      method: 'paypal',
      askedOn: '2026-11-01',
      receivedOn: '2026-11-05',
    };
    const { id } = await makeThread(site);
    const path = `/api/forum/threads/${id}/posts`;
    const sender = await makeMember(site);
    const options = { cookie: sender.cookie, file: file(5) };
    const names = { error: { fields: { screenshot: { code: 'image-names-you' } } } };
    expect((await postForm(site, '/api/payouts', proof, options)).statusCode).toBe(201);
    expect((await postForm(site, path, { text: 'Voyez.' }, options)).json()).toMatchObject(names);
    const other = { ...options, file: file(6) };
    expect((await postForm(site, path, { text: 'Voyez.' }, other)).statusCode).toBe(201);
    expect((await postForm(site, '/api/payouts', proof, other)).json()).toMatchObject(names);
    const named = { ...proof, platform: 'appen', signed: 'on' };
    const signed = await postForm(site, '/api/payouts', named, other);
    expect(signed.statusCode, signed.body).toBe(201);
    // Somebody else's picture says nothing of her.
    const stranger = { cookie: (await makeMember(site)).cookie, file: file(5) };
    expect((await postForm(site, path, { text: 'Voyez.' }, stranger)).statusCode).toBe(201);
  });

  test('keep evidence signed that shows the same, until the post is withdrawn', async () => {
    const sender = await makeMember(site);
    const options = { cookie: sender.cookie, file: file(6) };
    const facts = {
      kind: 'posts-bought',
      happenedOn: '2026-11-09',
      asks: 'praise',
      offeredAt: 'Microworkers',
      reward: '0,30',
      currency: 'USD',
    };
    const reported = await postForm(
      site,
      '/api/incidents',
      { ...facts, platform: 'clickworker', signed: 'on' },
      options,
    );
    expect(reported.statusCode, reported.body).toBe(201);
    const { id } = await makeThread(site);
    const path = `/api/forum/threads/${id}/posts`;
    const posted = await postForm(site, path, { text: 'Voyez.' }, options);
    const correction = `/api/incidents/${reported.json<{ id: string }>().id}`;
    const refused = await site.post(correction, facts, sender.cookie);
    expect(refused.json()).toMatchObject({
      error: { fields: { signed: { code: 'named-in-posts' } } },
    });
    const withdraw = `/api/posts/${posted.json<{ id: string }>().id}/withdraw`;
    expect((await site.post(withdraw, {}, sender.cookie)).statusCode).toBe(200);
    const corrected = await site.post(correction, facts, sender.cookie);
    expect(corrected.statusCode, corrected.body).toBe(200);
  });

  test('are four a post at most; the fifth may take the place of one', async () => {
    const { id } = await makeThread(site);
    const postId = await makePost(site, id, { member, text: 'Beaucoup.' });
    const send = (index: number, more: Record<string, string> = {}) =>
      postForm(
        site,
        `/api/forum/posts/${postId}`,
        { ...more, text: 'Beaucoup.' },
        { cookie: member.cookie, file: file(index) },
      );
    for (const index of [0, 1, 2, 3]) expect((await send(index)).statusCode).toBe(200);
    // The same one again takes no place.
    expect((await send(0)).statusCode).toBe(200);
    const fifth = await send(4);
    expect(fifth.statusCode).toBe(422);
    expect(fifth.json()).toMatchObject({
      error: { fields: { screenshot: { code: 'too-many-pictures', limit: '4' } } },
    });
    const [first = ''] = await keysOf(id, 2);
    expect((await send(4, { remove: first })).statusCode).toBe(200);
    expect(await keysOf(id, 2)).toHaveLength(4);
    expect(await keysOf(id, 2)).not.toContain(first);
  });

  test('go with the post that is withdrawn, unless another one shows them', async () => {
    const { id } = await makeThread(site);
    const other = await makeMember(site);
    const path = `/api/forum/threads/${id}/posts`;
    const send = async (cookie: string, index: number): Promise<string> => {
      const response = await postForm(
        site,
        path,
        { text: 'Voici.' },
        { cookie, file: file(index) },
      );
      return response.json<{ id: string }>().id;
    };
    const mine = [await send(member.cookie, 0), await send(member.cookie, 4)];
    await send(other.cookie, 4);
    const [[alone = ''], [shared = '']] = [await keysOf(id, 2), await keysOf(id, 3)];
    // Nobody else shows the first one here: the earlier tests do.
    await site.database.prisma.screenshot.deleteMany({
      where: { key: alone, postId: { not: mine[0] ?? '' } },
    });
    for (const postId of mine) {
      const gone = await site.post(`/api/posts/${postId}/withdraw`, {}, member.cookie);
      expect(gone.statusCode).toBe(200);
    }
    expect([await statusOf(alone), await statusOf(shared)]).toEqual([404, 200]);
    expect(await keysOf(id, 4)).toEqual([shared]);
  });

  test('a refused form keeps the picture, and a picture that is none is refused with the fields', async () => {
    const { id } = await makeThread(site);
    const path = `/api/forum/threads/${id}/posts`;
    const response = await postForm(
      site,
      path,
      { text: ' ' },
      { cookie: member.cookie, file: { bytes: Buffer.from('no picture') } },
    );
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({
      error: {
        fields: { text: { code: 'required' }, screenshot: { code: 'image-not-an-image' } },
      },
    });
    expect((await readPage(site, id)).count).toBe(1);
  });
});
