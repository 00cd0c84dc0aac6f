import { beforeAll, describe, expect, test } from 'vitest';
import { MEMBER_PAGE_RATE } from '#server/identity/members/routes.ts';
import { randomId } from '#server/core/ids.ts';
import {
  MEMBER_POSTS_PER_PAGE,
  MEMBER_THREADS_PER_PAGE,
  memberResponse,
} from '#shared/identity/members.ts';
import { PASSWORD, makeRealMember } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, makeReview, type TestMember } from '#tests/support/factories.ts';
import { makeWriter } from '#tests/support/messages.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const read = async (pseudonym: string, cookie?: string, query = '') =>
  memberResponse.parse(
    (await site.get(`/api/members/${encodeURIComponent(pseudonym)}${query}`, cookie)).json(),
  );

/** A thread of the member's with one post of hers, so many minutes after the tests began. */
async function makeThread(
  member: TestMember,
  minute: number,
  overrides: { title?: string; text?: string | null } = {},
): Promise<{ id: string; postId: string }> {
  const { prisma } = site.database;
  const at = new Date(site.clock.now.getTime() + minute * 60_000);
  const category = await prisma.forumCategory.findFirstOrThrow();
  const { title = `Sujet ${minute}`, text = `Message ${minute}` } = overrides;
  const [id, postId] = [randomId(), randomId()];
  const thread = { id, categoryId: category.id, memberId: member.id, title, posts: 1 };
  await prisma.forumThread.create({ data: { ...thread, startedAt: at, lastPostAt: at } });
  await prisma.forumPost.create({
    data: {
      id: postId,
      threadId: id,
      place: 1,
      memberId: member.id,
      postedAt: at,
      text,
      html: text === null ? null : `<p>${text}</p>`,
      renderer: 1,
      withdrawnOn: text === null ? at : null,
    },
  });
  return { id, postId };
}

describe('GET /api/members/:pseudonym', () => {
  test('shows the forum under her name: how much, and the latest first', async () => {
    const member = await makeMember(site, { pseudonym: 'Épistolière' });
    await makeThread(member, 1);
    const second = await makeThread(member, 2, { text: '> Et toi ?\n\n**Payée** hier.' });
    await makeThread(member, 3, { text: null });
    expect(await read('Épistolière')).toMatchObject({
      pseudonym: 'Épistolière',
      sinceYear: 2026,
      threads: 3,
      posts: 2,
      latestThreads: [{ title: 'Sujet 3' }, { title: 'Sujet 2' }, { title: 'Sujet 1' }],
      latestPosts: [
        { id: second.postId, thread: { id: second.id }, excerpt: 'Payée hier.' },
        { excerpt: 'Message 1' },
      ],
      nextPosts: null,
      viewer: null,
    });
    const page = await site.get('/fr/membres/%C3%89pistoli%C3%A8re');
    expect(page.body).toContain('2\u00a0messages et 3\u00a0sujets au forum.');
    expect(page.body).toContain(`href="/fr/forum/messages/${second.postId}"`);
    expect(page.body).toContain('<meta name="robots" content="noindex"/>');
  });

  test('finds her whatever the accents and the case, at one address', async () => {
    await makeMember(site, { pseudonym: 'Éloïse du Sud' });
    expect((await read('ELOISE-DU-SUD')).pseudonym).toBe('Éloïse du Sud');
    const page = await site.get('/en/members/eloise.du.sud');
    expect(page.statusCode).toBe(302);
    expect(page.headers.location).toBe('/en/members/%C3%89lo%C3%AFse%20du%20Sud');
  });

  test('goes on where it stopped, each list by itself', async () => {
    const member = await makeMember(site, { pseudonym: 'Prolixe' });
    const total = MEMBER_POSTS_PER_PAGE + 2;
    for (let minute = 0; minute < total; minute += 1) await makeThread(member, minute);
    const first = await read('Prolixe');
    const posts = await read('Prolixe', undefined, `?posts=${first.nextPosts}`);
    const threads = await read('Prolixe', undefined, `?threads=${first.nextThreads}`);
    expect(posts.latestThreads).toEqual(first.latestThreads);
    expect([...first.latestPosts, ...posts.latestPosts].map(({ excerpt }) => excerpt)).toEqual(
      Array.from({ length: total }, (_, index) => `Message ${total - 1 - index}`),
    );
    expect(threads.latestThreads[0]?.title).toBe(`Sujet ${total - 1 - MEMBER_THREADS_PER_PAGE}`);
    expect(posts.nextPosts).toBeNull();
    const page = await site.get(`/fr/membres/Prolixe?posts=${first.nextPosts}`);
    expect(page.body).toContain('Message 0');
    expect(page.body).not.toContain(`Message ${total - 1}<`);
  });

  test('says nothing of her evidence, of being established, or of the day she joined', async () => {
    const member = await makeMember(site, { pseudonym: 'Prouveuse', established: true });
    await makePayout(site, { member, slug: 'appen', expectedMinor: 4242 });
    await makeReview(site, { member, slug: 'appen', text: 'Un avis sans nom.' });
    await makePayout(site, { member, slug: 'isahit', signed: true });
    for (const path of [
      '/api/members/Prouveuse',
      '/fr/membres/Prouveuse',
      '/en/members/Prouveuse',
    ]) {
      const { body } = await site.get(path);
      expect(body, path).not.toMatch(/appen|isahit|4242|42[.,]42|Un avis sans nom/i);
      expect(body, path).not.toMatch(/established|établi/i);
      expect(body, path).not.toMatch(/2026-11-20|20 novembre|20 November/);
      expect(body, path).not.toContain(member.id);
    }
  });

  test('is not there for nobody, an account that is gone, and what breaks its form', async () => {
    const leaving = await makeRealMember(site, 'Disparue');
    await makeThread(leaving, 1);
    await site.post('/api/me/delete', { password: PASSWORD }, leaving.cookie);
    for (const name of ['Disparue', 'Personne', '%20', '---', 'a'.repeat(300)]) {
      expect((await site.get(`/api/members/${name}`)).statusCode, name).toBe(404);
      expect((await site.get(`/fr/membres/${name}`)).statusCode, name).toBe(404);
    }
    for (const query of ['posts=x', 'threads=2026-02-30T10:00:00Z_abcdefghjkmn']) {
      const answer = await site.get(`/api/members/Prolixe?${query}`);
      expect(answer.statusCode, query).toBe(422);
    }
  });

  test('hostile titles and posts are text', async () => {
    const member = await makeMember(site, { pseudonym: 'Hostile' });
    const attack = '</a></title><script>alert(1)</script><img src=x onerror=alert(1)>\u202egnp.exe';
    await makeThread(member, 1, { title: attack, text: attack });
    const { body } = await site.get('/fr/membres/Hostile');
    expect(body).not.toMatch(/<script>|<img src=x/);
    expect(body).toContain('&lt;script&gt;alert(1)');
  });
});

describe('what the viewer may do', () => {
  test('she may write where both allow it, and is told what to do where not', async () => {
    const [one, other] = [await makeWriter(site), await makeWriter(site)];
    const page = async (viewer?: TestMember): Promise<string> =>
      (await site.get(`/fr/membres/${other.pseudonym}`, viewer?.cookie)).body;
    expect(await page(one)).toContain(`href="/fr/messages-prives/${other.pseudonym}"`);
    const fresh = await makeMember(site);
    expect(await page(fresh)).toContain('permettez d’abord les messages privés');
    expect(await page()).toContain(`/fr/connexion?next=%2Ffr%2Fmembres%2F${other.pseudonym}`);
    expect(await page(other)).toContain('C’est votre page, comme les autres la voient.');
    expect((await read(other.pseudonym, other.cookie)).viewer).toMatchObject({
      self: true,
      canWrite: false,
    });
    await site.post('/api/me/messages-allowed', {}, other.cookie);
    expect(await page(one)).toContain('Ce membre ne reçoit pas de messages privés.');
  });
});

describe('POST /api/me/contactable', () => {
  const path = '/api/me/contactable';
  const said = 'Presse et recherche peuvent contacter ce membre';

  test('says so on her page, to members alone, and implies nothing else', async () => {
    const member = await makeMember(site, { pseudonym: 'Volontaire' });
    const reader = await makeWriter(site);
    const page = async (cookie?: string): Promise<string> =>
      (await site.get('/fr/membres/Volontaire', cookie)).body;
    expect(await page(reader.cookie)).not.toContain(said);
    const answer = await site.post(path, { contactable: true }, member.cookie);
    expect(answer.json()).toEqual({ path: '/fr/reglages?done=contactable' });
    expect(await page(reader.cookie)).toContain(said);
    expect(await page()).not.toContain(said);
    expect((await site.get('/api/members/Volontaire')).body).not.toContain('contactable');
    const reach = (await site.get('/api/me/reach', member.cookie)).json();
    expect(reach).toMatchObject({ contactable: true, allowsMessages: false });
    await site.post(path, {}, member.cookie);
    expect(await page(reader.cookie)).not.toContain(said);
  });

  test('is for members, and bounded in one day', async () => {
    expect((await site.post(path, { contactable: true })).statusCode).toBe(401);
    const member = await makeMember(site);
    const bad = await site.post(path, { _key: '!', _form: 'x'.repeat(50) }, member.cookie);
    expect(bad.statusCode).toBe(422);
    const statuses = [];
    for (let index = 0; index < 41; index += 1) {
      statuses.push((await site.post(path, { contactable: true }, member.cookie)).statusCode);
    }
    expect(statuses.at(-2)).toBe(200);
    expect(statuses.at(-1)).toBe(429);
  });

  test('nobody goes through all names for those who said so', async () => {
    const reader = await makeMember(site);
    const statuses: number[] = [];
    for (let index = 0; index <= MEMBER_PAGE_RATE.burst; index += 1) {
      statuses.push((await site.get('/api/members/Volontaire', reader.cookie)).statusCode);
    }
    expect(statuses.slice(0, -1).every((status) => status === 200)).toBe(true);
    expect(statuses.at(-1)).toBe(429);
    // Visitors, who may share one address with a country, are not told and not counted.
    expect((await site.get('/api/members/Volontaire')).statusCode).toBe(200);
  });
});
