import { dayToDate } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { addDays, monthOf, today } from '#shared/core/days.ts';
import { roundDelay } from '#shared/evidence/rounded-payout.ts';
import type { TestApp } from './app.ts';
import { makeMembers, platformId, type TestMember } from './factories.ts';

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
      payoutKey: randomId(),
      incidentKey: randomId(),
      reviewKey: randomId(),
      taskKey: randomId(),
      clientKey: randomId(),
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
