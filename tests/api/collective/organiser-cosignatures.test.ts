import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { movePledgeBatches } from '#server/collective/pledges/pledge-batches.ts';
import { signBlindedMessage } from '#server/collective/blind-signing/blind-signatures.ts';
import { checkLog } from '#shared/transparency-log/check-log.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import {
  freshPlatform,
  passHours,
  readBoycott,
  runSteps,
} from '#tests/support/boycott-lifecycle.ts';
import {
  cosign,
  dueOf,
  makeKey,
  openCosigned,
  pledgersOf,
  prepareCosigned,
} from '#tests/support/organisers.ts';
import { makePledge, makePledging, sendPledge } from '#tests/support/pledges.ts';
import { sequence } from '#tests/support/log-sequencer.ts';
import { answersOf } from '#tests/support/log-responses.ts';
import {
  countPublishedPledges,
  type PublishedPledge,
} from '#web/collective/pledges/count-published-pledges.ts';

/** Boycotts whose pledges need the keys of organisers beside the site's. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const outcomeOf = (answer: { statusCode: number; json: () => unknown }) =>
  answer.statusCode === 200 ? 'done' : (answer.json() as { error: { code: string } }).error.code;
const partOf = (joined: string, nth: number): Buffer =>
  Buffer.from(joined, 'base64').subarray(nth * 256, (nth + 1) * 256);
const joined = (...parts: readonly Buffer[]): string => Buffer.concat(parts).toString('base64');

async function open(organisers: number) {
  const begun = await openCosigned(site, organisers, { platform: await freshPlatform(site) });
  const [organiser] = begun.organisers;
  const [worker] = begun.workers;
  if (organiser === undefined || worker === undefined) throw new Error('nobody is there');
  return { ...begun, organiser, worker };
}

describe('a pledge', () => {
  test('is ready once each key has signed, whoever asked meanwhile, and is taken', async () => {
    const begun = await open(2);
    const { id, organisers, worker } = begun;
    const { ask, answer } = await prepareCosigned(site, id, worker);
    expect(await ask()).toBeNull();
    const [first, second] = organisers;
    if (first === undefined || second === undefined) throw new Error('one organiser is missing');
    expect((await readBoycott(site, id, first.member.cookie)).ownKey).toEqual({
      given: true,
      waiting: 1,
    });
    expect(await cosign(site, id, first)).toBe(1);
    expect(await ask()).toBeNull();
    expect((await answer()).json<{ cosigned: unknown[] }>().cosigned).toEqual([
      expect.any(String),
      null,
    ]);
    expect(await cosign(site, id, second)).toBe(1);
    const pledger = await ask();
    if (pledger === null) throw new Error('a signature is missing');
    expect(Buffer.from(pledger.body.signature, 'base64')).toHaveLength(3 * 256);
    expect(outcomeOf(await sendPledge(site, pledger))).toBe('done');
    expect(outcomeOf(await sendPledge(site, pledger))).toBe('done');
    await movePledgeBatches(site, { all: true });
    const where = { boycottId: id };
    expect(await site.database.prisma.boycottPledge.count({ where })).toBe(1);
  });

  test('without the second signature is refused, with the reason', async () => {
    const begun = await open(1);
    const [pledger] = await pledgersOf(site, begun, [begun.worker]);
    if (pledger === undefined) throw new Error('nobody pledges');
    const signature = joined(partOf(pledger.body.signature, 0));
    expect(outcomeOf(await sendPledge(site, pledger, { signature }))).toBe('signature-missing');
  });

  test('with a signature of a foreign key, in another order, or with one too many is refused', async () => {
    const begun = await open(1);
    const [pledger, other] = await pledgersOf(site, begun, begun.workers.slice(0, 2));
    if (pledger === undefined || other === undefined) throw new Error('nobody pledges');
    const [own, cosigned] = [partOf(pledger.body.signature, 0), partOf(pledger.body.signature, 1)];
    for (const signature of [
      joined(own, randomBytes(256)),
      joined(own, own),
      joined(own, partOf(other.body.signature, 1)),
      joined(cosigned, own),
      joined(own, cosigned, cosigned),
    ]) {
      expect(outcomeOf(await sendPledge(site, pledger, { signature }))).toBe('bad-signature');
    }
    expect(outcomeOf(await sendPledge(site, pledger))).toBe('done');
  });

  test('of a boycott without organisers has one signature, and no more', async () => {
    const plain = await makePledging(site);
    const pledger = await makePledge(site, plain);
    const own = partOf(pledger.body.signature, 0);
    const changed = { signature: joined(own, own) };
    expect(outcomeOf(await sendPledge(site, pledger, changed))).toBe('bad-signature');
  });
});

describe('what is blinded', () => {
  test('must be one for each key and in its range, and costs nothing where it is not', async () => {
    const { id, worker } = await open(1);
    const ask = async (blinded: string) =>
      outcomeOf(await site.post(`/api/boycotts/${id}/token`, { blinded }, worker.cookie));
    const good = await prepareCosigned(site, id, worker);
    const first = partOf(good.blinded, 0);
    for (const blinded of [
      joined(first),
      joined(first, Buffer.alloc(256, 0xff)),
      joined(first, Buffer.alloc(256)),
      joined(first, first, first),
    ]) {
      expect(await ask(blinded)).toBe('bad-input');
    }
    const where = { boycottId: id };
    expect(await site.database.prisma.boycottTokenHolder.count({ where })).toBe(0);
    expect(await site.database.prisma.boycottCosignature.count({ where })).toBe(0);
    expect(await ask(good.blinded)).toBe('done');
  });

  test('of twenty that one member sends at once, one waits for the organiser', async () => {
    const { id, organiser, worker } = await open(1);
    const asking = await Promise.all(
      Array.from({ length: 20 }, () => prepareCosigned(site, id, worker)),
    );
    const answers = await Promise.all(asking.map(({ answer }) => answer()));
    const outcomes = answers.map(outcomeOf).toSorted();
    expect(outcomes).toEqual(['done', ...Array.from({ length: 19 }, () => 'token-taken')]);
    const [due] = await dueOf(site, id, organiser);
    expect(due?.blinded).toHaveLength(1);
  });

  test('is taken of no more than could pledge, also where two ask for the last one at once', async () => {
    const { id, organiser, workers } = await open(1);
    await site.database.prisma.boycott.update({ where: { id }, data: { eligible: 2 } });
    const asking = [];
    for (const member of workers.slice(0, 4)) asking.push(await prepareCosigned(site, id, member));
    const [first, ...others] = asking;
    expect(await first?.ask()).toBeNull();
    const answers = await Promise.all(others.map(({ answer }) => answer()));
    expect(answers.map(outcomeOf).toSorted()).toEqual([
      'done',
      'signatures-used-up',
      'signatures-used-up',
    ]);
    // Who asked in time asks again as often as it takes.
    expect(await first?.ask()).toBeNull();
    expect(await cosign(site, id, organiser)).toBe(2);
    expect(await first?.ask()).not.toBeNull();
  });

  test('tells an organiser nothing of who sent it, and comes in the order of its numbers', async () => {
    const { id, organiser, workers } = await open(1);
    for (const member of workers.slice(0, 5)) await (await prepareCosigned(site, id, member)).ask();
    const [due] = await dueOf(site, id, organiser);
    expect(Object.keys(due ?? {}).toSorted()).toEqual(['blinded', 'boycott', 'publicKey', 'rank']);
    const bytes = (due?.blinded ?? []).map((one) => Buffer.from(one, 'base64'));
    expect(bytes).toEqual(bytes.toSorted(Buffer.compare));
    const { prisma } = site.database;
    const [row] = await prisma.boycottCosignature.findMany({ where: { boycottId: id } });
    expect(Object.keys(row ?? {}).toSorted()).toEqual(
      ['blinded', 'boycottId', 'organiser', 'rank', 'signature'].toSorted(),
    );
  });
});

describe('what an organiser signs', () => {
  const send = async (id: string, { cookie }: { cookie: string }, body: object) =>
    outcomeOf(
      await site.post(`/api/boycotts/${id}/cosignatures`, { rank: 'established', ...body }, cookie),
    );

  test('is kept only where it holds, was asked for, and is hers to sign', async () => {
    // Another boycott's organiser is none here.
    const other = await open(1);
    const { id, organiser, worker } = await open(1);
    await (await prepareCosigned(site, id, worker)).ask();
    const [due] = await dueOf(site, id, organiser);
    const [blinded = ''] = due?.blinded ?? [];
    const key = organiser.keys.established;
    if (key === undefined) throw new Error('no key');
    const signature = signBlindedMessage(key, Buffer.from(blinded, 'base64')).toString('base64');
    const foreign = signBlindedMessage(
      makeKey().privateKey,
      Buffer.from(blinded, 'base64').fill(1, 0, 1),
    );
    const wrong = { blinded, signature: foreign.toString('base64') };
    expect(await send(id, organiser.member, { signed: [wrong] })).toBe('bad-signature');
    expect(await send(id, worker, { signed: [{ blinded, signature }] })).toBe('not-allowed');
    expect(await dueOf(site, id, organiser)).toMatchObject([{ blinded: [blinded] }]);
    expect(await send(id, other.organiser.member, { signed: [] })).toBe('not-allowed');
    expect(await send(id, organiser.member, { signed: [{ blinded, signature }] })).toBe('done');
    expect(await send(id, organiser.member, { signed: [{ blinded, signature }] })).toBe('done');
    expect(await dueOf(site, id, organiser)).toMatchObject([{ blinded: [] }]);
    const unasked = Buffer.alloc(256, 1);
    const more = {
      blinded: unasked.toString('base64'),
      signature: signBlindedMessage(key, unasked).toString('base64'),
    };
    expect(await send(id, organiser.member, { signed: [more] })).toBe('done');
    expect(await site.database.prisma.boycottCosignature.count({ where: { boycottId: id } })).toBe(
      1,
    );
  });

  test('is late after the deadline, and nothing waits then', async () => {
    const { id, organiser, worker } = await open(1);
    await (await prepareCosigned(site, id, worker)).ask();
    const { prisma } = site.database;
    await prisma.boycott.update({ where: { id }, data: { stepEndsAt: site.clock.now } });
    expect(await send(id, organiser.member, { signed: [] })).toBe('not-pledging');
    expect(await dueOf(site, id, organiser)).toEqual([]);
  });

  test('shows by the day; that her browser refused stands in the record, once', async () => {
    const { id, organiser, worker } = await open(1);
    await (await prepareCosigned(site, id, worker)).ask();
    await cosign(site, id, organiser);
    const day = site.clock.now.toISOString().slice(0, 10);
    expect((await readBoycott(site, id)).organisers).toMatchObject([
      { signedOn: day, refusedOn: null },
    ]);
    for (let nth = 0; nth < 2; nth += 1) {
      expect(await send(id, organiser.member, { signed: [], refuses: true })).toBe('done');
    }
    expect((await readBoycott(site, id)).organisers).toMatchObject([{ refusedOn: day }]);
    const where = { subject: `boycott/${id}`, kind: 'boycott-key-refused' };
    expect(await site.database.prisma.recordEntry.count({ where })).toBe(1);
  });

  test('is asked for once a day while something waits', async () => {
    const { id, organiser, worker } = await open(1);
    const where = { memberId: organiser.member.id, kind: 'boycott-key-waits', subject: id };
    const told = async () =>
      (await site.database.prisma.inboxItem.findMany({ where })).map(({ count }) => count);
    await runSteps(site);
    expect(await told()).toEqual([]);
    await (await prepareCosigned(site, id, worker)).ask();
    await runSteps(site);
    await runSteps(site);
    expect(await told()).toEqual([1]);
    await passHours(site, 24);
    expect(await told()).toEqual([2]);
    await cosign(site, id, organiser);
    await passHours(site, 24);
    expect(await told()).toEqual([2]);
  });
});

test('once it is on anybody counts all signatures, and nothing that was blinded is left', async () => {
  const begun = await open(2);
  const { id, workers } = begun;
  for (const pledger of await pledgersOf(site, begun, workers.slice(0, 10))) {
    expect(outcomeOf(await sendPledge(site, pledger))).toBe('done');
  }
  await passHours(site, 0);
  await passHours(site, 24);
  expect(await readBoycott(site, id)).toMatchObject({ state: 'on', pledged: 10 });
  expect(await site.database.prisma.boycottCosignature.count({ where: { boycottId: id } })).toBe(0);
  await sequence(site);
  const { pledges } = (await site.get(`/api/boycotts/${id}/pledges`)).json<{
    pledges: PublishedPledge[];
  }>();
  const answers = answersOf(site);
  const checked = await checkLog(answers.record, null);
  expect(await countPublishedPledges(answers, checked, id, pledges)).toEqual([]);
  const [first, ...rest] = pledges;
  if (first === undefined) throw new Error('nothing is published');
  for (const signature of [
    joined(partOf(first.signature, 0)),
    joined(partOf(first.signature, 0), partOf(first.signature, 1), randomBytes(256)),
  ]) {
    const forged = [{ ...first, signature }, ...rest];
    expect(await countPublishedPledges(answers, checked, id, forged)).toContain('signature');
  }
});

test('one that fails leaves neither keys nor what was blinded', async () => {
  const { id, worker, proposer } = await open(1);
  await (await prepareCosigned(site, id, worker)).ask();
  const called = await site.post(`/api/boycotts/${id}/call-off`, {}, proposer.cookie);
  expect(outcomeOf(called)).toBe('done');
  const where = { boycottId: id };
  const { prisma } = site.database;
  expect([
    await prisma.boycottCosignature.count({ where }),
    await prisma.boycottOrganiser.count({ where }),
    await prisma.boycottKey.count({ where }),
  ]).toEqual([0, 0, 0]);
});
