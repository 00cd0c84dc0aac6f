import { createHash } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBoycottBallot } from '#server/collective/boycotts/ballots.ts';
import { pledgesResponse } from '#shared/collective/pledges.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import {
  countRows,
  freshPlatform,
  momentIn,
  NO_ROWS,
  openBoycott,
  openPledging,
  passHours,
  pledgeAll,
  readBoycott,
  runSteps,
  vote,
} from '#tests/support/boycott-lifecycle.ts';
import type { TestMember } from '#tests/support/factories.ts';
import { makeWorker, sendAct } from '#tests/support/pledges.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';

let site: TestApp;
/** Of each test: nobody works there but whom it brings. */
let platform: string;
beforeAll(async () => {
  site = await createTestApp();
});
beforeEach(async () => {
  platform = await freshPlatform(site);
});

describe('a boycott that is on', () => {
  test('has its pledges published, under a hash that the record holds it to', async () => {
    const { id } = await openBoycott(site, { platform });
    const boycott = await readBoycott(site, id);
    expect(boycott).toMatchObject({
      state: 'on',
      pledged: 10,
      pledgedNew: 0,
      onFrom: momentIn(site, 0),
      stepEndsAt: momentIn(site, 7 * 24),
    });
    expect(await countRows(site, id)).toEqual({ ...NO_ROWS, keys: 1, pledges: 10 });
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
    const fresh: TestMember[] = [];
    for (let nth = 0; nth < 10; nth += 1)
      fresh.push(await makeWorker(site, { slug: platform, established: false }));
    const { id, workers } = await openPledging(site, 20, {
      platform,
      pace: 'fast',
      debateHours: 48,
      pledgeHours: 72,
    });
    const pledgers = await pledgeAll(site, id, [...workers.slice(0, 5), ...fresh.slice(0, 8)]);
    expect(pledgers.length).toBe(13);
    await passHours(site, 0);
    await passHours(site, 24);
    expect(await readBoycott(site, id)).toMatchObject({ state: 'on', pledged: 10, pledgedNew: 5 });
  });

  test('tells no vote while its ballot is open, so that nobody sees how it stands', async () => {
    const { id, proposer, pledgers } = await openBoycott(site, { platform });
    await site.post(`/api/boycotts/${id}/call-off`, {}, proposer.cookie);
    const [ballot] = (await readBoycott(site, id)).ballots;
    await vote(site, pledgers.slice(0, 4), ballot?.id ?? '', 'go-on');
    const held = { purpose: 'check-in', counter: 1, value: 'held' };
    await sendAct(site, pledgers[0] ?? expect.fail(), held);
    await runSteps(site);
    expect(await site.database.prisma.boycottAct.count({ where: { boycottId: id } })).toBe(5);
    const purposes = async (): Promise<string[]> =>
      (await site.get(`/api/boycotts/${id}/acts`))
        .json<{ acts: { purpose: string }[] }>()
        .acts.map(({ purpose }) => purpose.split(':')[0] ?? '');
    expect(await purposes()).toEqual(['check-in']);
    await passHours(site, 72);
    expect((await purposes()).toSorted()).toEqual([...Array(4).fill('ballot'), 'check-in']);
  });

  test('ends on its last day, with what its pledgers say', async () => {
    const { id, proposer, pledgers } = await openBoycott(site, { platform });
    for (const pledger of pledgers.slice(0, 1)) {
      const held = { purpose: 'check-in', counter: 1, value: 'held' };
      expect((await sendAct(site, pledger, held)).statusCode).toBe(200);
    }
    await passHours(site, 7 * 24 - 56);
    const [ballot] = (await readBoycott(site, id)).ballots;
    expect(ballot).toMatchObject({
      kind: 'closing',
      closesAt: momentIn(site, 56),
      counts: null,
    });
    await vote(site, pledgers.slice(0, 4), ballot?.id ?? '', 'partly');
    await vote(site, pledgers.slice(4, 5), ballot?.id ?? '', 'won');
    await passHours(site, 56);
    expect(await readBoycott(site, id, proposer.cookie)).toMatchObject({
      state: 'ended',
      outcome: 'partly',
      endedOn: momentIn(site, 0).slice(0, 10),
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
    expect(
      (await site.post(`/api/boycotts/${id}/look-back`, looked, proposer.cookie)).statusCode,
    ).toBe(200);
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
    const { id, proposer } = await openBoycott(site, { platform });
    await passHours(site, 7 * 24);
    expect(await readBoycott(site, id)).toMatchObject({ state: 'ended', outcome: 'unsaid' });
    const said = { outcome: 'lost', text: 'Personne ne nous a répondu.' };
    expect((await site.post(`/api/boycotts/${id}/outcome`, said, proposer.cookie)).statusCode).toBe(
      200,
    );
    expect(await readBoycott(site, id)).toMatchObject({ outcome: 'lost', outcomeText: said.text });
    expect((await site.post(`/api/boycotts/${id}/outcome`, said, proposer.cookie)).statusCode).toBe(
      403,
    );
  });

  test('is called off by its pledgers, whom its proposer has asked', async () => {
    const { id, proposer, pledgers } = await openBoycott(site, { platform, onDays: 14 });
    await site.post(`/api/boycotts/${id}/call-off`, {}, proposer.cookie);
    expect((await site.post(`/api/boycotts/${id}/call-off`, {}, proposer.cookie)).statusCode).toBe(
      403,
    );
    const [ballot] = (await readBoycott(site, id)).ballots;
    await vote(site, pledgers.slice(0, 2), ballot?.id ?? '', 'go-on');
    await vote(site, pledgers.slice(2, 5), ballot?.id ?? '', 'call-off');
    await passHours(site, 71);
    expect((await readBoycott(site, id)).state).toBe('on');
    await passHours(site, 1);
    expect(await readBoycott(site, id)).toMatchObject({ state: 'ended', outcome: 'called-off' });
  });

  test('goes on where most of its pledgers say so, and can be asked again after a week', async () => {
    const { id, proposer, pledgers } = await openBoycott(site, { platform, onDays: 14 });
    await site.post(`/api/boycotts/${id}/call-off`, {}, proposer.cookie);
    const [ballot] = (await readBoycott(site, id)).ballots;
    await vote(site, pledgers.slice(0, 5), ballot?.id ?? '', 'go-on');
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
    const { id, pledgers } = await openBoycott(site, { platform, onDays: 14 });
    const boycott = await site.database.prisma.boycott.findUniqueOrThrow({ where: { id } });
    const ballot = await site.database.prisma.$transaction((tx) =>
      openBoycottBallot(tx, boycott, 'offer', site.clock.now),
    );
    await vote(site, pledgers.slice(0, 4), ballot, 'won');
    await vote(site, pledgers.slice(4, 6), ballot, 'go-on');
    await passHours(site, 72);
    expect(await readBoycott(site, id)).toMatchObject({
      state: 'ended',
      outcome: 'won',
      ballots: [{ kind: 'offer', result: 'won' }],
    });
  });
});
