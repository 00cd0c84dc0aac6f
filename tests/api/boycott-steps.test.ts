import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { openBallot } from '#server/boycotts/ballots.ts';
import { dateOf } from '#server/db.ts';
import { pledgesResponse } from '#shared/pledges.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import {
  debate,
  passHours,
  propose,
  readBoycott,
  runSteps,
} from '#tests/support/boycott-life.ts';
import { makeFinding, makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';
import {
  fetchPledge,
  makeWorker,
  sendAct,
  sendPledge,
  type Pledger,
} from '#tests/support/pledges.ts';
import { sequence } from '#tests/support/record-tree.ts';
import { kindsInRecord } from '#tests/support/record.ts';

let site: TestApp;
beforeEach(async () => {
  site = await createTestApp();
});

type Call = { id: string; proposer: TestMember };

/** A call that is pledging, its keys in the record, with more who could pledge. */
async function openPledging(more: number, change: Readonly<Record<string, unknown>> = {}): Promise<Call & { workers: TestMember[] }> {
  const call = await debate(site, change);
  const workers: TestMember[] = [];
  for (let nth = 0; nth < more; nth += 1) workers.push(await makeWorker(site));
  await passHours(site, 72);
  await sequence(site);
  return { ...call, workers };
}

async function pledge(id: string, workers: readonly TestMember[]): Promise<Pledger[]> {
  const pledgers: Pledger[] = [];
  for (const worker of workers) {
    const pledger = await fetchPledge(site, id, worker);
    const answer = await sendPledge(site, pledger);
    expect(answer.statusCode, answer.body).toBe(200);
    pledgers.push(pledger);
  }
  return pledgers;
}

/** A boycott that is on, with ten pledges of a threshold of ten. */
async function openBoycott(change: Readonly<Record<string, unknown>> = {}): Promise<Call & { pledgers: Pledger[] }> {
  const { id, proposer, workers } = await openPledging(20, change);
  const pledgers = await pledge(id, workers.slice(0, 10));
  await passHours(site, 0);
  await passHours(site, 24);
  return { id, proposer, pledgers };
}

/** Each of some pledgers answers a ballot. */
async function vote(pledgers: readonly Pledger[], ballot: string, value: string): Promise<void> {
  for (const pledger of pledgers) {
    const answer = await sendAct(site, pledger, { purpose: `ballot:${ballot}`, counter: 1, value });
    expect(answer.statusCode, answer.body).toBe(200);
  }
}

const rowsOf = async (boycottId: string): Promise<Record<string, number>> => {
  const { prisma } = site.database;
  const where = { boycottId };
  return {
    seconders: await prisma.boycottSeconder.count({ where }),
    keys: await prisma.boycottKey.count({ where }),
    tokens: await prisma.boycottToken.count({ where }),
    pledges: await prisma.boycottPledge.count({ where }),
    acts: await prisma.boycottAct.count({ where }),
  };
};
const NOTHING = { seconders: 0, keys: 0, tokens: 0, pledges: 0, acts: 0 };

describe('a call that fails leaves nothing', () => {
  test('without seconders, after a week', async () => {
    const { id } = await propose(site);
    await site.post(`/api/boycotts/${id}/second`, {}, (await makeWorker(site)).cookie);
    await passHours(site, 167);
    expect((await readBoycott(site, id)).state).toBe('proposed');
    await passHours(site, 1);
    expect(await readBoycott(site, id)).toMatchObject({
      state: 'failed',
      failure: 'no-seconders',
      stepEndsAt: null,
      endedOn: '2026-11-27',
    });
    expect(await rowsOf(id)).toEqual(NOTHING);
  });

  test('where fewer than twenty could pledge', async () => {
    const { id } = await debate(site);
    await passHours(site, 72);
    expect(await readBoycott(site, id)).toMatchObject({
      state: 'failed',
      failure: 'too-few-eligible',
    });
  });

  test('below its threshold: no token, no key, no pledge, in no table and no file', async () => {
    const { id, workers } = await openPledging(20);
    await pledge(id, workers.slice(0, 9));
    await passHours(site, 0);
    expect(await readBoycott(site, id)).toMatchObject({ state: 'pledging', quarters: 3, pledged: null });
    await passHours(site, 72);
    expect(await readBoycott(site, id)).toMatchObject({
      state: 'failed',
      failure: 'too-few-pledges',
      pledged: null,
      keys: [],
    });
    expect(await rowsOf(id)).toEqual(NOTHING);
    expect(site.slots.of(id)).toEqual([]);
    expect(await kindsInRecord(site, `boycott/${id}`)).toEqual([
      'boycott-proposed',
      'boycott-debated',
      'boycott-pledging',
      'boycott-failed',
    ]);
  });

  test('where its proposer calls it off while it is pledging', async () => {
    const { id, proposer, workers } = await openPledging(20);
    await pledge(id, workers.slice(0, 5));
    await site.post(`/api/boycotts/${id}/call-off`, {}, proposer.cookie);
    await runSteps(site);
    expect(await readBoycott(site, id)).toMatchObject({ state: 'failed', failure: 'called-off' });
    expect(await rowsOf(id)).toEqual(NOTHING);
    expect(site.slots.of(id)).toEqual([]);
  });
});

describe('pledging', () => {
  test('begins with keys that the record tells, for those who brought evidence before that day', async () => {
    const early = (await makePayout(site)).member;
    await site.database.prisma.member.update({
      where: { id: early.id },
      data: { establishedOn: dateOf('2026-11-01') },
    });
    const { id, workers } = await openPledging(19);
    const late = await makeMember(site, { established: true });
    await makePayout(site, { member: late });
    const boycott = await readBoycott(site, id, early.cookie);
    expect(boycott).toMatchObject({
      state: 'pledging',
      // The proposer, three seconders, nineteen workers, and she.
      eligible: { established: 24, fresh: 0 },
      quarters: 0,
      keys: [{ rank: 'established' }],
      can: { pledge: null },
    });
    expect((await readBoycott(site, id, late.cookie)).can.pledge).toBe('no-evidence');
    expect((await readBoycott(site, id)).can.pledge).toBe('signed-out');
    const fresh = await makeWorker(site, { established: false });
    expect((await readBoycott(site, id, fresh.cookie)).can.pledge).toBe('not-established');
    expect((await readBoycott(site, id, workers[0]?.cookie)).can.pledge).toBeNull();
  });

  test('of a fast call takes accounts of two days, and no younger ones', async () => {
    const young = await makeWorker(site, { established: false });
    const { id } = await openPledging(20, { pace: 'fast', debateHours: 48, pledgeHours: 72 });
    expect((await readBoycott(site, id, young.cookie)).can.pledge).toBeNull();
    const younger = await makeWorker(site, { established: false });
    expect((await readBoycott(site, id, younger.cookie)).can.pledge).toBe('too-young');
    expect(await readBoycott(site, id)).toMatchObject({
      eligible: { established: 24, fresh: 1 },
      keys: [{ rank: 'established' }, { rank: 'new' }],
    });
  });

  test('lowers a threshold that more than half would have to reach, and says what it was', async () => {
    const { id } = await openPledging(20, { threshold: 500 });
    expect(await readBoycott(site, id)).toMatchObject({
      state: 'pledging',
      threshold: 12,
      versions: [{ threshold: 500 }],
    });
  });

  test('shows the number once the threshold is reached, and goes on for a day', async () => {
    const { id, workers } = await openPledging(20, { pledgeHours: 168 });
    await pledge(id, workers.slice(0, 10));
    await runSteps(site);
    expect(await readBoycott(site, id)).toMatchObject({
      state: 'pledging',
      reached: true,
      quarters: 4,
      pledged: 10,
      stepEndsAt: '2026-11-24T10:00:00Z',
    });
    await pledge(id, workers.slice(10, 12));
    await passHours(site, 24);
    expect(await readBoycott(site, id)).toMatchObject({ state: 'on', pledged: 12 });
  });

  test('once its threshold is reached is no longer its proposer’s to call off', async () => {
    const { id, proposer, workers } = await openPledging(20);
    await pledge(id, workers.slice(0, 10));
    await runSteps(site);
    const answer = await site.post(`/api/boycotts/${id}/call-off`, {}, proposer.cookie);
    expect(answer.statusCode).toBe(403);
  });
});

describe('a boycott that is on', () => {
  test('has its pledges published, under a hash that the record holds it to', async () => {
    const { id } = await openBoycott();
    const boycott = await readBoycott(site, id);
    expect(boycott).toMatchObject({
      state: 'on',
      pledged: 10,
      pledgedNew: 0,
      onFrom: '2026-11-24T10:00:00Z',
      stepEndsAt: '2026-12-01T10:00:00Z',
    });
    expect(await rowsOf(id)).toEqual({ ...NOTHING, keys: 1, pledges: 10 });
    const keys = await site.database.prisma.boycottKey.findMany({ where: { boycottId: id } });
    expect(keys.map(({ privateKey }) => privateKey)).toEqual([null]);
    const { pledges } = pledgesResponse.parse(
      (await site.get(`/api/boycotts/${id}/pledges`)).json(),
    );
    const lines = pledges
      .toSorted((one, other) =>
        Buffer.compare(Buffer.from(one.key, 'base64'), Buffer.from(other.key, 'base64')),
      )
      .map(({ rank, key, prefix, signature }) => `${rank} ${key} ${prefix} ${signature}\n`);
    const { pledgesHash } = await site.database.prisma.boycott.findUniqueOrThrow({ where: { id } });
    expect(pledgesHash).toBe(createHash('sha256').update(lines.join('')).digest('hex'));
  });

  test('counts new members as far as established ones', async () => {
    const { id, workers } = await openPledging(20, { pace: 'fast', debateHours: 48, pledgeHours: 72 });
    const fresh: TestMember[] = [];
    for (let nth = 0; nth < 8; nth += 1) fresh.push(await makeWorker(site, { established: false }));
    await passHours(site, 48);
    const pledgers = await pledge(id, [...workers.slice(0, 5), ...fresh]);
    expect(pledgers.length).toBe(13);
    await passHours(site, 24);
    expect(await readBoycott(site, id)).toMatchObject({ state: 'on', pledged: 10, pledgedNew: 5 });
  });

  test('ends on its last day, with what its pledgers say', async () => {
    const { id, proposer, pledgers } = await openBoycott();
    const held = await sendAct(site, pledgers[0] ?? unheard(), {
      purpose: 'check-in',
      counter: 1,
      value: 'held',
    });
    expect(held.statusCode, held.body).toBe(200);
    await passHours(site, 7 * 24 - 56);
    const [ballot] = (await readBoycott(site, id)).ballots;
    expect(ballot).toMatchObject({ kind: 'closing', closesAt: '2026-12-01T10:00:00Z', counts: null });
    await vote(pledgers.slice(0, 4), ballot?.id ?? '', 'partly');
    await vote(pledgers.slice(4, 5), ballot?.id ?? '', 'won');
    await passHours(site, 56);
    expect(await readBoycott(site, id, proposer.cookie)).toMatchObject({
      state: 'ended',
      outcome: 'partly',
      endedOn: '2026-12-01',
      checkIns: [{ day: 1, held: 1, couldNot: 0 }],
      ballots: [
        {
          result: 'partly',
          counts: [
            { value: 'won', votes: 1 },
            { value: 'partly', votes: 4 },
            { value: 'lost', votes: 0 },
            { value: 'called-off', votes: 0 },
          ],
        },
      ],
      can: { sayOutcome: false, lookBack: true },
    });
    const looked = { text: 'Nous étions dix. Le prix a bougé.' };
    expect((await site.post(`/api/boycotts/${id}/look-back`, looked, proposer.cookie)).statusCode).toBe(200);
    expect((await readBoycott(site, id)).lookBack).toBe(looked.text);
    expect(await kindsInRecord(site, `boycott/${id}`)).toEqual([
      'boycott-proposed',
      'boycott-debated',
      'boycott-pledging',
      'boycott-reached',
      'boycott-on',
      'boycott-ended',
      'boycott-looked-back',
    ]);
    expect(await kindsInRecord(site, `ballot/${ballot?.id}`)).toEqual([
      'ballot-opened',
      'ballot-closed',
    ]);
  });

  test('whose pledgers say nothing ends unsaid, and its proposer says it', async () => {
    const { id, proposer } = await openBoycott();
    await passHours(site, 7 * 24);
    expect(await readBoycott(site, id)).toMatchObject({ state: 'ended', outcome: 'unsaid' });
    const said = { outcome: 'lost', text: 'Personne ne nous a répondu.' };
    expect((await site.post(`/api/boycotts/${id}/outcome`, said, proposer.cookie)).statusCode).toBe(200);
    expect(await readBoycott(site, id)).toMatchObject({ outcome: 'lost', outcomeText: said.text });
    expect((await site.post(`/api/boycotts/${id}/outcome`, said, proposer.cookie)).statusCode).toBe(403);
  });

  test('is called off by its pledgers, whom its proposer has asked', async () => {
    const { id, proposer, pledgers } = await openBoycott({ onDays: 14 });
    await site.post(`/api/boycotts/${id}/call-off`, {}, proposer.cookie);
    expect((await site.post(`/api/boycotts/${id}/call-off`, {}, proposer.cookie)).statusCode).toBe(403);
    const [ballot] = (await readBoycott(site, id)).ballots;
    await vote(pledgers.slice(0, 2), ballot?.id ?? '', 'go-on');
    await vote(pledgers.slice(2, 5), ballot?.id ?? '', 'call-off');
    await passHours(site, 71);
    expect((await readBoycott(site, id)).state).toBe('on');
    await passHours(site, 1);
    expect(await readBoycott(site, id)).toMatchObject({ state: 'ended', outcome: 'called-off' });
  });

  test('goes on where most of its pledgers say so, and can be asked again after a week', async () => {
    const { id, proposer, pledgers } = await openBoycott({ onDays: 14 });
    await site.post(`/api/boycotts/${id}/call-off`, {}, proposer.cookie);
    const [ballot] = (await readBoycott(site, id)).ballots;
    await vote(pledgers.slice(0, 5), ballot?.id ?? '', 'go-on');
    await passHours(site, 72);
    expect(await readBoycott(site, id, proposer.cookie)).toMatchObject({
      state: 'on',
      ballots: [{ result: 'go-on' }],
      can: { callOff: false },
    });
    await passHours(site, 96);
    expect((await readBoycott(site, id, proposer.cookie)).can.callOff).toBe(true);
  });

  test('ends with an offer that its pledgers take', async () => {
    const { id, pledgers } = await openBoycott({ onDays: 14 });
    const boycott = await site.database.prisma.boycott.findUniqueOrThrow({ where: { id } });
    const ballot = await site.database.prisma.$transaction((tx) =>
      openBallot(tx, boycott, 'offer', site.clock.now),
    );
    await vote(pledgers.slice(0, 4), ballot, 'won');
    await vote(pledgers.slice(4, 6), ballot, 'go-on');
    await passHours(site, 72);
    expect(await readBoycott(site, id)).toMatchObject({
      state: 'ended',
      outcome: 'won',
      ballots: [{ kind: 'offer', result: 'won' }],
    });
  });
});

describe('of several servers', () => {
  test('one takes each step, and the others find it taken', async () => {
    const { id } = await debate(site);
    for (let nth = 0; nth < 20; nth += 1) await makeWorker(site);
    site.clock.advanceDays(3);
    await Promise.all(Array.from({ length: 5 }, () => runSteps(site)));
    const kinds = await kindsInRecord(site, `boycott/${id}`);
    expect(kinds.filter((kind) => kind === 'boycott-pledging').length).toBe(1);
    expect((await readBoycott(site, id)).keys.length).toBe(1);
  });

  test('one opens a closing ballot', async () => {
    const { id } = await openBoycott();
    site.clock.advanceDays(6);
    await Promise.all(Array.from({ length: 5 }, () => runSteps(site)));
    expect((await readBoycott(site, id)).ballots.length).toBe(1);
  });

  test('three who second at one moment open one debate', async () => {
    const { id } = await propose(site);
    const seconders = [];
    for (let nth = 0; nth < 6; nth += 1) seconders.push(await makeWorker(site));
    const answers = await Promise.all(
      seconders.map(({ cookie }) => site.post(`/api/boycotts/${id}/second`, {}, cookie)),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 200).length).toBe(3);
    const kinds = await kindsInRecord(site, `boycott/${id}`);
    expect(kinds).toEqual(['boycott-proposed', 'boycott-debated']);
    expect(await rowsOf(id)).toEqual(NOTHING);
  });
});

describe('who is told', () => {
  const kindsOf = async (member: TestMember): Promise<string[]> =>
    (
      await site.get('/api/me/inbox', member.cookie).then((answer) =>
        answer.json<{ items: { kind: string }[] }>(),
      )
    ).items.map(({ kind }) => kind);

  test('its proposer hears of each step, and of a deadline a day before it', async () => {
    const { id, proposer } = await debate(site, { debateHours: 168 });
    expect(await kindsOf(proposer)).toEqual(['boycott-step']);
    await passHours(site, 100);
    expect(await kindsOf(proposer)).not.toContain('boycott-deadline');
    await passHours(site, 45);
    await runSteps(site);
    expect(await kindsOf(proposer)).toContain('boycott-deadline');
    const lines = await site.database.prisma.inboxItem.findMany({
      where: { kind: 'boycott-deadline', subject: id },
    });
    expect(lines.map(({ memberId, count }) => [memberId, count])).toEqual([[proposer.id, 1]]);
  });

  test('nobody because she pledged', async () => {
    const { id, workers } = await openPledging(20);
    await pledge(id, workers.slice(0, 10));
    await passHours(site, 0);
    await passHours(site, 24);
    expect((await readBoycott(site, id)).state).toBe('on');
    for (const worker of workers) expect(await kindsOf(worker)).toEqual([]);
  });
});

test('evidence of a suspect makes nobody eligible', async () => {
  const { id } = await openPledging(20);
  const before = await readBoycott(site, id);
  expect(before.state).toBe('pledging');
  const { member } = await makePayout(site, { publishedOn: '2026-11-01' });
  await site.database.prisma.member.update({
    where: { id: member.id },
    data: { establishedOn: dateOf('2026-11-01') },
  });
  expect((await readBoycott(site, id, member.cookie)).can.pledge).toBeNull();
  const author = await site.database.prisma.author.findFirstOrThrow({
    where: { memberId: member.id },
  });
  const findingId = await makeFinding(site, 'clickworker');
  await site.database.prisma.findingSuspect.create({ data: { findingId, authorId: author.id } });
  expect((await readBoycott(site, id, member.cookie)).can.pledge).toBe('no-evidence');
});

function unheard(): never {
  throw new Error('nobody pledged');
}
