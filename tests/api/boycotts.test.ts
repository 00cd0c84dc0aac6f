import { beforeAll, describe, expect, test } from 'vitest';
import { boycottsResponse, MAX_CHANGES, MAX_EVIDENCE } from '#shared/boycotts.ts';
import { threadResponse } from '#shared/forum.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { debate, passHours, propose, PROPOSAL, readBoycott } from '#tests/support/boycott-life.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';
import { makeWorker } from '#tests/support/pledges.ts';
import { kindsInRecord } from '#tests/support/record.ts';
import { makeTaskReport } from '#tests/support/tasks.ts';

const NOWHERE = 'zzzzzzzzzzzz';
const TEXT = {
  title: PROPOSAL.title,
  grievance: PROPOSAL.grievance,
  demands: PROPOSAL.demands,
  partaking: PROPOSAL.partaking,
  endsWhen: PROPOSAL.endsWhen,
  threshold: PROPOSAL.threshold,
};

let site: TestApp;
let worker: TestMember;
let bystander: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  worker = await makeWorker(site);
  bystander = await makeMember(site);
});

const send = (path: string, body: object, { cookie }: TestMember) =>
  site.post(`/api/boycotts${path}`, body, cookie);
const code = (answer: Awaited<ReturnType<typeof send>>): string =>
  answer.json<{ error: { code: string } }>().error.code;
const fieldsOf = (answer: Awaited<ReturnType<typeof send>>): Record<string, { code: string }> =>
  answer.json<{ error: { fields: Record<string, { code: string }> } }>().error.fields;

describe('proposing', () => {
  test('publishes the call with its thread, and the record says so', async () => {
    const { id, proposer } = await propose(site);
    const boycott = await readBoycott(site, id);
    expect(boycott).toMatchObject({
      ...TEXT,
      state: 'proposed',
      platform: { slug: 'clickworker' },
      proposer: proposer.pseudonym,
      seconders: 0,
      stepEndsAt: '2026-11-27T10:00:00Z',
      versions: [],
      can: { second: false, pledge: 'not-now' },
    });
    expect(await kindsInRecord(site, `boycott/${id}`)).toEqual(['boycott-proposed']);
    const thread = threadResponse.parse(
      (await site.get(`/api/forum/threads/${boycott.thread}`)).json(),
    );
    expect(thread).toMatchObject({ title: TEXT.title, subject: { kind: 'boycott', key: id } });
    expect(thread.category.slug).toBe('organisation');
    expect(thread.posts[0]?.html).toContain(`/fr/boycotts/${id}`);
    expect((await site.get('/api/me/boycotts', proposer.cookie)).body).toContain(id);
  });

  test('of one task, with its evidence as cards as they stand now', async () => {
    const { taskId, member } = await makeTaskReport(site);
    const payout = await makePayout(site, { member: worker });
    const evidence = `/fr/taches/${taskId}\nhttp://localhost/en/proofs/${payout.id}`;
    const { id } = await propose(site, { target: 'task', task: taskId, evidence }, member);
    const { task, cards } = await readBoycott(site, id);
    expect(task).toMatchObject({ id: taskId });
    expect(cards.map(({ kind, key }) => [kind, key])).toEqual([
      ['task', taskId],
      ['proof', payout.id],
    ]);
  });

  test('of what a client orders', async () => {
    const { member, taskId } = await makeTaskReport(site, {
      client: 'Labo Centime',
      notAPerson: true,
    });
    const { clientId } = await site.database.prisma.task.findUniqueOrThrow({
      where: { id: taskId },
    });
    const { slug } = await site.database.prisma.client.findUniqueOrThrow({
      where: { id: clientId ?? '' },
    });
    const { id } = await propose(site, { target: 'client', client: slug }, member);
    expect((await readBoycott(site, id)).client).toMatchObject({ slug });
    const listed = boycottsResponse.parse((await site.get(`/api/boycotts?client=${slug}`)).json());
    expect(listed.boycotts.map((boycott) => boycott.id)).toEqual([id]);
  });

  test('sent twice with one key proposes once', async () => {
    const proposer = await makeWorker(site);
    const form = { ...PROPOSAL, _key: 'boycott-once-1' };
    const [one, other] = [await send('', form, proposer), await send('', form, proposer)];
    expect(other.json()).toEqual(one.json());
    expect((await site.get('/api/me/boycotts', proposer.cookie)).json()).toMatchObject({
      boycotts: [{ id: one.json<{ id: string }>().id }],
    });
  });

  test.each<[string, object, string]>([
    ['a title of nothing that can be seen', { title: '\u200b'.repeat(12) }, 'title'],
    ['a title with an address', { title: 'Allez sur https://ailleurs.example' }, 'title'],
    ['no demands', { demands: ' ' }, 'demands'],
    ['a threshold under ten', { threshold: 9 }, 'threshold'],
    ['a length that is not offered', { debateHours: 5 }, 'debateHours'],
    ['a client without its name', { target: 'client' }, 'client'],
    ['a client that is not here', { target: 'client', client: 'personne' }, 'client'],
    ['a task that is not here', { target: 'task', task: NOWHERE }, 'task'],
    ['a platform that is not here', { platform: 'nulle-part' }, 'platform'],
    ['evidence elsewhere', { evidence: 'https://ailleurs.example/fr/preuves/zzzzzzzzzzzz' }, 'evidence'],
    ['evidence that is not there', { evidence: `/fr/preuves/${NOWHERE}` }, 'evidence'],
  ])('%s is refused at its field', async (_, change, field) => {
    const answer = await send('', { ...PROPOSAL, ...change }, worker);
    expect(answer.statusCode).toBe(422);
    expect(Object.keys(fieldsOf(answer))).toEqual([field]);
  });

  test('a task of another platform is none of this one', async () => {
    const { taskId } = await makeTaskReport(site, { platform: 'appen' });
    const answer = await send('', { ...PROPOSAL, target: 'task', task: taskId }, worker);
    expect(fieldsOf(answer)).toEqual({ task: { code: 'invalid' } });
  });

  test('more evidence than a page shows is refused', async () => {
    const proposer = await makeWorker(site);
    const payouts = [];
    for (let nth = 0; nth <= MAX_EVIDENCE; nth += 1) payouts.push(await makePayout(site));
    const evidence = payouts.map(({ id }) => `/fr/preuves/${id}`).join('\n');
    const answer = await send('', { ...PROPOSAL, evidence }, proposer);
    expect(fieldsOf(answer)['evidence']).toEqual({ code: 'too-big', limit: '8' });
  });

  test('a proof that she left unsigned is not named under her pseudonym', async () => {
    const { id, member } = await makePayout(site);
    const named = { evidence: `/fr/preuves/${id}` };
    const told = { grievance: `Voyez http://localhost/en/proofs/${id}, c’est la mienne.` };
    for (const change of [named, told]) {
      const answer = await send('', { ...PROPOSAL, ...change }, member);
      expect(fieldsOf(answer)).toEqual({ evidence: { code: 'names-own-proof' } });
    }
  });

  test('a proof that she signed and named here stays signed', async () => {
    const { id, member } = await makePayout(site, { signed: true });
    await propose(site, { evidence: `/fr/preuves/${id}` }, member);
    const unsigned = {
      outcome: 'received',
      expected: '20',
      currency: 'EUR',
      method: 'paypal',
      askedOn: '2026-11-01',
      receivedOn: '2026-11-05',
    };
    const answer = await site.post(`/api/payouts/${id}`, unsigned, member.cookie);
    expect(fieldsOf(answer)).toEqual({ signed: { code: 'named-in-posts' } });
  });

  test('who has no evidence there is asked to bring some first', async () => {
    const elsewhere = (await makePayout(site, { slug: 'appen' })).member;
    const solicited = (await makePayout(site, { solicited: true })).member;
    for (const member of [bystander, elsewhere, solicited]) {
      const answer = await send('', PROPOSAL, member);
      expect(fieldsOf(answer)).toEqual({ platform: { code: 'no-evidence-there' } });
    }
    const { member } = await makePayout(site);
    expect((await send('', PROPOSAL, member)).statusCode).toBe(201);
  });

  test('a third open call is one too many', async () => {
    const proposer = await makeWorker(site);
    const { id } = await propose(site, {}, proposer);
    await propose(site, {}, proposer);
    const third = await send('', PROPOSAL, proposer);
    expect(fieldsOf(third)).toEqual({ title: { code: 'open-calls', limit: '2' } });
    await send(`/${id}/call-off`, {}, proposer);
    expect((await send('', PROPOSAL, proposer)).statusCode).toBe(201);
  });

  test('is for members', async () => {
    expect((await site.post('/api/boycotts', PROPOSAL)).statusCode).toBe(401);
    expect((await site.get('/api/me/boycotts')).statusCode).toBe(401);
  });
});

describe('seconding', () => {
  test('the third opens the debate, and nobody is named or kept', async () => {
    const { id } = await propose(site);
    const seconders = [await makeWorker(site), await makeWorker(site), await makeWorker(site)];
    for (const [nth, seconder] of seconders.entries()) {
      expect((await readBoycott(site, id, seconder.cookie)).can).toMatchObject({ second: true });
      expect((await send(`/${id}/second`, {}, seconder)).statusCode).toBe(200);
      const { state, seconders: n } = await readBoycott(site, id);
      expect([state, n]).toEqual(nth < 2 ? ['proposed', nth + 1] : ['debated', null]);
    }
    expect(await site.database.prisma.boycottSeconder.count({ where: { boycottId: id } })).toBe(0);
    expect(await kindsInRecord(site, `boycott/${id}`)).toEqual([
      'boycott-proposed',
      'boycott-debated',
    ]);
    const acts = await site.database.prisma.recordEntry.findMany({
      where: { subject: `boycott/${id}`, kind: 'boycott-debated' },
    });
    expect(acts.map(({ actor }) => actor)).toEqual([null]);
    const ids = seconders.map((member) => member.id);
    const where = { memberId: { in: ids } };
    const traces = [
      await site.database.prisma.memberUse.count({ where }),
      await site.database.prisma.idempotencyKey.count({ where }),
      await site.database.prisma.inboxItem.count({ where }),
      await site.database.prisma.follow.count({ where }),
    ];
    expect(traces).toEqual([0, 0, 0, 0]);
  });

  test('twice counts once, and can be taken back', async () => {
    const { id } = await propose(site);
    const seconder = await makeWorker(site);
    await send(`/${id}/second`, { _key: 'second-once-1' }, seconder);
    await send(`/${id}/second`, { _key: 'second-once-1' }, seconder);
    expect((await readBoycott(site, id)).seconders).toBe(1);
    expect((await readBoycott(site, id, seconder.cookie)).can).toMatchObject({
      second: false,
      unsecond: true,
    });
    expect((await send(`/${id}/unsecond`, {}, seconder)).statusCode).toBe(200);
    expect((await readBoycott(site, id)).seconders).toBe(0);
  });

  test('is not for the proposer, nor for who has no evidence there', async () => {
    const { id, proposer } = await propose(site);
    for (const member of [proposer, bystander]) {
      expect(code(await send(`/${id}/second`, {}, member))).toBe('not-allowed');
    }
  });

  test('ends with the debate', async () => {
    const { id } = await debate(site);
    expect(code(await send(`/${id}/second`, {}, worker))).toBe('not-allowed');
  });
});

describe('changing the text', () => {
  test('keeps what it said before, for everybody to read', async () => {
    const { id, proposer } = await debate(site);
    expect((await readBoycott(site, id, proposer.cookie)).can.change).toBe(true);
    const text = { ...TEXT, demands: 'Quinze centimes.', threshold: 30 };
    expect((await send(`/${id}`, text, proposer)).statusCode).toBe(200);
    expect(await readBoycott(site, id)).toMatchObject({
      ...text,
      versions: [{ ...TEXT, replacedAt: '2026-11-20T10:00:00Z' }],
    });
    expect(await kindsInRecord(site, `boycott/${id}`)).toContain('boycott-changed');
  });

  test('to the same text changes nothing', async () => {
    const { id, proposer } = await debate(site);
    expect((await send(`/${id}`, TEXT, proposer)).statusCode).toBe(200);
    expect((await readBoycott(site, id)).versions).toEqual([]);
  });

  test('is refused at the field that is wrong', async () => {
    const { id, proposer } = await debate(site);
    const answer = await send(`/${id}`, { ...TEXT, partaking: '' }, proposer);
    expect(Object.keys(fieldsOf(answer))).toEqual(['partaking']);
  });

  test('is its proposer’s, while it is debated, and so often', async () => {
    const proposed = await propose(site);
    expect(code(await send(`/${proposed.id}`, TEXT, proposed.proposer))).toBe('not-allowed');
    const { id, proposer } = await debate(site);
    expect(code(await send(`/${id}`, TEXT, worker))).toBe('not-allowed');
    for (let nth = 0; nth < MAX_CHANGES; nth += 1) {
      site.clock.now = new Date(site.clock.now.getTime() + 60_000);
      const text = { ...TEXT, demands: `Demande ${nth}.` };
      expect((await send(`/${id}`, text, proposer)).statusCode).toBe(200);
    }
    expect(code(await send(`/${id}`, TEXT, proposer))).toBe('not-allowed');
  });
});

describe('calling off', () => {
  test('before it is on ends it, and leaves a place for another', async () => {
    const { id, proposer } = await debate(site);
    expect((await send(`/${id}/call-off`, {}, proposer)).statusCode).toBe(200);
    expect(await readBoycott(site, id)).toMatchObject({
      state: 'failed',
      failure: 'called-off',
      stepEndsAt: null,
    });
    expect(code(await send(`/${id}/call-off`, {}, proposer))).toBe('not-allowed');
  });

  test('is its proposer’s', async () => {
    const { id } = await debate(site);
    expect(code(await send(`/${id}/call-off`, {}, worker))).toBe('not-allowed');
  });
});

describe('every write', () => {
  const writes = [
    ['', TEXT],
    ['/second', {}],
    ['/unsecond', {}],
    ['/call-off', {}],
    ['/outcome', { outcome: 'won', text: 'Le prix a doublé.' }],
    ['/look-back', { text: 'Nous étions trente.' }],
  ] as const;

  test.each(writes)('%s is for members, and says when there is no such boycott', async (path, body) => {
    const { id } = await propose(site);
    expect((await site.post(`/api/boycotts/${id}${path}`, body)).statusCode).toBe(401);
    expect((await send(`/${NOWHERE}${path}`, body, worker)).statusCode).toBe(404);
  });

  test('of an outcome or a look back is refused while nothing ended', async () => {
    const { id, proposer } = await debate(site);
    for (const [path, body] of writes.slice(-2)) {
      expect(code(await send(`/${id}${path}`, body, proposer))).toBe('not-allowed');
      expect((await send(`/${id}${path}`, {}, proposer)).statusCode).toBe(422);
    }
  });
});

describe('the list', () => {
  test('has open ones first, page by page, each once', async () => {
    const { id: over, proposer } = await propose(site, { platform: 'clickworker' });
    await send(`/${over}/call-off`, {}, proposer);
    for (let nth = 0; nth < 21; nth += 1) {
      site.clock.now = new Date(site.clock.now.getTime() + 60_000);
      await propose(site);
    }
    const ids: string[] = [];
    const states: string[] = [];
    let path = '/api/boycotts';
    for (;;) {
      const { boycotts, next } = boycottsResponse.parse((await site.get(path)).json());
      ids.push(...boycotts.map(({ id }) => id));
      states.push(...boycotts.map(({ state }) => state));
      if (next === null) break;
      path = `/api/boycotts?before=${encodeURIComponent(next)}`;
    }
    expect(ids.length).toBe(await site.database.prisma.boycott.count());
    expect(new Set(ids).size).toBe(ids.length);
    const firstOver = states.indexOf('failed');
    expect(states.slice(firstOver).every((state) => state === 'failed')).toBe(true);
    expect(ids.indexOf(over)).toBeGreaterThanOrEqual(firstOver);
  });

  test('is of a platform, a state or a task, where that is asked', async () => {
    const answer = await site.get('/api/boycotts?platform=appen');
    expect(answer.json()).toEqual({ boycotts: [], next: null });
    const failed = boycottsResponse.parse((await site.get('/api/boycotts?state=failed')).json());
    expect(new Set(failed.boycotts.map(({ state }) => state))).toEqual(new Set(['failed']));
    for (const query of ['platform=nulle-part', 'client=personne', `task=${NOWHERE}`]) {
      expect((await site.get(`/api/boycotts?${query}`)).statusCode).toBe(404);
    }
    expect((await site.get('/api/boycotts?state=oublié')).statusCode).toBe(422);
  });

  test('knows no boycott that is not there', async () => {
    expect((await site.get(`/api/boycotts/${NOWHERE}`)).statusCode).toBe(404);
  });
});

test('a member who leaves takes her name along, and the call goes on', async () => {
  const { id, proposer } = await propose(site);
  await site.database.prisma.member.delete({ where: { id: proposer.id } });
  expect(await readBoycott(site, id)).toMatchObject({ proposer: null, state: 'proposed' });
  await passHours(site, 200);
  expect(await readBoycott(site, id)).toMatchObject({ state: 'failed', failure: 'no-seconders' });
});

test('her own data say what she proposed and seconded, and nothing of pledges', async () => {
  const mine = await propose(site, {}, worker);
  const other = await propose(site);
  await send(`/${other.id}/second`, {}, worker);
  const { boycotts } = (await site.get('/api/me/data.json', worker.cookie)).json<{
    boycotts: { proposed: { id: string }[]; seconded: string[]; tokens: unknown[] };
  }>();
  expect(boycotts.proposed.map(({ id }) => id)).toContain(mine.id);
  expect(boycotts.seconded).toContain(other.id);
  expect(boycotts.tokens).toEqual([]);
});
