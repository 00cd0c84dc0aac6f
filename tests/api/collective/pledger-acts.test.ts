import { beforeAll, describe, expect, test } from 'vitest';
import { MAX_CALL_TEXT_CHANGES } from '#shared/collective/boycotts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import {
  debate,
  freshPlatform,
  momentIn,
  openPledging,
  passHours,
  pledgeAll,
  propose,
  readBoycott,
  runSteps,
  TEXT,
} from '#tests/support/boycott-lifecycle.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeWorker } from '#tests/support/pledges.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';

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
const code = (answer: Awaited<ReturnType<typeof send>>): string =>
  answer.json<{ error: { code: string } }>().error.code;
const fieldsOf = (answer: Awaited<ReturnType<typeof send>>): Record<string, { code: string }> =>
  answer.json<{ error: { fields: Record<string, { code: string }> } }>().error.fields;

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
    expect(await site.database.prisma.boycottSecond.count({ where: { boycottId: id } })).toBe(0);
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

  test('takes an account of two days where she is not established', async () => {
    const young = await makeWorker(site, { established: false });
    const { id } = await propose(site);
    expect(code(await send(`/${id}/second`, {}, young))).toBe('not-allowed');
    await passHours(site, 49);
    expect((await send(`/${id}/second`, {}, young)).statusCode).toBe(200);
  });

  test('of new accounts alone opens no debate, however many they are', async () => {
    const { id } = await propose(site);
    const young: TestMember[] = [];
    for (let nth = 0; nth < 4; nth += 1) young.push(await makeWorker(site, { established: false }));
    await passHours(site, 49);
    for (const member of young) await send(`/${id}/second`, {}, member);
    expect(await readBoycott(site, id)).toMatchObject({ state: 'proposed', seconders: 2 });
    expect((await send(`/${id}/second`, {}, worker)).statusCode).toBe(200);
    expect(await readBoycott(site, id)).toMatchObject({ state: 'debated' });
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
    const text = { ...TEXT, demands: 'Quinze centimes.', threshold: 20 };
    expect((await send(`/${id}`, text, proposer)).statusCode).toBe(200);
    expect(await readBoycott(site, id)).toMatchObject({
      ...text,
      versions: [{ ...TEXT, replacedAt: momentIn(site, 0) }],
    });
    expect(await kindsInRecord(site, `boycott/${id}`)).toContain('boycott-changed');
  });

  test('changes the title of its thread too, and is over before the debate is', async () => {
    const { id, proposer } = await debate(site);
    const changed = { ...TEXT, title: 'Pas une tâche à deux centimes' };
    expect((await send(`/${id}`, changed, proposer)).statusCode).toBe(200);
    const { thread } = await readBoycott(site, id);
    expect((await site.get(`/api/forum/threads/${thread}`)).json()).toMatchObject({
      title: changed.title,
    });
    await passHours(site, 55);
    expect(code(await send(`/${id}`, TEXT, proposer))).toBe('not-allowed');
    expect((await readBoycott(site, id)).title).toBe(changed.title);
  });

  test('to the same text changes nothing', async () => {
    const { id, proposer } = await debate(site);
    expect((await send(`/${id}`, TEXT, proposer)).statusCode).toBe(200);
    expect((await readBoycott(site, id)).versions).toEqual([]);
  });

  test('does not raise its threshold above half of who can pledge today', async () => {
    const { id, proposer } = await debate(site);
    const answer = await send(`/${id}`, { ...TEXT, threshold: 400 }, proposer);
    expect(fieldsOf(answer)['threshold']).toMatchObject({ code: 'above-half' });
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
    for (let nth = 0; nth < MAX_CALL_TEXT_CHANGES; nth += 1) {
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

  test('is over with the last pledge that it takes, before the site has looked', async () => {
    const platform = await freshPlatform(site);
    const { id, proposer, workers } = await openPledging(site, 20, { platform });
    await pledgeAll(site, id, workers.slice(0, 10));
    expect(await readBoycott(site, id)).toMatchObject({ state: 'pledging', reached: false });
    expect(code(await send(`/${id}/call-off`, {}, proposer))).toBe('not-allowed');
    await runSteps(site);
    expect(await readBoycott(site, id)).toMatchObject({ reached: true, pledged: 10 });
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
    ['/withdraw', {}],
    ['/outcome', { outcome: 'won', text: 'Le prix a doublé.' }],
    ['/look-back', { text: 'Nous étions trente.' }],
  ] as const;

  test.each(writes)(
    '%s is for members, and says when there is no such boycott',
    async (path, body) => {
      const { id } = await propose(site);
      expect((await site.post(`/api/boycotts/${id}${path}`, body)).statusCode).toBe(401);
      expect((await send(`/${NOWHERE}${path}`, body, worker)).statusCode).toBe(404);
    },
  );

  test('of an outcome or a look back is refused while nothing ended', async () => {
    const { id, proposer } = await debate(site);
    for (const [path, body] of writes.slice(-2)) {
      expect(code(await send(`/${id}${path}`, body, proposer))).toBe('not-allowed');
      expect((await send(`/${id}${path}`, {}, proposer)).statusCode).toBe(422);
    }
  });
});
