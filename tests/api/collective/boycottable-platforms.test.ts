import { beforeAll, describe, expect, test } from 'vitest';
import { boycottsResponse } from '#shared/collective/boycotts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { propose, PROPOSAL } from '#tests/support/boycott-lifecycle.ts';
import { makeBoycott } from '#tests/support/boycotts.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeWorker, makeWorkers } from '#tests/support/pledges.ts';
import { makeTaskReport } from '#tests/support/tasks.ts';

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

describe('where one can be proposed', () => {
  test('a client who gives no work there is none of this platform', async () => {
    const { taskId } = await makeTaskReport(site, {
      platform: 'appen',
      client: 'Labo Ailleurs',
      notAPerson: true,
    });
    const { client } = await site.database.prisma.task.findUniqueOrThrow({
      where: { id: taskId },
      include: { client: true },
    });
    const answer = await send('', { ...PROPOSAL, target: 'client', client: client?.slug }, worker);
    expect(fieldsOf(answer)).toEqual({ client: { code: 'invalid' } });
  });

  test('knows where a member can propose one, and about how many could pledge there', async () => {
    const { cookie } = await makeWorker(site, { slug: 'foule-factory' });
    expect((await site.get('/api/me/boycott-places', cookie)).json()).toEqual({
      places: [{ slug: 'foule-factory', name: expect.any(String) }],
    });
    const place = (slug: string, who?: string) => site.get(`/api/me/boycott-places/${slug}`, who);
    expect((await place('foule-factory', cookie)).json()).toEqual({
      works: true,
      atLeast: { ordinary: 0, fast: 0 },
      maxThreshold: { ordinary: 24, fast: 24 },
    });
    await makeWorkers(site, 20, { slug: 'foule-factory' });
    expect((await place('foule-factory', bystander.cookie)).json()).toEqual({
      works: false,
      atLeast: { ordinary: 20, fast: 20 },
      maxThreshold: { ordinary: 24, fast: 24 },
    });
    expect((await place('foule-factory')).statusCode).toBe(401);
    expect((await place('nulle-part', cookie)).statusCode).toBe(404);
  });

  test('takes no threshold above half of who can pledge, and tells no more of them', async () => {
    const [proposer = expect.fail()] = await makeWorkers(site, 48, { slug: 'appen' });
    const there = { ...PROPOSAL, platform: 'appen' };
    for (const threshold of [25, 50]) {
      const refused = await send('', { ...there, threshold }, proposer);
      expect(fieldsOf(refused)).toEqual({ threshold: { code: 'above-half', limit: '24' } });
    }
    expect((await send('', { ...there, threshold: 24 }, proposer)).statusCode).toBe(201);
  });
});

describe('the list of them', () => {
  test('has what is on, then what one can pledge in, before newer calls', async () => {
    const long = new Date(site.clock.now.getTime() - 30 * 86_400_000);
    const on = await makeBoycott(site, { state: 'on', proposedAt: long });
    const pledging = await makeBoycott(site, { state: 'pledging', proposedAt: long });
    const { id: newer } = await propose(site);
    const { boycotts } = boycottsResponse.parse((await site.get('/api/boycotts')).json());
    const ids = boycotts.map(({ id }) => id);
    expect(ids.slice(0, 2)).toEqual([on.id, pledging.id]);
    expect(ids).toContain(newer);
  });

  test('of one step has first what ends soonest, whichever was proposed last', async () => {
    const soon = await makeBoycott(site, { state: 'on' });
    const { id: last } = await makeBoycott(site, { state: 'on' });
    await site.database.prisma.boycott.update({
      where: { id: soon.id },
      data: { stepEndsAt: new Date(site.clock.now.getTime() + 3_600_000) },
    });
    const { boycotts } = boycottsResponse.parse((await site.get('/api/boycotts?state=on')).json());
    const ids = boycotts.map(({ id }) => id);
    expect(ids[0]).toBe(soon.id);
    expect(ids).toContain(last);
  });
});
