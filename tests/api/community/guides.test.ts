import { beforeEach, describe, expect, test } from 'vitest';
import { threadsResponse, type ListedThread } from '#shared/community/forum.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makePost, makeThread, readPage } from '#tests/support/forum.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { actsOf, answerAct, readAct, tend } from '#tests/support/proposals.ts';

/** Guides: shown as such after two moderators other than the author have read this very text. */

const HOUR_MS = 3_600_000;
const reason = 'Juste, et les sources le disent.';
const SOURCES = 'https://www.urssaf.fr/a\nhttps://entreprendre.service-public.fr/b';

const site: TestApp = await createTestApp();
let first: TestMember;
let second: TestMember;
let author: TestMember;
let id: string;
let postId: string;
beforeEach(async () => {
  await site.database.prisma.roleGrant.deleteMany();
  await site.database.prisma.forumThread.updateMany({ data: { guideOn: null } });
  first = await makeMember(site, { moderator: true });
  second = await makeMember(site, { moderator: true });
  author = await makeMember(site);
  const thread = await makeThread(site, {
    member: author,
    category: 'paiements',
    title: 'Déclarer ses revenus',
    text: 'Ce que dit la loi.',
  });
  ({ id, postId } = thread);
});

const decide = async (body: object, { cookie }: TestMember) =>
  site.post(`/api/forum/threads/${id}/decisions`, { reason, ...body }, cookie);
/** The hash of the text as a moderator sees it in her form. */
const textSeenBy = async (reader: TestMember): Promise<string | null> =>
  (await readPage(site, id, reader)).guideText;

/** Proposes the thread as a guide, as `first` read it; the id of the act. */
async function propose(by = first): Promise<string> {
  const guide = { decision: 'guide', sources: SOURCES, text: await textSeenBy(by) };
  const response = await decide(guide, by);
  expect(response.statusCode, response.body).toBe(201);
  return response.json<{ id: string }>().id;
}
async function makeGuide(): Promise<void> {
  expect(await answerAct(site, await propose(), second)).toBe(200);
}
async function listed(): Promise<readonly ListedThread[]> {
  const response = await site.get('/api/forum/threads?category=paiements');
  return threadsResponse.parse(response.json()).threads;
}
function advanceHours(hours: number): void {
  site.clock.now = new Date(site.clock.now.getTime() + hours * HOUR_MS);
}

test('nothing shows before both have read it; then who, when, and on which sources', async () => {
  const act = await propose();
  expect((await readPage(site, id)).guide).toBeNull();
  expect((await listed()).some((one) => one.guide)).toBe(false);
  // The first cannot be the second as well.
  expect(await answerAct(site, act, first)).toBe(403);
  expect(await answerAct(site, act, second)).toBe(200);
  const { guide } = await readPage(site, id);
  const day = site.clock.now.toISOString().slice(0, 10);
  expect(guide).toEqual({
    on: day,
    by: [expect.stringMatching(/^M-/), expect.stringMatching(/^M-/)],
    sources: ['https://www.urssaf.fr/a', 'https://entreprendre.service-public.fr/b'],
    old: false,
  });
  expect(new Set(guide?.by).size).toBe(2);
  expect(await kindsInRecord(site, `thread-decision/${id}-1`)).toEqual(['thread-guided']);
});

test('time alone never makes a guide, nor does a drawn member', async () => {
  await site.database.prisma.roleGrant.deleteMany({ where: { memberId: second.id } });
  await makeMember(site, { established: true });
  const act = await propose();
  for (let day = 0; day < 8; day += 1) {
    advanceHours(24);
    await tend(site);
  }
  expect(await readAct(site, act, first)).toMatchObject({ state: 'open', dueAt: null });
  expect(await site.database.prisma.actDraw.count({ where: { actId: act } })).toBe(0);
  expect((await readPage(site, id)).guide).toBeNull();
});

test('its author is none of the two, though she moderates', async () => {
  await site.database.prisma.roleGrant.create({
    data: {
      ...(await site.database.prisma.roleGrant.findFirstOrThrow({
        where: { memberId: first.id },
      })),
      id: 'authorgrant1',
      memberId: author.id,
      handle: '',
    },
  });
  const text = await textSeenBy(first);
  const own = await decide({ decision: 'guide', sources: SOURCES, text }, author);
  expect(own.statusCode).toBe(403);
  const act = await propose();
  expect(await answerAct(site, act, author)).toBe(403);
  expect((await actsOf(site, author)).waiting.map((one) => one.id)).not.toContain(act);
});

describe('the text that was read', () => {
  const edit = (text: string) => site.post(`/api/forum/posts/${postId}`, { text }, author.cookie);

  test('a text changed while it waits is not confirmed, and can be proposed anew', async () => {
    const act = await propose();
    expect((await edit('Ce que je vends.')).statusCode).toBe(200);
    expect(await answerAct(site, act, second)).toBe(409);
    await tend(site);
    expect((await readAct(site, act, first)).state).toBe('dropped');
    await makeGuide();
    expect((await readPage(site, id)).guide).not.toBeNull();
  });

  test('a guide whose text changes is none, in the thread and in lists, until read again', async () => {
    await makeGuide();
    await makePost(site, id, { member: author, text: 'Une réponse ne change pas le guide.' });
    expect((await readPage(site, id)).guide).not.toBeNull();
    await edit('Ce que je vends.');
    expect((await readPage(site, id)).guide).toBeNull();
    expect((await listed()).find((one) => one.id === id)?.guide).toBe(false);
    await makeGuide();
    expect((await readPage(site, id)).guide).not.toBeNull();
  });

  test('a form that was filled before the change is refused', async () => {
    const text = await textSeenBy(first);
    await edit('Ce que je vends.');
    const late = await decide({ decision: 'guide', sources: SOURCES, text }, first);
    expect(late.statusCode).toBe(409);
  });

  test('is told to moderators alone', async () => {
    expect(await textSeenBy(author)).toBeNull();
    expect(await textSeenBy(first)).toMatch(/^[0-9a-f]{64}$/);
  });
});

test('stands first in its category, and is old after six months', async () => {
  await makeGuide();
  advanceHours(1);
  for (const title of ['Un sujet plus récent', 'Encore un']) {
    await makeThread(site, { category: 'paiements', title });
  }
  const [top, ...others] = await listed();
  expect(top).toMatchObject({ id, guide: true });
  expect(others.map((one) => one.id)).not.toContain(id);
  advanceHours(24 * 200);
  expect((await readPage(site, id)).guide?.old).toBe(true);
});

test('one moderator takes the mark off at once, with a reason on the record', async () => {
  await makeGuide();
  expect((await decide({ decision: 'unguide' }, author)).statusCode).toBe(403);
  expect((await decide({ decision: 'unguide' }, second)).statusCode).toBe(201);
  const thread = await readPage(site, id);
  expect(thread.guide).toBeNull();
  expect(thread.decisions[0]).toMatchObject({ kind: 'unguide', reason, alone: false });
  expect(await kindsInRecord(site, `thread-decision/${id}-2`)).toEqual(['thread-unguided']);
  expect((await decide({ decision: 'unguide' }, second)).statusCode).toBe(409);
});

describe('proposed by its author', () => {
  const ask = (by: TestMember, body: object = {}) =>
    site.post(`/api/forum/threads/${id}/guide`, { reason, sources: SOURCES, ...body }, by.cookie);
  const askedBy = async (by: TestMember): Promise<string> =>
    (await ask(by)).json<{ id: string }>().id;

  test('it shows once two moderators have read it, and not before', async () => {
    const act = await askedBy(author);
    expect(await readAct(site, act, author)).toMatchObject({ state: 'open', mine: true });
    expect(await answerAct(site, act, author)).toBe(403);
    expect(await answerAct(site, act, first)).toBe(200);
    expect((await readPage(site, id)).guide).toBeNull();
    expect(await answerAct(site, act, first)).toBe(403);
    expect(await answerAct(site, act, second)).toBe(200);
    const { guide } = await readPage(site, id);
    expect(guide?.sources).toEqual(SOURCES.split('\n'));
    expect(new Set(guide?.by).size).toBe(2);
  });

  test('an author who moderates needs two others', async () => {
    const moderates = await makeMember(site, { moderator: true });
    ({ id, postId } = await makeThread(site, { member: moderates }));
    const act = await askedBy(moderates);
    expect(await answerAct(site, act, moderates)).toBe(403);
    expect(await answerAct(site, act, first)).toBe(200);
    expect((await readPage(site, id)).guide).toBeNull();
    expect(await answerAct(site, act, second)).toBe(200);
    expect((await readPage(site, id)).guide).not.toBeNull();
  });

  test('what she changes while it waits ends it; she can take it back, and propose again', async () => {
    const act = await askedBy(author);
    expect((await ask(author)).statusCode).toBe(409);
    await site.post(`/api/forum/posts/${postId}`, { text: 'Autre chose.' }, author.cookie);
    expect(await answerAct(site, act, first)).toBe(409);
    const back = await site.post(`/api/moderation/acts/${act}/withdraw`, {}, author.cookie);
    expect(back.statusCode).toBe(200);
    expect((await ask(author)).statusCode).toBe(201);
  });

  test('nobody else, no visitor, and no closed topic', async () => {
    expect((await ask(await makeMember(site))).statusCode).toBe(403);
    // A moderator proposes by a decision, as its first reader.
    expect((await ask(first)).statusCode).toBe(403);
    const visitor = await site.post(`/api/forum/threads/${id}/guide`, { reason, sources: SOURCES });
    expect(visitor.statusCode).toBe(401);
    expect((await ask(author, { sources: 'un livre' })).statusCode).toBe(422);
    const closes = { decision: 'close', rule: 'settled' };
    const act = (await decide(closes, first)).json<{ id: string }>().id;
    expect(await answerAct(site, act, second)).toBe(200);
    expect((await ask(author)).statusCode).toBe(403);
    const gone = await site.post(
      '/api/forum/threads/none/guide',
      { reason, sources: SOURCES },
      author.cookie,
    );
    expect(gone.statusCode).toBe(404);
  });
});

test.each([
  ['sources', { sources: undefined }, 'required'],
  ['sources', { sources: 'http://a.example/' }, 'not-an-address'],
  ['sources', { sources: 'javascript:alert(1)' }, 'not-an-address'],
  ['text', { text: undefined }, 'required'],
])('refuses a bad %s', async (field, bad, code) => {
  const guide = { decision: 'guide', sources: SOURCES, text: await textSeenBy(first), ...bad };
  const response = await decide(guide, first);
  expect(response.statusCode).toBe(422);
  expect(response.json()).toMatchObject({ error: { fields: { [field]: { code } } } });
});
