import { dayToDate, type Database } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { addDays, monthOf, today } from '#shared/core/days.ts';
import { roundDelay } from '#shared/evidence/publication/rounded-payout.ts';
import type { TestApp } from './app.ts';
import { makeMembers, platformId, type TestMember } from './factories.ts';

const DAY_MS = 86_400_000;
const CROWD = 30;
const OTHER_PLATFORMS = ['appen', 'isahit'];

/**
 * Payouts of as many members, received in four days, that no report tells of yet; in order. The site
 * publishes them as reports from before there were slips, unless they count already.
 */
export async function insertPayouts(
  site: Pick<TestApp, 'database' | 'clock'>,
  slug: string,
  members: readonly { readonly id: string }[],
  { counts = false } = {},
): Promise<string[]> {
  const { prisma } = site.database;
  const platform = await platformId(site, slug);
  const day = today(site.clock.now);
  const asked = addDays(day, -10);
  const rows = members.map(({ id: memberId }) => ({
    memberId,
    authorId: randomId(),
    id: randomId(),
  }));
  await prisma.author.createMany({
    data: rows.map(({ memberId, authorId }) => ({
      id: authorId,
      memberId,
      platformId: platform,
    })),
  });
  await prisma.payout.createMany({
    data: rows.map(({ id, authorId }) => ({
      id,
      authorId,
      platformId: platform,
      state: 'received',
      currency: 'EUR',
      method: 'paypal',
      amountBand: 1,
      receivedShare: 1,
      askedMonth: monthOf(asked),
      delayDays: roundDelay(4),
      publishedOn: dayToDate(day),
      countingOn: counts ? dayToDate(day) : null,
      dueByItself: false,
      unansweredReminders: 0,
      solicited: false,
      signed: false,
    })),
  });
  return rows.map(({ id }) => id);
}

/** Makes a platform known to so many established members, with a source for `workers`. */
export async function makeCrowd(
  site: Pick<TestApp, 'database' | 'clock'>,
  slug: string,
  established: number,
  workers: number | null,
): Promise<TestMember[]> {
  const members = await makeMembers(site, established, { established: true });
  await insertPayouts(site, slug, members);
  await site.database.prisma.platform.update({ where: { slug }, data: { paidWorkers: workers } });
  return members;
}

/**
 * Established members who reported the platform one a week, as the site counts them: each has other
 * evidence in other months, and none posts at once with others.
 */
export async function makeSlowCrowd(database: Database, slug: string): Promise<void> {
  const { prisma } = database;
  const reporters = await makeMembers(daysAgo(database, 400), CROWD);
  for (const [nth, reporter] of reporters.entries()) {
    for (const [months, reported] of [slug, ...OTHER_PLATFORMS].entries()) {
      const then = daysAgo(database, 40 + 7 * nth + 35 * months);
      await insertPayouts(then, reported, [reporter], { counts: true });
    }
  }
  // Only now, since a run of the site's own job would take it back from who has less evidence.
  await prisma.member.updateMany({
    where: { id: { in: reporters.map(({ id }) => id) } },
    data: { establishedOn: daysAgo(database, 3).clock.now },
  });
  await prisma.platform.update({ where: { slug }, data: { paidWorkers: 50 * CROWD } });
}

/** What factories need to make things as they were made so many days ago. */
export function daysAgo(database: Database, days: number) {
  const now = new Date(Date.now() - days * DAY_MS);
  return { database, clock: { now, advanceDays: () => undefined } };
}
