import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { beforeAll, expect, test, vi } from 'vitest';
import { PAGE_NAMES, pathTo, type PageName } from '#shared/core/paths.ts';
import type { PageContext } from '#web/page.ts';
import { pages } from '#web/server-entry.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { decide, makeHands } from '#tests/support/decisions.ts';
import { makeMember, platformId, type TestMember } from '#tests/support/factories.ts';
import { makePost, makeThread, type TestThread } from '#tests/support/forum.ts';

/** Draws a page once for all members. */
let kept: TestApp;
/** The same database; draws each page anew. */
let fresh: TestApp;
let one: TestMember;
let other: TestMember;
let author: TestMember;
let thread: TestThread;

beforeAll(async () => {
  kept = await createTestApp({ keepsPages: true });
  fresh = await createTestApp({ databaseUrl: kept.database.url });
  one = await makeMember(kept, { established: true });
  other = await makeMember(kept, { established: true });
  author = await makeMember(kept, { established: true });
  thread = await makeThread(kept, {
    member: author,
    platformId: await platformId(kept, 'clickworker'),
  });
  await makePost(kept, thread.id, { member: author });
});

const SHARED = PAGE_NAMES.filter((name) => pages[name].own !== undefined);
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const DECODERS: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  none: (bytes) => bytes,
  gzip: gunzipSync,
  zstd: zstdDecompressSync,
};
/** Ids that React gives elements by their place. */
const REACT_ID = /_(?:own)?R_\w+_/g;

function addressOf(name: PageName): string {
  const slug = name === 'forumCategory' ? 'paiements' : 'clickworker';
  return pathTo('fr', name, { slug, id: thread.id });
}

async function getPage(site: TestApp, address: string, { cookie }: TestMember): Promise<string> {
  const { statusCode, body } = await site.get(address, cookie);
  expect(statusCode).toBe(200);
  return body.replaceAll(UUID, 'key').replaceAll(REACT_ID, 'id');
}

test.each(SHARED)('%s is drawn once for two members, and shows each her own', async (name) => {
  const address = addressOf(name);
  // The first visit notes what she has read.
  for (const member of [one, other]) await getPage(fresh, address, member);
  const load = vi.spyOn(pages[name], 'load');
  const ofOne = await getPage(kept, address, one);
  const ofOther = await getPage(kept, address, other);
  expect(load).toHaveBeenCalledTimes(1);
  load.mockRestore();
  expect(ofOne).toBe(await getPage(fresh, address, one));
  expect(ofOther).toBe(await getPage(fresh, address, other));
  expect(ofOther).not.toContain(one.pseudonym);
});

test.each(SHARED)('%s is drawn for whoever draws it as for nobody in particular', async (name) => {
  const address = `${addressOf(name)}?drawn=by`;
  const drawn = new Map<string, string>();
  for (const member of [one, other]) {
    // What it is drawn from, taken from a site that has kept nothing.
    const site = await createTestApp({ databaseUrl: kept.database.url, keepsPages: true });
    const load = vi.spyOn(pages[name], 'load');
    await getPage(site, address, member);
    const [result] = load.mock.results;
    drawn.set(member.id, JSON.stringify(await result?.value));
    load.mockRestore();
  }
  expect(drawn.get(one.id)).toBe(drawn.get(other.id));
});

test.each(SHARED)('%s that is kept keeps nothing of what it was drawn from', async (name) => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const { load } = pages[name];
  let drawnFrom: WeakRef<object> | null = null;
  const patched = vi.spyOn(pages[name], 'load').mockImplementation(async (...asked) => {
    const data = await load(...asked);
    drawnFrom = new WeakRef(data as object);
    return data;
  });
  await getPage(kept, `${addressOf(name)}?kept=for`, one);
  patched.mockRestore();
  await vi.waitFor(() => {
    collectGarbage();
    expect(drawnFrom).not.toBeNull();
    expect(drawnFrom?.deref()).toBeUndefined();
  });
});

test('what one does on a page changes it for her alone', async () => {
  const address = addressOf('thread');
  const before = await getPage(kept, address, other);
  await kept.post(
    '/api/follows',
    { kind: 'thread', key: thread.id, _from: address, _form: 'follow' },
    one.cookie,
  );
  expect(await getPage(kept, address, one)).toBe(await getPage(fresh, address, one));
  expect(await getPage(kept, address, one)).not.toBe(before);
  expect(await getPage(kept, address, other)).toBe(before);
});

test.each(['/api/platforms/clickworker', '/api/forum', '/api/forum/threads'])(
  'the JSON of %s is the same kept as made anew',
  async (path) => {
    for (const member of [one, other, author]) {
      await kept.get(path, member.cookie);
      const [ours, theirs] = [
        await kept.get(path, member.cookie),
        await fresh.get(path, member.cookie),
      ];
      expect(ours.json()).toEqual(theirs.json());
      expect(ours.headers['content-type']).toBe(theirs.headers['content-type']);
      expect(ours.headers['cache-control']).toBe(theirs.headers['cache-control']);
    }
  },
);

test('the JSON of a thread says how far she had read it, and what is hers', async () => {
  const path = `/api/forum/threads/${thread.id}`;
  for (const member of [one, other, author]) {
    await fresh.get(path, member.cookie);
    const [ours, theirs] = [
      await kept.get(path, member.cookie),
      await fresh.get(path, member.cookie),
    ];
    expect(ours.json()).toEqual(theirs.json());
  }
  const hers = (await kept.get(path, author.cookie)).json<{ posts: { mine: boolean }[] }>();
  expect(hers.posts.map(({ mine }) => mine)).toEqual([true, true]);
});

test.each([undefined, 'gzip', 'zstd'])(
  'the JSON of a thread has her own fields in encoding %s',
  async (encoding) => {
    const path = `/api/forum/threads/${thread.id}`;
    const theirs = await fresh.get(path, one.cookie);
    const ours = await kept.app.inject({
      url: path,
      headers: {
        cookie: one.cookie,
        ...(encoding === undefined ? {} : { 'accept-encoding': encoding }),
      },
    });
    expect(ours.headers['content-encoding']).toBe(encoding);
    const said = DECODERS[encoding ?? 'none']?.(ours.rawPayload).toString() ?? '';
    expect(JSON.parse(said)).toEqual(theirs.json());
    expect(said.match(/"lastRead":/g)).toHaveLength(1);
  },
);

test('who reads a thread for the first time and who has read it all share one drawing; each finds what is new', async () => {
  const { id } = await makeThread(kept, { member: author });
  const post = () => makePost(kept, id, { member: author });
  const address = pathTo('fr', 'thread', { id });
  await post();
  const [first, again, behind] = [
    await makeMember(kept),
    await makeMember(kept),
    await makeMember(kept),
  ];
  await getPage(fresh, address, behind);
  await post();
  await getPage(fresh, address, again);
  const load = vi.spyOn(pages.thread, 'load');
  const ofFirst = await getPage(kept, address, first);
  const ofAgain = await getPage(kept, address, again);
  expect(load).toHaveBeenCalledTimes(1);
  const ofBehind = await getPage(kept, address, behind);
  expect(load).toHaveBeenCalledTimes(2);
  load.mockRestore();
  for (const page of [ofFirst, ofAgain]) expect(page).not.toContain('class="post unread"');
  expect(ofBehind.match(/class="post unread"/g)).toHaveLength(1);
});

test.each([
  ['counts minutes', '2026-05-04T10:30:00.000Z', null, 1],
  ['counts hours', '2026-05-04T09:30:00.000Z', null, 10],
  ['was edited just now', '2026-05-01T09:30:00.000Z', '2026-05-04T10:55:00.000Z', 1],
])('a thread that %s is kept as long as its times are right', (_, postedAt, editedAt, minutes) => {
  const data = { thread: { posts: [{ postedAt, editedAt }] } };
  const context = { now: new Date('2026-05-04T11:00:00Z') } as PageContext;
  expect(pages.thread.keptMs?.(data, context)).toBe(minutes * 60_000);
});

test('whom she ignores changes only pages of threads in which they write', async () => {
  const load = vi.spyOn(pages.thread, 'load');
  const [reader, stranger] = [await makeMember(kept), await makeMember(kept)];
  const { id } = await makeThread(kept, { member: author });
  const address = pathTo('fr', 'thread', { id });
  const ignore = async ({ pseudonym }: TestMember): Promise<void> => {
    const { statusCode } = await kept.post('/api/ignores', { member: pseudonym }, reader.cookie);
    expect(statusCode).toBe(200);
  };
  await getPage(kept, address, reader);
  await ignore(stranger);
  const before = await getPage(kept, address, reader);
  expect(load).toHaveBeenCalledTimes(1);
  await ignore(author);
  const after = await getPage(kept, address, reader);
  expect(after).toBe(await getPage(fresh, address, reader));
  expect(after).not.toBe(before);
  load.mockRestore();
});

/** Who the kept site says is signed in. */
async function whoIs({ cookie }: TestMember): Promise<unknown> {
  return (await kept.get('/api/me', cookie)).json<{ viewer: unknown }>().viewer;
}

test('a session that ends elsewhere has ended here', async () => {
  const member = await makeMember(kept);
  expect(await whoIs(member)).toMatchObject({ pseudonym: member.pseudonym });
  await fresh.post('/api/sign-out', {}, member.cookie);
  expect(await whoIs(member)).toBeNull();
});

test('a role that is given or taken elsewhere counts here', async () => {
  const member = await makeMember(kept, { established: true });
  const address = '/api/moderation/cases';
  expect((await kept.get(address, member.cookie)).statusCode).toBe(403);
  const { id } = await fresh.database.prisma.roleGrant.create({
    data: {
      id: 'abcdefghijkm',
      memberId: member.id,
      role: 'moderator',
      grantedOn: new Date('2026-11-01'),
      endsOn: new Date('2027-05-01'),
    },
  });
  expect((await kept.get(address, member.cookie)).statusCode).toBe(200);
  await fresh.database.prisma.roleGrant.update({
    where: { id },
    data: { endedOn: new Date('2026-11-19') },
  });
  expect((await kept.get(address, member.cookie)).statusCode).toBe(403);
});

test('a pseudonym that is changed elsewhere is on her pages', async () => {
  const member = await makeMember(kept);
  await getPage(kept, '/fr', member);
  await fresh.database.prisma.member.update({
    where: { id: member.id },
    data: { pseudonym: 'Nouvelle', pseudonymKey: 'nouvelle' },
  });
  expect(await getPage(kept, '/fr', member)).toContain('Nouvelle');
});

test('a page of a platform that she follows says so', async () => {
  const member = await makeMember(kept, { established: true });
  const address = addressOf('platform');
  await getPage(kept, address, member);
  await kept.post(
    '/api/follows',
    { kind: 'platform', key: 'clickworker', _from: address, _form: 'follow' },
    member.cookie,
  );
  const hers = await getPage(kept, address, member);
  expect(hers).toContain('action="/api/follows/end"');
  expect(hers).toBe(await getPage(fresh, address, member));
});

test('a title with private characters breaks nobody’s page', async () => {
  const title = 'Question\u{E001} de\u{E000} paiement';
  const { id } = await makeThread(kept, { member: author, title });
  await kept.post('/api/follows', { kind: 'thread', key: id }, one.cookie);
  await kept.post(`/api/forum/threads/${id}/posts`, { text: 'Une réponse.' }, author.cookie);
  expect(await getPage(kept, '/fr', one)).toContain(title);
});

test('a page after an act is not kept: its speed would tell that somebody acted', async () => {
  for (const query of ['done=followed', 'at=1']) {
    const address = `${addressOf('thread')}?${query}`;
    await getPage(kept, address, one);
    const load = vi.spyOn(pages.thread, 'load');
    await getPage(kept, address, other);
    expect(load).toHaveBeenCalledTimes(1);
    load.mockRestore();
  }
});

test('the author of a hidden post sees what is new since her last visit', async () => {
  const hidden = await makeThread(kept, { member: author });
  const address = pathTo('fr', 'thread', { id: hidden.id });
  await getPage(kept, address, author);
  await decide(kept, await makeHands(kept), { kind: 'post', id: hidden.postId }, 'hide');
  await makePost(kept, hidden.id, { member: one });
  expect(await getPage(kept, address, author)).toContain('class="new-since"');
});

test('no page of a member is kept for visitors, however she names her cookie', async () => {
  const address = addressOf('thread');
  const encoded = one.cookie.replace('session=', '%73ession=');
  expect((await kept.get(address, encoded)).body).toContain(one.pseudonym);
  expect((await kept.get(address)).body).not.toContain(one.pseudonym);
  expect((await kept.get(address, 'x=%')).statusCode).toBe(200);
});
