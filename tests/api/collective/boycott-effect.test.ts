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
/** The reports that are there. */
const reportsBefore = async (): Promise<string[]> =>
  (await site.database.prisma.taskReport.findMany()).map(({ id }) => id);
/** Lets all reports but some count since a Monday. */
const dueOn = (except: readonly string[], monday: string) =>
  site.database.prisma.taskReport.updateMany({
    where: { id: { notIn: [...except] } },
    data: { dueOn: new Date(monday) },
  });
const NOVEMBER_9 = new Date('2026-11-09T12:00:00Z');

describe('the effect of a boycott', () => {
  test('is not there before it begins', async () => {
    const { id } = await makeBoycott(site, { state: 'pledging' });
    expect(await effectOf(id)).toBeNull();
    expect(await effectOf('zzzzzzzzzzzz')).toBeNull();
  });

  test('counts members by the Monday on which their reports count, in classes', async () => {
    const report = { platform: 'appen', title: 'Noter des voix', workedOn: '2026-09-02' };
    const from = await reportsBefore();
    const member = await makeMember(site);
    await makeTaskReport(site, { ...report, member });
    await makeTaskReport(site, { ...report, member, title: 'Lire des voix' });
    for (let others = 0; others < 6; others += 1) await makeTaskReport(site, report);
    await dueOn(from, '2026-10-26');
    const later = await reportsBefore();
    for (let others = 0; others < 4; others += 1) {
      await makeTaskReport(site, report);
      await makeTaskReport(site, { ...report, solicited: true });
    }
    await dueOn(later, '2026-11-16');
    const { id } = await makeBoycott(site, { slug: 'appen', state: 'on', onFrom: NOVEMBER_9 });
    const effect = await effectOf(id);
    const none = { members: 0, held: 0, couldNot: 0 };
    expect(effect?.before).toEqual([
      { week: '2026-09-28', ...none },
      { week: '2026-10-05', ...none },
      { week: '2026-10-12', ...none },
      { week: '2026-10-19', ...none },
      { week: '2026-10-26', ...none, members: 5 },
      { week: '2026-11-02', ...none },
    ]);
    // Numbers below five are not told.
    expect(effect?.since).toEqual([
      { week: '2026-11-09', ...none },
      { week: '2026-11-16', ...none },
    ]);
  });

  test('tells no day: reports posted on different days give the same answer', async () => {
    const { id } = await makeBoycott(site, { slug: 'bpeek', state: 'on', onFrom: NOVEMBER_9 });
    const from = await reportsBefore();
    for (let member = 0; member < 5; member += 1) {
      await makeTaskReport(site, {
        platform: 'bpeek',
        title: 'Photographier un rayon',
        workedOn: '2026-11-02',
        daysAgo: 12,
      });
    }
    await dueOn(from, '2026-11-16');
    const early = await effectOf(id);
    expect(early?.since.at(-1)).toMatchObject({ week: '2026-11-16', members: 5 });
    await site.database.prisma.taskReport.updateMany({
      where: { task: { title: 'Photographier un rayon' } },
      data: { publishedOn: new Date('2026-11-19') },
    });
    expect(await effectOf(id)).toEqual(early);
  });

  test('stands beside what pledgers said in the same week', async () => {
    const { id } = await makeBoycott(site, { slug: 'isahit', state: 'on', onFrom: NOVEMBER_9 });
    const said = (key: string, counter: number, value: string) => ({
      boycottId: id,
      key: Buffer.from(key),
      purpose: 'check-in',
      counter,
      value,
      signature: Buffer.from('s'),
    });
    await site.database.prisma.boycottAct.createMany({
      data: [
        said('a', 1, 'held'),
        said('a', 7, 'held'),
        said('b', 7, 'could-not'),
        said('b', 8, 'held'),
      ],
    });
    expect((await effectOf(id))?.since).toEqual([
      { week: '2026-11-09', members: 0, held: 2, couldNot: 1 },
      { week: '2026-11-16', members: 0, held: 1, couldNot: 0 },
    ]);
  });

  test('stops some weeks after its end', async () => {
    const { id } = await makeBoycott(site, {
      slug: 'bpeek',
      state: 'ended',
      outcome: 'won',
      onFrom: NOVEMBER_9,
      endedOn: new Date('2026-11-18'),
    });
    const much = await effectOf(id, new Date('2027-06-01T00:00:00Z'));
    expect(much?.since.at(0)?.week).toBe('2026-11-09');
    expect(much?.since.at(-1)?.week).toBe('2026-12-21');
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
    const members = async () => (await effectOf(id))?.since.map((week) => week.members);
    await dueOn([], '2026-11-16');
    expect(await members()).toEqual([0, 0]);
    for (let others = 0; others < 3; others += 1) {
      await makeTaskReport(site, { ...client, title, reward: '0,55', workedOn: '2026-11-14' });
    }
    // Its reports at the new reward are its own too.
    await dueOn([], '2026-11-16');
    expect(await members()).toEqual([0, 5]);
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
