import { openEditionDeps, makeDueEditions } from '#server/evidence/barometer/make-editions.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { dayToDate } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { findOrCreateAuthor } from '#server/directory/platforms/find-or-create-author.ts';
import { slipOwner, slipOwnerKey } from '#server/evidence/publication/load-report.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { addDays, mondayOf } from '#shared/core/days.ts';
import type { TestApp } from './app.ts';
import { makeMembers, platformId } from './factories.ts';

type MonthOfReports = {
  readonly month: string;
  readonly members: number;
  readonly slug?: string;
  /** Number of slips that say not paid. */
  readonly notPaid?: number;
  readonly hourlyMinor?: number;
};

/** Releases a slip of each of some established members in a month, and counts a task report of each. */
export async function makeMonthOfReports(
  site: TestApp,
  { month, members, slug = 'clickworker', notPaid = 0, hourlyMinor = 400 }: MonthOfReports,
): Promise<void> {
  const { prisma } = site.database;
  const platform = await platformId(site, slug);
  const ownerKey = slipOwnerKey(openSecrets(null, site.dataDir));
  const monday = mondayOf(addDays(`${month}-01`, 13));
  const own = await makeMembers(site, members, { established: true });
  const ids = own.map(({ id }) => id);
  await prisma.member.updateMany({
    where: { id: { in: ids } },
    data: { establishedOn: dayToDate(addDays(`${month}-01`, -1)) },
  });
  const salts = new Map(
    (await prisma.member.findMany({ where: { id: { in: ids } } })).map((one) => [
      one.id,
      one.publicationSalt,
    ]),
  );
  await prisma.$transaction(async (tx) => {
    const taskId = randomId();
    await tx.task.create({
      data: {
        id: taskId,
        platformId: platform,
        title: `Tâche ${taskId}`,
        titleKey: `tache ${taskId}`,
        currency: 'EUR',
        rewardMinor: 30,
        createdOn: dayToDate(monday),
      },
    });
    for (const [nth, id] of ids.entries()) {
      const authorId = await findOrCreateAuthor(tx, id, platform);
      await tx.slip.create({
        data: {
          id: randomId(),
          platformId: platform,
          owner: slipOwner(ownerKey, salts.get(id) ?? '', platform),
          monday: dayToDate(monday),
          window: 4,
          outcome: nth < notPaid ? 'not-paid' : 'paid',
          detail: nth < notPaid ? null : 'delay',
          detailClass: nth < notPaid ? null : nth % 3,
          solicited: false,
          established: true,
          released: true,
        },
      });
      await tx.taskReport.create({
        data: {
          id: randomId(),
          taskId,
          platformId: platform,
          authorId,
          exact: {},
          publishedOn: dayToDate(monday),
          dueOn: dayToDate(monday),
          paid: 8,
          refusedWithReason: 0,
          refusedWithoutReason: 1,
          screenOuts: 1,
          broken: 0,
          abandoned: 0,
          pending: 0,
          totalSeconds: 3_600,
          hourlyMinor: hourlyMinor + nth,
          workedMonth: month,
          contact: 'not-tried',
          breaksTerms: false,
          solicited: false,
        },
      });
    }
    const subject = `slips/${platform}-${monday}`;
    await appendEntry(tx, dayToDate(monday), { kind: 'slips-released', subject });
  });
}

/** Runs the job of the barometer as of now. */
export function makeEditions(site: TestApp, dataDir: string = site.dataDir): Promise<string[]> {
  const deps = openEditionDeps(openSecrets(null, site.dataDir), dataDir);
  return makeDueEditions(site.database, deps, site.clock.now);
}
