import { beforeAll, describe, expect, test } from 'vitest';
import { findEvidenceBeforeAndSince } from '#server/collective/boycotts/evidence-before-and-since.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeBoycott } from '#tests/support/boycotts.ts';
import { makeMember, makeReply } from '#tests/support/factories.ts';
import { makeTaskReport } from '#tests/support/tasks.ts';

/** What evidence says of a boycott's target, from published values alone. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});
const effectOf = (id: string, now = site.clock.now) =>
  findEvidenceBeforeAndSince(site.database.sql, id, now);
const NOVEMBER_9 = new Date('2026-11-09T12:00:00Z');

describe('the effect of a boycott', () => {
  test('is not there before it begins', async () => {
    const { id } = await makeBoycott(site, { state: 'pledging' });
    expect(await effectOf(id)).toBeNull();
    expect(await effectOf('zzzzzzzzzzzz')).toBeNull();
  });

  test('counts members by month of work, in classes: half a year before, and since', async () => {
    const report = { platform: 'appen', title: 'Noter des voix', workedOn: '2026-09-02' };
    const member = await makeMember(site);
    await makeTaskReport(site, { ...report, member });
    await makeTaskReport(site, { ...report, member, title: 'Lire des voix' });
    for (let others = 0; others < 6; others += 1) await makeTaskReport(site, report);
    await makeTaskReport(site, { ...report, workedOn: '2026-11-10' });
    for (let others = 0; others < 4; others += 1) {
      await makeTaskReport(site, { ...report, workedOn: '2026-11-11', solicited: true });
      await makeTaskReport(site, { ...report, workedOn: '2026-11-12', waits: true });
    }
    const { id } = await makeBoycott(site, { slug: 'appen', state: 'on', onFrom: NOVEMBER_9 });
    const effect = await effectOf(id);
    expect(effect?.before.map(({ month }) => month)).toEqual([
      '2026-05',
      '2026-06',
      '2026-07',
      '2026-08',
      '2026-09',
      '2026-10',
    ]);
    expect(effect?.before[4]).toEqual({ month: '2026-09', members: 5 });
    expect(effect?.before[5]).toEqual({ month: '2026-10', members: 0 });
    expect(effect?.since).toEqual([{ month: '2026-11', members: 0 }]);
  });

  test('tells no day: reports posted on different days of a month give the same answer', async () => {
    const { id } = await makeBoycott(site, { slug: 'bpeek', state: 'on', onFrom: NOVEMBER_9 });
    const report = { platform: 'bpeek', workedOn: '2026-11-02' };
    await makeTaskReport(site, { ...report, title: 'Photographier un rayon', daysAgo: 12 });
    const early = await effectOf(id);
    await site.database.prisma.taskReport.updateMany({
      where: { task: { title: 'Photographier un rayon' } },
      data: { publishedOn: new Date('2026-11-19') },
    });
    expect(await effectOf(id)).toEqual(early);
  });

  test('stops a month after its end', async () => {
    const { id } = await makeBoycott(site, {
      slug: 'bpeek',
      state: 'ended',
      outcome: 'won',
      onFrom: NOVEMBER_9,
      endedOn: new Date('2026-12-03'),
    });
    const much = await effectOf(id, new Date('2027-06-01T00:00:00Z'));
    expect(much?.since.map(({ month }) => month)).toEqual(['2026-11', '2026-12', '2027-01']);
  });

  test('tells rewards that changed since: another reward of the same task of the same client', async () => {
    const client = { client: 'Jarre SA', notAPerson: true, platform: 'isahit' };
    const title = 'Décrire une image';
    const { taskId } = await makeTaskReport(site, { ...client, title, workedOn: '2026-10-05' });
    const { id } = await makeBoycott(site, {
      slug: 'isahit',
      state: 'on',
      onFrom: NOVEMBER_9,
      task: taskId,
    });
    expect((await effectOf(id))?.rewards).toEqual([]);
    // The same words of another client, and another task of this one, say nothing of it.
    await makeTaskReport(site, {
      ...client,
      client: 'Vase SAS',
      title,
      reward: '0,90',
      workedOn: '2026-11-12',
    });
    await makeTaskReport(site, {
      ...client,
      title: 'Autre chose',
      reward: '0,90',
      workedOn: '2026-11-12',
    });
    expect((await effectOf(id))?.rewards).toEqual([]);
    const raised = await makeTaskReport(site, {
      ...client,
      title: 'décrire une IMAGE',
      reward: '0,55',
      workedOn: '2026-11-14',
    });
    const effect = await effectOf(id);
    expect(effect?.rewards).toEqual([
      {
        task: raised.taskId,
        title: 'décrire une IMAGE',
        currency: 'EUR',
        beforeMinor: 30,
        nowMinor: 55,
      },
    ]);
    // Numbers below five are not told.
    expect(effect?.since).toEqual([{ month: '2026-11', members: 0 }]);
    for (let others = 0; others < 4; others += 1) {
      await makeTaskReport(site, { ...client, title, reward: '0,55', workedOn: '2026-11-14' });
    }
    // Its reports at the new reward are its own too.
    expect((await effectOf(id))?.since).toEqual([{ month: '2026-11', members: 5 }]);
  });

  test('counts the replies of who is named that were published since', async () => {
    const { id } = await makeBoycott(site, {
      slug: 'foule-factory',
      state: 'on',
      onFrom: NOVEMBER_9,
    });
    await makeReply(site, { about: { platform: 'foule-factory' }, state: 'waiting' });
    await makeReply(site, { about: { platform: 'clickworker' }, state: 'published' });
    expect((await effectOf(id))?.replies).toBe(0);
    await makeReply(site, { about: { platform: 'foule-factory' }, state: 'published' });
    expect((await effectOf(id))?.replies).toBe(1);
  });
});
