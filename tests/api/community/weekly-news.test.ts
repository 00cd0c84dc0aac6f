import { beforeAll, expect, test } from 'vitest';
import { sendWeeklyNews } from '#server/community/inbox/weekly-news.ts';
import { randomId } from '#server/core/ids.ts';
import { dayToDate } from '#server/database/db.ts';
import { addDays, mondayOf, today } from '#shared/core/days.ts';
import { inboxResponse } from '#shared/community/inbox.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, platformId, type TestMember } from '#tests/support/factories.ts';
import { externalInboxItemPath } from '#web/community/inbox/item-links.ts';
import { externalInboxItemText } from '#web/community/inbox/item-text.ts';
import { makeReleasedSlips } from '#tests/support/slips.ts';

let site: TestApp;
let monday: string;
beforeAll(async () => {
  site = await createTestApp();
  const next = addDays(mondayOf(today(site.clock.now)), 7);
  site.clock.now = new Date(`${next}T08:00:00Z`);
  monday = next;
});

async function makeReader(wants: boolean, ...slugs: string[]): Promise<TestMember> {
  const member = await makeMember(site);
  for (const key of slugs) {
    await site.post('/api/follows', { kind: 'platform', key }, member.cookie);
  }
  const form = { weekly: wants ? 'yes' : 'no' };
  const saved = await site.post('/api/me/weekly-news', form, member.cookie);
  expect(saved.statusCode, saved.body).toBe(200);
  return member;
}

async function weeksOf({ cookie }: TestMember) {
  const { items } = inboxResponse.parse((await site.get('/api/me/inbox', cookie)).json());
  return items.filter(({ kind }) => kind === 'week');
}

test('who wants it reads on a Monday what came out on the platforms that she follows', async () => {
  const reader = await makeReader(true, 'appen', 'clickworker');
  const other = await makeReader(true, 'roamler');
  const unasked = await makeReader(false, 'appen');
  await makeReleasedSlips(site, 'appen', [{ monday }, { monday }, { monday }]);
  await site.database.sql('DELETE FROM standing_change');
  await site.database.prisma.standingChange.create({
    data: {
      id: randomId(),
      platformId: await platformId(site, 'clickworker'),
      day: dayToDate(addDays(monday, -3)),
      before: 'unknown',
      after: 'promising',
    },
  });
  expect(await sendWeeklyNews(site.database, site.clock.now)).toBe(true);
  expect(await weeksOf(reader)).toMatchObject([
    { facts: { day: monday, reports: 3, verdicts: 1 }, unread: true },
  ]);
  // A mail and a feed tell the same, as it names nothing of hers.
  const [item] = await weeksOf(reader);
  if (item === undefined) throw new Error('no item');
  expect(externalInboxItemText(item, 'en')).toContain('3 new reports, 1 verdict changed');
  expect(externalInboxItemPath(item, 'en')).toBe('/en/inbox/following');
  const page = await site.get('/fr/nouvelles', reader.cookie);
  expect(page.body).toContain('3 nouveaux témoignages, 1 avis changé');
  expect(await weeksOf(other)).toEqual([]);
  expect(await weeksOf(unasked)).toEqual([]);
  expect(await sendWeeklyNews(site.database, site.clock.now)).toBe(false);
  expect(await weeksOf(reader)).toMatchObject([{ count: 1 }]);
});

test('a new week makes one line of it', async () => {
  const reader = await makeReader(true, 'appen');
  site.clock.advanceDays(7);
  await makeReleasedSlips(site, 'appen', [{}, {}]);
  expect(await sendWeeklyNews(site.database, site.clock.now)).toBe(true);
  expect(await weeksOf(reader)).toMatchObject([{ facts: { reports: 2, verdicts: 0 } }]);
});

test('the choice is hers, and for members', async () => {
  const reader = await makeReader(true);
  const { weeklyNews } = (await site.get('/api/me/follows', reader.cookie)).json<{
    weeklyNews: boolean;
  }>();
  expect(weeklyNews).toBe(true);
  expect((await site.post('/api/me/weekly-news', { weekly: 'yes' })).statusCode).toBe(401);
  const wrong = await site.post('/api/me/weekly-news', { weekly: 'daily' }, reader.cookie);
  expect(wrong.statusCode).toBe(422);
});
