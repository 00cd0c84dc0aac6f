import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  MAX_RUNS_BEFORE_BATCH,
  countPledges,
  movePledgeBatches,
} from '#server/collective/pledges/pledge-batches.ts';
import { randomId } from '#server/core/ids.ts';
import { MAX_VOTES_PER_BALLOT } from '#shared/collective/pledge-messages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import {
  fetchPledge,
  makePledge,
  makePledging,
  makeWorker,
  sendAct,
  sendPledge,
  signAct,
  type Pledger,
} from '#tests/support/pledges.ts';

/** What is sent without a session: pledges, and what their keys sign. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const WITHDRAW = { purpose: 'withdraw', counter: 0, value: '' };
const codeOf = (answer: { json: () => unknown }) =>
  (answer.json() as { error: { code: string } }).error.code;
const outcomeOf = (answer: { statusCode: number; json: () => unknown }) =>
  answer.statusCode === 200 ? 'kept' : codeOf(answer);
const rows = (boycottId: string) =>
  site.database.prisma.boycottPledge.count({ where: { boycottId } });
const countOf = (boycott: string) => countPledges(site.database.prisma, site.slots, boycott);
const moveAll = () => movePledgeBatches(site, { all: true });
const setBoycott = (id: string, data: object) =>
  site.database.prisma.boycott.update({ where: { id }, data });

describe('a pledge', () => {
  test('counts once, before its batch and after, however often it is sent', async () => {
    const boycott = await makePledging(site);
    const pledger = await fetchPledge(site, boycott, await makeWorker(site));
    const answers = await Promise.all(Array.from({ length: 5 }, () => sendPledge(site, pledger)));
    expect(answers.map((answer) => answer.json())).toEqual(
      Array.from({ length: 5 }, () => ({ kept: true })),
    );
    expect([await countOf(boycott), await rows(boycott)]).toEqual([{ established: 1, new: 0 }, 0]);
    await moveAll();
    expect([await countOf(boycott), await rows(boycott)]).toEqual([{ established: 1, new: 0 }, 1]);
    expect(outcomeOf(await sendPledge(site, pledger))).toBe('kept');
    await moveAll();
    expect([await countOf(boycott), await rows(boycott)]).toEqual([{ established: 1, new: 0 }, 1]);
  });

  test('is answered alike with a cookie, which nobody reads, and leaves no trace of one', async () => {
    const boycott = await makePledging(site);
    const member = await makeWorker(site);
    const pledger = await fetchPledge(site, boycott, member);
    const path = `/api/boycotts/${boycott}/pledges`;
    const padded = { ...pledger.body, padding: 'x'.repeat(300) };
    const [out, signedIn] = [
      await site.post(path, padded),
      await site.post(path, padded, member.cookie),
    ];
    expect(signedIn.body).toBe(out.body);
    expect(Object.keys(signedIn.headers).toSorted()).toEqual(Object.keys(out.headers).toSorted());
    expect(signedIn.headers['set-cookie']).toBeUndefined();
    await moveAll();
    const [row] = await site.database.prisma.boycottPledge.findMany({
      where: { boycottId: boycott },
    });
    expect(Object.keys(row ?? {}).toSorted()).toEqual(
      ['boycottId', 'key', 'prefix', 'rank', 'signature'].toSorted(),
    );
  });

  test('waits for its batch until there are four of them, or half an hour is over', async () => {
    const [few, many] = [await makePledging(site), await makePledging(site)];
    await makePledge(site, few);
    for (let nth = 0; nth < 4; nth += 1) await makePledge(site, many);
    await movePledgeBatches(site);
    expect([await rows(few), await rows(many)]).toEqual([0, 4]);
    for (let turn = 2; turn < MAX_RUNS_BEFORE_BATCH; turn += 1) await movePledgeBatches(site);
    expect(await rows(few)).toBe(0);
    await movePledgeBatches(site);
    expect(await rows(few)).toBe(1);
  });

  test('is refused where the signature is another’s, or over something else', async () => {
    const boycott = await makePledging(site);
    const other = await makePledging(site);
    const pledger = await fetchPledge(site, boycott, await makeWorker(site));
    const foreign = await fetchPledge(site, other, await makeWorker(site));
    const random = (bytes: number): string => randomBytes(bytes).toString('base64');
    for (const changes of [
      { signature: foreign.body.signature },
      { signature: random(256) },
      { key: foreign.body.key },
      { prefix: random(32) },
      { rank: 'new' },
    ]) {
      const answer = await sendPledge(site, pledger, changes);
      expect([answer.statusCode, codeOf(answer)]).toEqual([403, 'bad-signature']);
    }
    expect(outcomeOf(await sendPledge(site, { ...pledger, boycott: other }))).toBe('bad-signature');
    expect((await sendPledge(site, pledger, { key: 'AAAA' })).statusCode).toBe(422);
    expect((await sendPledge(site, { ...pledger, boycott: randomId() })).statusCode).toBe(404);
    expect(await countOf(boycott)).toEqual({ established: 0, new: 0 });
  });

  test('is late after the deadline, also while nobody has written down that it passed', async () => {
    const boycott = await makePledging(site, { hours: 72 });
    const pledger = await fetchPledge(site, boycott, await makeWorker(site));
    await setBoycott(boycott, { stepEndsAt: site.clock.now });
    const late = await sendPledge(site, pledger);
    expect([late.statusCode, codeOf(late)]).toEqual([409, 'not-pledging']);
    for (const state of ['proposed', 'debated', 'on', 'failed', 'ended']) {
      await setBoycott(boycott, { state, stepEndsAt: new Date(site.clock.now.getTime() + 1) });
      expect(outcomeOf(await sendPledge(site, pledger)), state).toBe('not-pledging');
    }
  });
});

describe('a withdrawal', () => {
  test('takes a pledge back that still waits, or is in its table, for good', async () => {
    const boycott = await makePledging(site);
    const [one, other] = [await makePledge(site, boycott), await makePledge(site, boycott)];
    await makePledge(site, boycott);
    expect(outcomeOf(await sendAct(site, one, WITHDRAW))).toBe('kept');
    expect((await countOf(boycott)).established).toBe(2);
    await moveAll();
    expect(await rows(boycott)).toBe(2);
    expect(outcomeOf(await sendAct(site, other, WITHDRAW))).toBe('kept');
    expect((await countOf(boycott)).established).toBe(1);
    await moveAll();
    expect([await rows(boycott), (await countOf(boycott)).established]).toEqual([1, 1]);
    for (const pledger of [one, other]) {
      expect(outcomeOf(await sendPledge(site, pledger))).toBe('pledge-withdrawn');
      expect(outcomeOf(await sendAct(site, pledger, WITHDRAW))).toBe('kept');
    }
  });

  test('is refused once the threshold is reached, and after pledging', async () => {
    const boycott = await makePledging(site);
    const pledger = await makePledge(site, boycott);
    await moveAll();
    await setBoycott(boycott, { reached: true });
    expect(outcomeOf(await sendAct(site, pledger, WITHDRAW))).toBe('threshold-reached');
    await setBoycott(boycott, { reached: false, stepEndsAt: site.clock.now });
    expect(outcomeOf(await sendAct(site, pledger, WITHDRAW))).toBe('not-pledging');
    expect(await rows(boycott)).toBe(1);
  });

  test('is refused from who never pledged, from another’s key, and with a counter or a value', async () => {
    const boycott = await makePledging(site);
    const [pledger, stranger] = [
      await makePledge(site, boycott),
      await fetchPledge(site, boycott, await makeWorker(site)),
    ];
    expect(outcomeOf(await sendAct(site, stranger, WITHDRAW))).toBe('unknown-pledge');
    const forged = { ...signAct(stranger, WITHDRAW), key: pledger.body.key };
    const answer = await site.post(`/api/boycotts/${boycott}/acts`, forged);
    expect([answer.statusCode, codeOf(answer)]).toEqual([403, 'bad-signature']);
    // Signed for another boycott, where the same key might have pledged.
    const elsewhere = signAct({ ...pledger, boycott: await makePledging(site) }, WITHDRAW);
    expect(outcomeOf(await site.post(`/api/boycotts/${boycott}/acts`, elsewhere))).toBe(
      'bad-signature',
    );
    for (const change of [{ counter: 1 }, { value: 'held' }]) {
      expect(outcomeOf(await sendAct(site, pledger, { ...WITHDRAW, ...change }))).toBe('bad-input');
    }
    const unknown = signAct(pledger, { ...WITHDRAW, purpose: 'steal' });
    expect((await site.post(`/api/boycotts/${boycott}/acts`, unknown)).statusCode).toBe(422);
    expect((await countOf(boycott)).established).toBe(1);
  });
});

describe('while it is on', () => {
  const checkIn = (counter: number, value = 'held') => ({ purpose: 'check-in', counter, value });
  const begin = async (pledges: number): Promise<{ boycott: string; pledgers: Pledger[] }> => {
    const boycott = await makePledging(site);
    const pledgers: Pledger[] = [];
    for (let nth = 0; nth < pledges; nth += 1) pledgers.push(await makePledge(site, boycott));
    await moveAll();
    await setBoycott(boycott, { state: 'on', onFrom: site.clock.now });
    return { boycott, pledgers };
  };
  const openBallot = async (boycottId: string, hours = 24): Promise<string> => {
    const id = randomId();
    const closesAt = new Date(site.clock.now.getTime() + hours * 3_600_000);
    await site.database.prisma.boycottBallot.create({
      data: { id, boycottId, kind: 'closing', openedAt: site.clock.now, closesAt },
    });
    return id;
  };
  const said = (boycottId: string) =>
    site.database.prisma.boycottAct.findMany({
      where: { boycottId },
      orderBy: { counter: 'asc' },
      select: { purpose: true, counter: true, value: true },
    });

  test('a pledger checks in once a day, of today or yesterday', async () => {
    const { boycott, pledgers } = await begin(1);
    const [pledger] = pledgers;
    if (pledger === undefined) throw new Error('nobody pledged');
    expect(outcomeOf(await sendAct(site, pledger, checkIn(1)))).toBe('kept');
    expect(outcomeOf(await sendAct(site, pledger, checkIn(1)))).toBe('kept');
    expect(outcomeOf(await sendAct(site, pledger, checkIn(1, 'could-not')))).toBe('turn-taken');
    for (const act of [checkIn(0), checkIn(2), checkIn(1, 'won'), checkIn(1, '')]) {
      expect(outcomeOf(await sendAct(site, pledger, act)), JSON.stringify(act)).not.toBe('kept');
    }
    site.clock.advanceDays(2);
    expect(outcomeOf(await sendAct(site, pledger, checkIn(2, 'could-not')))).toBe('kept');
    expect(outcomeOf(await sendAct(site, pledger, checkIn(3)))).toBe('kept');
    await moveAll();
    expect(outcomeOf(await sendAct(site, pledger, checkIn(3, 'could-not')))).toBe('turn-taken');
    expect((await said(boycott)).map(({ counter, value }) => [counter, value])).toEqual([
      [1, 'held'],
      [2, 'could-not'],
      [3, 'held'],
    ]);
  });

  test('a pledger votes, and votes anew, each time with a greater counter', async () => {
    const { boycott, pledgers } = await begin(1);
    const [pledger] = pledgers;
    if (pledger === undefined) throw new Error('nobody pledged');
    const purpose = `ballot:${await openBallot(boycott)}`;
    const vote = (counter: number, value: string) =>
      sendAct(site, pledger, { purpose, counter, value });
    expect(outcomeOf(await vote(1, 'won'))).toBe('kept');
    expect(outcomeOf(await vote(4, 'lost'))).toBe('kept');
    expect(outcomeOf(await vote(4, 'lost'))).toBe('kept');
    expect(outcomeOf(await vote(4, 'won'))).toBe('turn-taken');
    expect(outcomeOf(await vote(3, 'won'))).toBe('turn-taken');
    await moveAll();
    expect(outcomeOf(await vote(2, 'won'))).toBe('turn-taken');
    expect(outcomeOf(await vote(5, 'held'))).toBe('bad-input');
    expect(outcomeOf(await vote(0, 'won'))).toBe('bad-input');
    expect(outcomeOf(await vote(MAX_VOTES_PER_BALLOT + 1, 'won'))).toBe('bad-input');
    expect((await said(boycott)).map(({ counter, value }) => [counter, value])).toEqual([
      [1, 'won'],
      [4, 'lost'],
    ]);
  });

  test('no vote is taken in a ballot that is closed, another boycott’s, or not there', async () => {
    const { boycott, pledgers } = await begin(1);
    const [pledger] = pledgers;
    if (pledger === undefined) throw new Error('nobody pledged');
    const vote = (id: string) =>
      sendAct(site, pledger, { purpose: `ballot:${id}`, counter: 1, value: 'won' });
    expect(outcomeOf(await vote(await openBallot(boycott, 0)))).toBe('not-open');
    const counted = await openBallot(boycott);
    await site.database.prisma.boycottBallot.update({
      where: { id: counted },
      data: { counts: [] },
    });
    expect(outcomeOf(await vote(counted))).toBe('not-open');
    const other = await begin(0);
    expect(outcomeOf(await vote(await openBallot(other.boycott)))).toBe('bad-input');
    expect(outcomeOf(await vote(randomId()))).toBe('bad-input');
  });

  test('who did not pledge says nothing, and nobody does before it is on or after', async () => {
    const { boycott } = await begin(1);
    const pledging = await makePledging(site);
    const early = await makePledge(site, pledging);
    expect(outcomeOf(await sendAct(site, early, checkIn(1)))).toBe('not-open');
    expect(outcomeOf(await sendAct(site, { ...early, boycott }, checkIn(1)))).toBe(
      'unknown-pledge',
    );
    await moveAll();
    await setBoycott(pledging, { state: 'ended', onFrom: site.clock.now });
    expect(outcomeOf(await sendAct(site, early, checkIn(1)))).toBe('not-open');
    expect(outcomeOf(await sendAct(site, { ...early, boycott: randomId() }, checkIn(1)))).toBe(
      'not-found',
    );
  });

  test('everybody reads all pledges and acts sorted by key, and nobody before', async () => {
    const pledging = await makePledging(site);
    await makePledge(site, pledging);
    await moveAll();
    for (const list of ['pledges', 'acts']) {
      expect((await site.get(`/api/boycotts/${pledging}/${list}`)).statusCode).toBe(404);
    }
    const { boycott, pledgers } = await begin(6);
    await Promise.all(pledgers.map((pledger) => sendAct(site, pledger, checkIn(1))));
    await moveAll();
    const { pledges } = (await site.get(`/api/boycotts/${boycott}/pledges`)).json<{
      pledges: Pledger['body'][];
    }>();
    const { acts } = (await site.get(`/api/boycotts/${boycott}/acts`)).json<{
      acts: { key: string }[];
    }>();
    const byKey = (one: { key: string }, other: { key: string }): number =>
      Buffer.compare(Buffer.from(one.key, 'base64'), Buffer.from(other.key, 'base64'));
    expect(pledges).toEqual(pledgers.map(({ body }) => body).toSorted(byKey));
    expect(acts).toEqual(pledgers.map((pledger) => signAct(pledger, checkIn(1))).toSorted(byKey));
  });
});

test('what waits for a boycott that failed is wiped, and no file of the slots keeps it', async () => {
  const boycott = await makePledging(site);
  await makePledge(site, boycott);
  await setBoycott(boycott, { state: 'failed' });
  expect(site.slots.of(boycott)).toHaveLength(1);
  for (let turn = 0; turn < MAX_RUNS_BEFORE_BATCH; turn += 1) await movePledgeBatches(site);
  expect(site.slots.of(boycott)).toEqual([]);
  expect(await rows(boycott)).toBe(0);
  expect(await readdir(join(site.dataDir, 'pledges'))).toHaveLength(1);
});
