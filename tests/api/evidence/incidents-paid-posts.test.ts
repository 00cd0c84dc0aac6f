import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { runHourlyJobs } from '#tests/support/run-hourly-jobs.ts';
import type { FindingsResponse } from '#shared/evidence/manipulation-findings.ts';
import type { IncidentsResponse, PublishedIncident } from '#shared/evidence/incidents.ts';
import type { PlatformResponse } from '#shared/directory/platforms.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, showAllPosts, type TestMember } from '#tests/support/factories.ts';
import { postForm } from '#tests/support/forms.ts';
import { makePlainPng } from '#tests/support/screenshots.ts';

let site: TestApp;
let member: TestMember;
let png: Buffer;
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site);
  png = await makePlainPng();
});

const TASK = {
  kind: 'posts-bought',
  happenedOn: '2026-11-09',
  asks: 'praise',
  offeredAt: 'Microworkers',
  reward: '0,30',
  currency: 'USD',
  text: 'Commandée par un compte nommé ReviewBoost.',
  showsMonth: 'on',
  showsAmount: 'on',
};
const HOUR_MS = 3_600_000;

async function report(
  slug: string,
  overrides: Record<string, string> = {},
  by: TestMember = member,
): Promise<string> {
  const fields = { ...TASK, platform: slug, ...overrides };
  const options = { cookie: by.cookie, file: { bytes: png } };
  const response = await postForm(site, '/api/incidents', fields, options);
  expect(response.statusCode, response.body).toBe(201);
  await showAllPosts(site);
  return response.json<{ id: string }>().id;
}
async function listed(slug: string): Promise<PublishedIncident[]> {
  return (await site.get(`/api/incidents?platform=${slug}`)).json<IncidentsResponse>().incidents;
}
async function storedFiles(): Promise<string[]> {
  const entries = await readdir(join(site.dataDir, 'files'), { recursive: true }).catch(() => []);
  return entries.filter((name) => name.endsWith('.webp'));
}

describe('a task that pays for posts here', () => {
  test('is published with its picture: what it asks, where, for about how much', async () => {
    await report('clickworker');
    const [incident] = await listed('clickworker');
    expect(incident).toMatchObject({
      kind: 'posts-bought',
      month: '2026-11',
      asks: 'praise',
      offeredAt: 'Microworkers',
      rewardRounded: { minor: 30, currency: 'USD' },
      lostRounded: null,
      text: TASK.text,
    });
    const picture = await site.get(incident?.screenshot?.reading.url ?? '');
    expect(picture.statusCode).toBe(200);
    expect(picture.headers['content-type']).toBe('image/webp');
  });

  test('publishes its reward with two significant digits, and its author sees it exact', async () => {
    const id = await report('roamler', { reward: '12,37' });
    expect((await listed('roamler'))[0]?.rewardRounded).toEqual({ minor: 1200, currency: 'USD' });
    const own = await site.get(`/api/me/incidents/${id}`, member.cookie);
    expect(own.json()).toMatchObject({ reward: { minor: 1237 }, hasScreenshot: true });
  });

  test('is counted apart, once a member, and neither as an incident nor in the standing', async () => {
    const before = (await site.get('/api/platforms/bpeek')).json<PlatformResponse>();
    const id = await report('bpeek');
    await report('bpeek', { asks: 'blame' });
    const other = await makeMember(site);
    await site.post(`/api/incidents/${id}/echo`, {}, other.cookie);
    await showAllPosts(site);
    const { bought } = (await site.get('/api/platforms/bpeek/findings')).json<FindingsResponse>();
    expect(bought).toEqual({ members: 2, praise: 2, blame: 1 });
    const after = (await site.get('/api/platforms/bpeek')).json<PlatformResponse>();
    expect(after.standing).toEqual(before.standing);
    expect(after.evidence.incidents).toBe(0);
  });

  test('says what it asks for; other kinds say what the platform answered', async () => {
    const send = async (fields: object): Promise<unknown> => {
      const response = await site.post('/api/incidents', fields, member.cookie);
      expect(response.statusCode).toBe(422);
      return response.json();
    };
    const { asks: _, ...silent } = TASK;
    expect(await send({ ...silent, platform: 'clickworker' })).toMatchObject({
      error: { fields: { asks: { code: 'required' } } },
    });
    expect(await send({ ...TASK, platform: 'clickworker', kind: 'account-closed' })).toMatchObject({
      error: { fields: { reason: { code: 'required' } } },
    });
  });

  test('alone has a picture', async () => {
    const fields = {
      kind: 'account-closed',
      happenedOn: '2026-11-09',
      reason: 'none',
      appeal: 'unanswered',
      platform: 'clickworker',
    };
    const options = { cookie: member.cookie, file: { bytes: png } };
    const response = await postForm(site, '/api/incidents', fields, options);
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({ error: { fields: { screenshot: {} } } });
  });
});

describe('its picture', () => {
  test('outlives the sweep of files without rows, and goes with its incident', async () => {
    const [own] = [await makeMember(site)];
    const mine = await makePlainPng();
    const fields = { ...TASK, platform: 'figure-eight' };
    const options = { cookie: own.cookie, file: { bytes: mine } };
    const { id } = (await postForm(site, '/api/incidents', fields, options)).json<{ id: string }>();
    await showAllPosts(site);
    await runHourlyJobs({
      ...site,
      clock: () => new Date(Date.now() + 25 * HOUR_MS),
    });
    const [incident] = await listed('figure-eight');
    const url = incident?.screenshot?.reading.url ?? '';
    expect((await site.get(url)).statusCode).toBe(200);
    const key = url.split('/')[2] ?? '';
    await site.database.prisma.incident.deleteMany({
      where: { NOT: { id }, screenshot: { key } },
    });
    expect((await site.post(`/api/incidents/${id}/withdraw`, {}, own.cookie)).statusCode).toBe(200);
    expect((await site.get(url)).statusCode).toBe(404);
    expect((await storedFiles()).filter((name) => name.includes(key))).toEqual([]);
  });

  test('is taken away where its author says so, or says that it was something else', async () => {
    const id = await report('appen');
    const shown = async (): Promise<unknown> => (await listed('appen'))[0]?.screenshot ?? null;
    const correct = (fields: object) =>
      site.post(`/api/incidents/${id}`, { ...TASK, ...fields }, member.cookie);
    expect((await correct({ asks: 'blame' })).statusCode).toBe(200);
    expect(await shown()).not.toBe(null);
    expect((await correct({ removeScreenshot: true })).statusCode).toBe(200);
    expect(await shown()).toBe(null);
    const again = { cookie: member.cookie, file: { bytes: png } };
    expect((await postForm(site, `/api/incidents/${id}`, TASK, again)).statusCode).toBe(200);
    expect(await shown()).not.toBe(null);
    const other = { kind: 'account-closed', reason: 'none', appeal: 'unanswered' };
    expect((await correct(other)).statusCode).toBe(200);
    expect(await shown()).toBe(null);
    expect((await listed('appen'))[0]).toMatchObject({ asks: null, rewardRounded: null });
  });
});
