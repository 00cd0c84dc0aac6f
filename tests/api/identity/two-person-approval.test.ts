import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { randomId } from '#server/core/ids.ts';
import { inboxResponse } from '#shared/community/inbox.ts';
import { actsOf, answerAct, readAct, tend } from '#tests/support/proposals.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, platformId, type TestMember } from '#tests/support/factories.ts';
import { makeThread, readPage } from '#tests/support/forum.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';

/** What a moderator cannot do alone: each act waits for a second person. */

const reason = 'Elle l’a écrit sur son propre site.';
const CLOSE = { kind: 'close-platform', rule: 'announced', reason };
const HOUR_MS = 3_600_000;

let site: TestApp;
let moderator: TestMember;
beforeAll(async () => {
  site = await createTestApp();
});
// Of each test its own moderators: how many there are decides who answers.
beforeEach(async () => {
  await site.database.prisma.proposedChange.deleteMany();
  await site.database.prisma.roleGrant.deleteMany();
  moderator = await makeMember(site, { moderator: true });
});

/** Proposes to close a platform; the id of the act. */
async function proposeToClose(slug: string, by = moderator): Promise<string> {
  const response = await site.post(`/api/platforms/${slug}/decisions`, CLOSE, by.cookie);
  expect(response.statusCode, response.body).toBe(201);
  return response.json<{ id: string }>().id;
}
const isClosed = async (slug: string): Promise<boolean> =>
  (await site.get(`/api/platforms/${slug}`)).json<{ closedOn: string | null }>().closedOn !== null;
const drawnFor = async (actId: string): Promise<string[]> =>
  (await site.database.prisma.actDraw.findMany({ where: { actId } })).map((one) => one.memberId);
const decisionsOn = async (slug: string): Promise<unknown[]> =>
  (await site.get(`/api/platforms/${slug}/standings`)).json<{ decisions: unknown[] }>().decisions;
function advanceHours(hours: number): void {
  site.clock.now = new Date(site.clock.now.getTime() + hours * HOUR_MS);
}
async function makeFinding(slug: string): Promise<string> {
  const { id } = await site.database.prisma.finding.create({
    data: {
      id: randomId(),
      platformId: await platformId(site, slug),
      kind: 'burst',
      direction: 'blame',
      numbers: { from: '2026-11-01', to: '2026-11-07', voices: 9, usual: 1, days: 7 },
      foundOn: site.clock.now,
      // Not found anew from the days of this database, so it stays as it is.
      brought: true,
    },
  });
  return id;
}

test('one moderator alone changes nothing that the public reads', async () => {
  await makeMember(site, { moderator: true });
  const threads = await Promise.all(
    ['pin', 'close', 'move', 'rename'].map(async (decision) => ({
      decision,
      id: (await makeThread(site, { category: 'paiements', title: 'Arnaque !!!' })).id,
    })),
  );
  for (const slug of ['appen', 'bpeek', 'roamler']) await proposeToClose(slug);
  const finding = await makeFinding('isahit');
  const lift = { kind: 'lift-finding', rule: 'known-cause', reason };
  expect(
    (await site.post(`/api/findings/${finding}/decisions`, lift, moderator.cookie)).statusCode,
  ).toBe(201);
  for (const { decision, id } of threads) {
    const more = {
      pin: {},
      close: { rule: 'R5' },
      move: { category: 'astuces' },
      rename: { title: 'Un tout autre titre' },
    };
    const body = { decision, reason, ...more[decision as keyof typeof more] };
    const path = `/api/forum/threads/${id}/decisions`;
    expect((await site.post(path, body, moderator.cookie)).statusCode, decision).toBe(201);
  }
  // However long nobody answers: there is another moderator who could.
  for (let day = 0; day < 5; day += 1) {
    advanceHours(24);
    await tend(site);
  }
  for (const slug of ['appen', 'bpeek', 'roamler']) {
    expect(await isClosed(slug), slug).toBe(false);
    expect(await decisionsOn(slug)).toEqual([]);
  }
  const found = await site.database.prisma.finding.findUniqueOrThrow({ where: { id: finding } });
  expect(found.liftedOn).toBeNull();
  for (const { decision, id } of threads) {
    expect(await readPage(site, id), decision).toMatchObject({
      title: 'Arnaque !!!',
      pinned: false,
      closed: null,
      category: { slug: 'paiements' },
      decisions: [],
    });
    expect(await kindsInRecord(site, `thread-decision/${id}-1`)).toEqual([]);
  }
  // Nor can she confirm it herself.
  const { own, waiting } = await actsOf(site, moderator);
  expect(own).toHaveLength(8);
  expect(waiting).toEqual([]);
  for (const { id } of own) expect(await answerAct(site, id, moderator)).toBe(403);
});

describe('a second moderator', () => {
  let second: TestMember;
  beforeEach(async () => {
    second = await makeMember(site, { moderator: true });
  });

  test('is told, confirms, and only then it is in effect and on the record', async () => {
    const id = await proposeToClose('clickworker');
    const answer = await site.get('/api/me/inbox', second.cookie);
    expect(answer.statusCode, answer.body).toBe(200);
    const news = inboxResponse.parse(answer.json());
    expect(news.items).toMatchObject([{ kind: 'act-waits', about: { key: id } }]);
    expect(await actsOf(site, second)).toMatchObject({
      waiting: [{ id, kind: 'close-platform', reason, rule: 'announced', dueAt: null }],
    });
    // The public, and members who are not asked, see nothing of it.
    const member = await makeMember(site, { established: true });
    expect((await site.get(`/api/moderation/acts/${id}`)).statusCode).toBe(403);
    expect((await site.get(`/api/moderation/acts/${id}`, member.cookie)).statusCode).toBe(403);
    expect(await answerAct(site, id, member)).toBe(403);
    expect(await answerAct(site, id, second)).toBe(200);
    expect(await isClosed('clickworker')).toBe(true);
    expect(await decisionsOn('clickworker')).toMatchObject([{ ...CLOSE, alone: false, act: null }]);
    const platform = await platformId(site, 'clickworker');
    expect(await kindsInRecord(site, `platform/${platform}`)).toContain('platform-closed');
    const shown = await readAct(site, id);
    expect(shown).toMatchObject({ state: 'confirmed', mine: false, can: { answer: false } });
    expect(shown.secondHandle).toMatch(/^M-/);
    expect(await answerAct(site, id, second)).toBe(409);
  });

  test('refuses with a reason, which ends it', async () => {
    const id = await proposeToClose('microworkers');
    expect(await answerAct(site, id, second, { answer: 'refuse' })).toBe(422);
    const objection = 'Son site répond et paie encore.';
    expect(await answerAct(site, id, second, { answer: 'refuse', objection })).toBe(200);
    expect(await readAct(site, id, moderator)).toMatchObject({ state: 'refused', objection });
    expect(await isClosed('microworkers')).toBe(false);
  });

  test('is not who counts as one voice with the first, nor who speaks for the platform', async () => {
    const id = await proposeToClose('clixsense');
    const voice = randomId();
    const where = { id: { in: [moderator.id, second.id] } };
    await site.database.prisma.member.updateMany({ where, data: { voice } });
    expect(await answerAct(site, id, second)).toBe(403);
    expect(await isClosed('clixsense')).toBe(false);
  });

  test('finds nothing to confirm where who proposed is no moderator any more', async () => {
    const id = await proposeToClose('lionbridge');
    await site.database.prisma.roleGrant.updateMany({
      where: { memberId: moderator.id },
      data: { endedOn: site.clock.now },
    });
    expect(await answerAct(site, id, second)).toBe(409);
    await tend(site);
    expect(await isClosed('lionbridge')).toBe(false);
    expect((await actsOf(site, second)).waiting.map((one) => one.id)).not.toContain(id);
  });
});

test('a moderator proposes nothing about a thread that she began', async () => {
  const { id } = await makeThread(site, { member: moderator });
  const pin = { decision: 'pin', reason };
  const path = `/api/forum/threads/${id}/decisions`;
  expect((await site.post(path, pin, moderator.cookie)).statusCode).toBe(403);
  expect((await readPage(site, id, moderator)).can.moderate).toBe(false);
  const slow = { decision: 'slow', seconds: 300, reason };
  expect((await site.post(path, slow, moderator.cookie)).statusCode).toBe(403);
});

test('what was proposed can be taken back, and nobody else takes it back', async () => {
  const id = await proposeToClose('pactera');
  const withdraw = async ({ cookie }: TestMember): Promise<number> =>
    (await site.post(`/api/moderation/acts/${id}/withdraw`, {}, cookie)).statusCode;
  expect(await withdraw(await makeMember(site, { moderator: true }))).toBe(403);
  expect(await withdraw(moderator)).toBe(200);
  expect((await actsOf(site, moderator)).own).toEqual([]);
});

describe('with one moderator', () => {
  let members: TestMember[];
  beforeEach(async () => {
    await site.database.prisma.member.updateMany({ data: { establishedOn: null } });
    members = [];
    for (let nth = 0; nth < 4; nth += 1) {
      members.push(await makeMember(site, { established: true }));
    }
  });
  const memberCalled = (id: string | undefined): TestMember => {
    const found = members.find((one) => one.id === id);
    if (found === undefined) throw new Error('nobody was drawn');
    return found;
  };

  test('an established member is drawn, and her yes is enough', async () => {
    const id = await proposeToClose('mobeye');
    const drawn = memberCalled((await drawnFor(id))[0]);
    const other = members.find((one) => one !== drawn) ?? drawn;
    const news = inboxResponse.parse((await site.get('/api/me/inbox', drawn.cookie)).json());
    expect(news.items).toMatchObject([{ kind: 'act-drawn' }]);
    expect((await actsOf(site, drawn)).waiting).toMatchObject([{ id, drawn: true }]);
    expect((await actsOf(site, other)).waiting).toEqual([]);
    expect(await answerAct(site, id, other)).toBe(403);
    expect(await answerAct(site, id, drawn)).toBe(200);
    expect(await isClosed('mobeye')).toBe(true);
    expect(await decisionsOn('mobeye')).toMatchObject([{ alone: false }]);
  });

  test('nobody who has an interest is drawn', async () => {
    const [author] = members;
    if (author === undefined) throw new Error('no member');
    await site.database.prisma.member.updateMany({
      where: { id: { in: members.slice(1).map(({ id }) => id) } },
      data: { establishedOn: null },
    });
    const { id } = await makeThread(site, { member: author });
    const close = { decision: 'close', rule: 'R5', reason };
    const response = await site.post(`/api/forum/threads/${id}/decisions`, close, moderator.cookie);
    expect(await drawnFor(response.json<{ id: string }>().id)).toEqual([]);
  });

  test('it takes effect after 72 hours without an answer, not before, marked as decided alone', async () => {
    const id = await proposeToClose('winminute');
    expect((await readAct(site, id, moderator)).dueAt).toBe(
      new Date(site.clock.now.getTime() + 72 * HOUR_MS).toISOString().replace('.000', ''),
    );
    for (let hour = 1; hour < 72; hour += 1) {
      advanceHours(1);
      await tend(site);
      expect(await isClosed('winminute'), `after ${hour} hours`).toBe(false);
    }
    // Who does not answer is not all who is asked.
    expect(new Set(await drawnFor(id)).size).toBe(3);
    advanceHours(1);
    await tend(site);
    expect(await isClosed('winminute')).toBe(true);
    expect(await decisionsOn('winminute')).toMatchObject([{ ...CLOSE, alone: true, act: id }]);
    expect(await readAct(site, id)).toMatchObject({ state: 'alone' });
    const page = await site.get('/fr/plateformes/winminute/statuts');
    expect(page.body).toContain('Décidé seul');
  });

  test('a second moderator who comes meanwhile stops the clock', async () => {
    const id = await proposeToClose('bemyeye');
    advanceHours(71);
    const second = await makeMember(site, { moderator: true });
    await tend(site);
    advanceHours(48);
    await tend(site);
    expect(await isClosed('bemyeye')).toBe(false);
    expect(await readAct(site, id, second)).toMatchObject({ dueAt: null, can: { answer: true } });
  });

  test('what was refused never takes effect by time', async () => {
    const first = await proposeToClose('streetbees');
    const drawn = memberCalled((await drawnFor(first))[0]);
    const objection = 'Elle paie encore, je l’ai vu hier.';
    expect(await answerAct(site, first, drawn, { answer: 'refuse', objection })).toBe(200);
    const id = await proposeToClose('streetbees');
    for (let day = 0; day < 6; day += 1) {
      advanceHours(24);
      await tend(site);
    }
    expect(await isClosed('streetbees')).toBe(false);
    expect((await readAct(site, id, moderator)).dueAt).toBeNull();
  });

  test('any two turn back what one decided alone, and she is not one of them', async () => {
    const thread = await makeThread(site, { title: 'Paie-t-elle ?' });
    const rename = { decision: 'rename', title: 'Un titre plus doux', reason };
    const path = `/api/forum/threads/${thread.id}/decisions`;
    const { id } = (await site.post(path, rename, moderator.cookie)).json<{ id: string }>();
    advanceHours(72);
    await tend(site);
    expect(await readPage(site, thread.id)).toMatchObject({
      title: 'Un titre plus doux',
      decisions: [{ kind: 'rename', alone: true, act: id }],
    });
    const [one, two] = members;
    if (one === undefined || two === undefined) throw new Error('no members');
    const reverse = async (by: TestMember) =>
      site.post(
        `/api/moderation/acts/${id}/reverse`,
        { reason: 'Le titre disait vrai.' },
        by.cookie,
      );
    expect((await reverse(moderator)).statusCode).toBe(403);
    expect((await reverse(await makeMember(site))).statusCode).toBe(403);
    const answer = await reverse(one);
    expect(answer.statusCode, answer.body).toBe(201);
    const reversal = answer.json<{ id: string }>().id;
    expect((await reverse(two)).statusCode).toBe(409);
    expect((await readPage(site, thread.id)).title).toBe('Un titre plus doux');
    // Time alone reverses nothing; nor does who proposed it, nor who decided alone.
    advanceHours(200);
    await tend(site);
    expect((await readPage(site, thread.id)).title).toBe('Un titre plus doux');
    expect(await answerAct(site, reversal, one)).toBe(403);
    expect(await answerAct(site, reversal, moderator)).toBe(403);
    expect(await answerAct(site, reversal, two)).toBe(200);
    expect(await readPage(site, thread.id)).toMatchObject({
      title: 'Paie-t-elle ?',
      decisions: [{ kind: 'rename', alone: false }, { kind: 'rename' }],
    });
  });
});
