import { beforeAll, describe, expect, test } from 'vitest';
import { settleEstablishedMembers } from '#server/evidence/recompute/settle-established-members.ts';
import { refreshStandings } from '#server/operations/jobs/hourly-jobs.ts';
import { linkLockstepAccounts } from '#server/evidence/manipulation-detection/link-lockstep-accounts.ts';
import { markStale, type StaleFigureKind } from '#server/directory/stale-figures/mark-stale.ts';
import { platformResponse, type PublishedEvidence } from '#shared/directory/platforms.ts';
import { publishedTask, type TaskFigures } from '#shared/evidence/tasks.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeIncident, makeMember, makePayout, platformId } from '#tests/support/factories.ts';
import { gate } from '#tests/support/promise-gate.ts';
import { PAYOUT } from '#tests/support/load-generator.ts';
import { TASK_REPORT, makeTaskReport } from '#tests/support/tasks.ts';
import {
  makeMemberSince,
  WATCHED_SINCE,
} from '#tests/api/evidence/manipulation-detection.testing.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const mark = (kind: StaleFigureKind, ids: readonly string[]): Promise<void> =>
  site.database.prisma.$transaction((tx) => markStale(tx, kind, ids));
const marks = (): Promise<{ kind: string; subject: string }[]> =>
  site.database.prisma.staleFigures.findMany({ select: { kind: true, subject: true } });
const figuresOf = async (taskId: string): Promise<TaskFigures | null> =>
  publishedTask.parse((await site.get(`/api/tasks/${taskId}`)).json()).figures;

/** One who refuses her task, and one who is paid: their shares stand by what each weighs. */
async function makeOthersTask(title: string): Promise<string> {
  const { taskId } = await makeTaskReport(site, { platform: 'roamler', title });
  return taskId;
}

describe('figures that move elsewhere', () => {
  test('are right soon after a member is established, and those of evidence itself at once', async () => {
    const member = await makeMember(site);
    const elsewhere = await makeOthersTask('Ailleurs');
    const refused = { title: 'Ailleurs', paid: 0, refusedWithoutReason: 3, member };
    await makeTaskReport(site, {
      ...refused,
      platform: 'roamler',
      workedOn: '2026-08-01',
      daysAgo: 70,
    });
    await makeTaskReport(site, { title: 'Une autre', member });
    expect((await figuresOf(elsewhere))?.refused?.share).toBeCloseTo(1 / 2);
    const here = await makeTaskReport(site, { title: 'Ici' });
    const body = { ...TASK_REPORT, title: 'Ici', paid: 0, refusedWithoutReason: 3 };
    expect((await site.post('/api/task-reports', body, member.cookie)).statusCode).toBe(201);
    expect((await figuresOf(here.taskId))?.refused?.share).toBeCloseTo(1 / 2);
    const { evidence } = platformResponse.parse(
      (await site.get('/api/platforms/clickworker')).json(),
    );
    expect(evidence.tasks?.reports).toBe(3);
    expect(await settleEstablishedMembers(site.database, site.clock.now)).toBe(1);
    const tasks = [elsewhere, here.taskId].map((subject) => ({ kind: 'task', subject }));
    expect(await marks()).toEqual(expect.arrayContaining(tasks));
    await site.catchUp();
    // She is established now, and weighs four times who is not.
    for (const id of [elsewhere, here.taskId]) {
      expect((await figuresOf(id))?.refused?.share).toBeCloseTo(4 / 5);
    }
    expect(await marks()).toEqual([]);
  });

  test('are marked with the voices that move them, and computed afterwards', async () => {
    const days = ['2026-01-10', '2026-04-20', '2026-08-05'] as const;
    const slugs = ['clickworker', 'roamler', 'bpeek'] as const;
    const members = await Promise.all([1, 2, 3].map(() => makeMemberSince(site, WATCHED_SINCE)));
    await makePayout(site, { publishedOn: '2025-11-25' });
    let taskId = '';
    for (const member of members) {
      for (const [index, slug] of slugs.entries()) {
        await makePayout(site, { slug, member, publishedOn: days[index] ?? '' });
      }
      ({ taskId } = await makeTaskReport(site, { title: 'En chœur', member }));
    }
    expect((await figuresOf(taskId))?.members).toBe(3);
    expect(await linkLockstepAccounts(site.database, site.clock.now)).toBe(3);
    expect(await marks()).toContainEqual({ kind: 'task', subject: taskId });
    // Their platforms were computed today, without the voice.
    const platform = { kind: 'platform', subject: await platformId(site, 'bpeek') };
    expect(await marks()).toContainEqual(platform);
    await site.catchUp();
    expect((await figuresOf(taskId))?.members).toBe(1);
  });
});

describe('marks', () => {
  test('of one thing are worked off together, by one of two at the same time', async () => {
    const taskId = await makeOthersTask('Deux fois');
    await mark('task', [taskId, taskId]);
    await mark('task', [taskId]);
    const computed = await Promise.all([site.catchUp(), site.catchUp()]);
    expect(computed.toSorted()).toEqual([0, 1]);
    expect(await marks()).toEqual([]);
  });

  test('of what cannot be computed stay, and hold up nothing else', async () => {
    const taskId = await makeOthersTask('Malgré tout');
    await site.database.sql('UPDATE task SET figures = NULL WHERE id = $1', [taskId]);
    await mark('platform', ['nowhere']);
    await mark('task', [taskId]);
    await expect(site.catchUp()).rejects.toThrow();
    expect(await marks()).toEqual([{ kind: 'platform', subject: 'nowhere' }]);
    expect(await figuresOf(taskId)).toMatchObject({ reports: 1 });
    await site.database.prisma.staleFigures.deleteMany();
  });
});

describe('figures of one’s own evidence', () => {
  const incidentsOf = async ({ database }: TestApp, slug: string): Promise<number> => {
    const { evidence } = await database.prisma.platformSummary.findFirstOrThrow({
      where: { platform: { slug } },
    });
    return (evidence as PublishedEvidence).incidents;
  };
  type Shown = Awaited<ReturnType<typeof makeIncident>>;
  // A withdrawal moves figures at once; what is posted, on its Monday.
  const withdraw = (from: TestApp, { id, member }: Shown): Promise<{ statusCode: number }> =>
    from.post(`/api/incidents/${id}/withdraw`, {}, member.cookie);

  test('are marked by the write, and computed before its answer', async () => {
    const incident = await makeIncident(site, { slug: 'appen' });
    const before = await incidentsOf(site, 'appen');
    expect((await withdraw(site, incident)).statusCode).toBe(200);
    expect(await incidentsOf(site, 'appen')).toBe(before - 1);
    expect(await marks()).toEqual([]);
  });

  test('show nothing of a payout on its day, before the jobs of that day or after them', async () => {
    const other = await createTestApp();
    for (let nth = 0; nth < 10; nth += 1) {
      const member = await makeMember(other, { established: true });
      await makePayout(other, { slug: 'mobeye', member });
    }
    const shown = async (): Promise<string> => (await other.get('/api/platforms/mobeye')).body;
    const reportedUnseen = async (): Promise<string> => {
      const before = await shown();
      const { cookie } = await makeMember(other);
      const answer = await other.post('/api/payouts', { ...PAYOUT, platform: 'mobeye' }, cookie);
      expect(answer.statusCode).toBe(201);
      expect(await shown()).toBe(before);
      return before;
    };
    // The verdict of that day differs, as no news came since.
    other.clock.advanceDays(70);
    const earlier = await reportedUnseen();
    await refreshStandings(other.database, other.clock.now);
    expect(await shown()).not.toBe(earlier);
    await reportedUnseen();
  });

  test('that take longer than an answer waits follow it', async () => {
    const hurried = await createTestApp({ figuresWaitMs: 0 });
    const incident = await makeIncident(hurried, { slug: 'appen' });
    const id = await platformId(hurried, 'appen');
    // Whoever computes waits for the row of the platform, until this ends.
    const held = gate();
    const locked = gate();
    const holding = hurried.database.prisma.$transaction(async (tx) => {
      await tx.sql('SELECT 1 FROM platform_summary WHERE platform_id = $1 FOR UPDATE', [id]);
      locked.open();
      await held.opened;
    });
    await locked.opened;
    const answer = await withdraw(hurried, incident);
    expect(answer.statusCode).toBe(200);
    const counted = (): Promise<number> => incidentsOf(hurried, 'appen');
    expect(await counted()).toBe(1);
    held.open();
    await holding;
    await expect.poll(counted).toBe(0);
    await expect.poll(() => hurried.database.prisma.staleFigures.count()).toBe(0);
  });

  test('of writes that come together are computed together, and none is missed', async () => {
    const incidents: Shown[] = [];
    for (let made = 0; made < 6; made += 1) {
      incidents.push(await makeIncident(site, { slug: 'roamler' }));
    }
    const before = await incidentsOf(site, 'roamler');
    await Promise.all(incidents.map((incident) => withdraw(site, incident)));
    expect(await incidentsOf(site, 'roamler')).toBe(before - incidents.length);
    expect(await marks()).toEqual([]);
  });
});
