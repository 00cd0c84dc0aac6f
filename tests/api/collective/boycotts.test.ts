import { beforeAll, describe, expect, test } from 'vitest';
import { boycottsResponse, MAX_EVIDENCE_LINKS } from '#shared/collective/boycotts.ts';
import { threadResponse } from '#shared/community/forum.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import {
  passHours,
  propose,
  PROPOSAL,
  TEXT,
  readBoycott,
} from '#tests/support/boycott-lifecycle.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';
import { makeWorker } from '#tests/support/pledges.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { makeTaskReport } from '#tests/support/tasks.ts';

const NOWHERE = 'zzzzzzzzzzzz';

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
    const payout = await makePayout(site, { member: worker, screenshot: true });
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
    [
      'evidence elsewhere',
      { evidence: 'https://ailleurs.example/fr/preuves/zzzzzzzzzzzz' },
      'evidence',
    ],
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
    for (let nth = 0; nth <= MAX_EVIDENCE_LINKS; nth += 1)
      payouts.push(await makePayout(site, { screenshot: true }));
    const evidence = payouts.map(({ id }) => `/fr/preuves/${id}`).join('\n');
    const answer = await send('', { ...PROPOSAL, evidence }, proposer);
    expect(fieldsOf(answer)['evidence']).toEqual({ code: 'too-big', limit: '8' });
  });

  test('a proof that she left unsigned is not named under her pseudonym', async () => {
    const { id, member } = await makePayout(site, { screenshot: true });
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
    const { member } = await makePayout(site, { screenshot: true });
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
