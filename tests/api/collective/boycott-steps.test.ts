import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dayToDate } from '#server/database/db.ts';
import { ACCEPTANCE_VALID_DAYS } from '#shared/collective/private-evidence.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import {
  countRows,
  debate,
  freshPlatform,
  momentIn,
  NO_ROWS,
  openBoycott,
  openPledging,
  passHours,
  pledgeAll,
  propose,
  readBoycott,
  runSteps,
} from '#tests/support/boycott-lifecycle.ts';
import { makeFinding, makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';
import { makeWorker, makeWorkers } from '#tests/support/pledges.ts';
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

/** Accounts of today, which work there. */
async function bringNew(many: number): Promise<TestMember[]> {
  const fresh: TestMember[] = [];
  for (let nth = 0; nth < many; nth += 1) {
    fresh.push(await makeWorker(site, { slug: platform, established: false }));
  }
  return fresh;
}

describe('a call that fails leaves nothing', () => {
  test('without seconders, after a week', async () => {
    const { id } = await propose(site, { platform });
    await site.post(
      `/api/boycotts/${id}/second`,
      {},
      (await makeWorker(site, { slug: platform })).cookie,
    );
    await passHours(site, 167);
    expect((await readBoycott(site, id)).state).toBe('proposed');
    await passHours(site, 1);
    expect(await readBoycott(site, id)).toMatchObject({
      state: 'failed',
      failure: 'no-seconders',
      stepEndsAt: null,
      endedOn: momentIn(site, 0).slice(0, 10),
    });
    expect(await countRows(site, id)).toEqual(NO_ROWS);
  });

  test('where fewer than twenty could pledge', async () => {
    const { id } = await debate(site, { platform });
    await passHours(site, 72);
    expect(await readBoycott(site, id)).toMatchObject({
      state: 'failed',
      failure: 'too-few-eligible',
    });
  });

  test('below its threshold: no token, no key, no pledge, in no table and no file', async () => {
    const { id, workers } = await openPledging(site, 20, { platform });
    await pledgeAll(site, id, workers.slice(0, 9));
    await passHours(site, 0);
    expect(await readBoycott(site, id)).toMatchObject({
      state: 'pledging',
      quarters: 3,
      pledged: null,
    });
    await passHours(site, 72);
    expect(await readBoycott(site, id)).toMatchObject({
      state: 'failed',
      failure: 'too-few-pledges',
      pledged: null,
      keys: [],
    });
    expect(await countRows(site, id)).toEqual(NO_ROWS);
    expect(site.slots.of(id)).toEqual([]);
    expect(await kindsInRecord(site, `boycott/${id}`)).toEqual([
      'boycott-proposed',
      'boycott-debated',
      'boycott-pledging',
      'boycott-failed',
    ]);
  });

  test('where its proposer calls it off while it is pledging', async () => {
    const { id, proposer, workers } = await openPledging(site, 20, { platform });
    await pledgeAll(site, id, workers.slice(0, 5));
    await site.post(`/api/boycotts/${id}/call-off`, {}, proposer.cookie);
    await runSteps(site);
    expect(await readBoycott(site, id)).toMatchObject({ state: 'failed', failure: 'called-off' });
    expect(await countRows(site, id)).toEqual(NO_ROWS);
    expect(site.slots.of(id)).toEqual([]);
  });
});

describe('pledging', () => {
  test('begins with keys that the record tells, for those who brought evidence before that day', async () => {
    const early = (await makePayout(site, { slug: platform })).member;
    await site.database.prisma.member.update({
      where: { id: early.id },
      data: { establishedOn: dayToDate('2026-11-01') },
    });
    const { id, workers } = await openPledging(site, 19, { platform });
    const late = await makeMember(site, { established: true });
    await makePayout(site, { slug: platform, member: late });
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
    const fresh = await makeWorker(site, { slug: platform, established: false });
    expect((await readBoycott(site, id, fresh.cookie)).can.pledge).toBe('not-established');
    expect((await readBoycott(site, id, workers[0]?.cookie)).can.pledge).toBeNull();
  });

  test('of a fast call takes accounts of two days, and no younger ones', async () => {
    const young = await bringNew(10);
    const { id } = await openPledging(site, 20, {
      platform,
      pace: 'fast',
      debateHours: 48,
      pledgeHours: 72,
    });
    expect((await readBoycott(site, id, young[0]?.cookie)).can.pledge).toBeNull();
    const younger = await makeWorker(site, { slug: platform, established: false });
    expect((await readBoycott(site, id, younger.cookie)).can.pledge).toBe('too-young');
    expect(await readBoycott(site, id)).toMatchObject({
      eligible: { established: 24, fresh: 10 },
      keys: [{ rank: 'established' }, { rank: 'new' }],
    });
    // Two days later she is old enough, and was not counted.
    await passHours(site, 49);
    expect((await readBoycott(site, id, younger.cookie)).can.pledge).toBe('too-young');
  });

  test('takes no new accounts where fewer than ten could, whom their rank would name', async () => {
    const young = await bringNew(9);
    const fast = { platform, pace: 'fast', debateHours: 48, pledgeHours: 72 };
    const { id } = await openPledging(site, 20, fast);
    expect(await readBoycott(site, id)).toMatchObject({
      eligible: { established: 24, fresh: 0 },
      keys: [{ rank: 'established' }],
    });
    const { can } = await readBoycott(site, id, young[0]?.cookie);
    expect(can.pledge).toBe('not-established');
  });

  test('counts all who can pledge as it begins: whom the site learns of later cannot', async () => {
    const { id, workers } = await openPledging(site, 20, { platform });
    await passHours(site, 24);
    const seen = await makeWorker(site, { slug: platform });
    const day = new Date(site.clock.now.getTime() + ACCEPTANCE_VALID_DAYS * 86_400_000);
    await site.database.prisma.worksThere.updateMany({
      where: { memberId: seen.id },
      data: { until: dayToDate(day.toISOString().slice(0, 10)) },
    });
    expect((await readBoycott(site, id, seen.cookie)).can.pledge).toBe('no-evidence');
    const rises = workers[0] ?? expect.fail();
    await site.database.prisma.member.update({
      where: { id: rises.id },
      data: { establishedOn: dayToDate(site.clock.now.toISOString().slice(0, 10)) },
    });
    expect((await readBoycott(site, id, rises.cookie)).can.pledge).toBe('not-established');
  });

  test('lowers a threshold that more than half would have to reach, and says what it was', async () => {
    const { id } = await debate(site, { platform });
    await makeWorkers(site, 20, { slug: platform });
    // As many were there when it was proposed.
    await site.database.prisma.boycott.update({ where: { id }, data: { threshold: 500 } });
    await passHours(site, 72);
    expect(await readBoycott(site, id)).toMatchObject({
      state: 'pledging',
      threshold: 12,
      versions: [{ threshold: 500 }],
    });
  });

  test('shows the number once the threshold is reached, and goes on for a day', async () => {
    const { id, workers } = await openPledging(site, 20, { platform, pledgeHours: 168 });
    await pledgeAll(site, id, workers.slice(0, 10));
    await runSteps(site);
    expect(await readBoycott(site, id)).toMatchObject({
      state: 'pledging',
      reached: true,
      quarters: 4,
      pledged: 10,
      stepEndsAt: momentIn(site, 24),
    });
    await pledgeAll(site, id, workers.slice(10, 12));
    await passHours(site, 24);
    expect(await readBoycott(site, id)).toMatchObject({ state: 'on', pledged: 12 });
  });

  test('once its threshold is reached is no longer its proposer’s to call off', async () => {
    const { id, proposer, workers } = await openPledging(site, 20, { platform });
    await pledgeAll(site, id, workers.slice(0, 10));
    await runSteps(site);
    const answer = await site.post(`/api/boycotts/${id}/call-off`, {}, proposer.cookie);
    expect(answer.statusCode).toBe(403);
  });
});

describe('of several servers', () => {
  test('one takes each step, and the others find it taken', async () => {
    const { id } = await debate(site, { platform });
    await makeWorkers(site, 20, { slug: platform });
    site.clock.advanceDays(3);
    await Promise.all(Array.from({ length: 5 }, () => runSteps(site)));
    const kinds = await kindsInRecord(site, `boycott/${id}`);
    expect(kinds.filter((kind) => kind === 'boycott-pledging').length).toBe(1);
    expect((await readBoycott(site, id)).keys.length).toBe(1);
  });

  test('one opens a closing ballot', async () => {
    const { id } = await openBoycott(site, { platform });
    site.clock.advanceDays(6);
    await Promise.all(Array.from({ length: 5 }, () => runSteps(site)));
    expect((await readBoycott(site, id)).ballots.length).toBe(1);
  });

  test('three who second at one moment open one debate', async () => {
    const { id } = await propose(site, { platform });
    const seconders = await makeWorkers(site, 6, { slug: platform });
    const answers = await Promise.all(
      seconders.map(({ cookie }) => site.post(`/api/boycotts/${id}/second`, {}, cookie)),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 200).length).toBe(3);
    const kinds = await kindsInRecord(site, `boycott/${id}`);
    expect(kinds).toEqual(['boycott-proposed', 'boycott-debated']);
    expect(await countRows(site, id)).toEqual(NO_ROWS);
  });
});

describe('who is told', () => {
  const kindsOf = async (member: TestMember): Promise<string[]> =>
    (
      await site
        .get('/api/me/inbox', member.cookie)
        .then((answer) => answer.json<{ items: { kind: string }[] }>())
    ).items.map(({ kind }) => kind);

  test('its proposer hears of each step, and of a deadline a day before it', async () => {
    const { id, proposer } = await debate(site, { platform, debateHours: 168 });
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
    const { id, workers } = await openPledging(site, 20, { platform });
    await pledgeAll(site, id, workers.slice(0, 10));
    await passHours(site, 0);
    await passHours(site, 24);
    expect((await readBoycott(site, id)).state).toBe('on');
    for (const worker of workers) expect(await kindsOf(worker)).toEqual([]);
  });
});

test('evidence of a suspect makes nobody eligible', async () => {
  const { id } = await openPledging(site, 20, { platform });
  const before = await readBoycott(site, id);
  expect(before.state).toBe('pledging');
  const { member } = await makePayout(site, { slug: platform, publishedOn: '2026-11-01' });
  await site.database.prisma.member.update({
    where: { id: member.id },
    data: { establishedOn: dayToDate('2026-11-01') },
  });
  expect((await readBoycott(site, id, member.cookie)).can.pledge).toBeNull();
  const author = await site.database.prisma.author.findFirstOrThrow({
    where: { memberId: member.id },
  });
  const findingId = await makeFinding(site, platform);
  await site.database.prisma.findingSuspect.create({ data: { findingId, authorId: author.id } });
  expect((await readBoycott(site, id, member.cookie)).can.pledge).toBe('no-evidence');
});
