import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { passHours } from '#tests/support/boycott-lifecycle.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import {
  fetchPledge,
  makePledge,
  makePledging,
  makeWorker,
  sendPledge,
} from '#tests/support/pledges.ts';

/** What became of boycotts goes to every member's browser alike: asking says nothing of who pledged. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

type News = { boycott: string; title: string; state: string; ballots: string[] };
const newsOf = async ({ cookie }: TestMember): Promise<News[]> =>
  (await site.get('/api/me/boycott-tokens', cookie)).json<{ news: News[] }>().news;

test('who pledged, who did not and who could not are told the same of each step', async () => {
  const [pledger, idle, stranger] = [
    await makeWorker(site),
    await makeWorker(site),
    await makeMember(site),
  ];
  const id = await makePledging(site, { threshold: 10 });
  await sendPledge(site, await fetchPledge(site, id, pledger));
  for (let nth = 0; nth < 9; nth += 1) await makePledge(site, id);
  const seen = async (): Promise<News[]> => {
    const all = await Promise.all([pledger, idle, stranger].map(newsOf));
    expect(all[1]).toEqual(all[0]);
    expect(all[2]).toEqual(all[0]);
    return all[0] ?? [];
  };
  await passHours(site, 1);
  expect(await seen()).toEqual([]);
  await passHours(site, 25);
  const [on] = await seen();
  expect(on).toMatchObject({ boycott: id, state: 'on', ballots: [] });
  expect(on?.title).not.toBe('');
  await passHours(site, 5 * 24);
  expect((await seen())[0]?.ballots).toHaveLength(1);
  await passHours(site, 3 * 24);
  expect(await seen()).toMatchObject([{ boycott: id, state: 'ended', ballots: [] }]);
  await passHours(site, 15 * 24);
  expect(await seen()).toEqual([]);
});

test('one that failed is told where pledging had begun; hidden titles are empty', async () => {
  const member = await makeWorker(site);
  const id = await makePledging(site, { hours: 1 });
  await passHours(site, 2);
  expect(await newsOf(member)).toMatchObject([{ boycott: id, state: 'failed' }]);
  const { prisma } = site.database;
  await prisma.boycott.update({ where: { id }, data: { title: '' } });
  expect(await newsOf(member)).toMatchObject([{ boycott: id, title: '' }]);
  await prisma.boycott.update({ where: { id }, data: { pledgingFrom: null } });
  expect(await newsOf(member)).toEqual([]);
});
