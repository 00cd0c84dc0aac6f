import { dayToDate } from '#server/database/db.ts';
import { recomputeAsOnNewDay } from '#tests/support/recompute-standing.ts';
import type { FindingsResponse } from '#shared/evidence/manipulation-findings.ts';
import type { PlatformResponse } from '#shared/directory/platforms.ts';
import type { TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, platformId, type TestMember } from '#tests/support/factories.ts';
import { establishNow } from '#tests/support/establish-members.ts';

export const WATCHED_SINCE = '2025-11-20';
const MONTHS = ['2026-09', '2026-10', '2026-11'] as const;

/** A platform that has been watched for a year. */
export async function makeWatchedPlatform(site: TestApp, slug: string): Promise<void> {
  await site.database.prisma.platform.update({
    where: { slug },
    data: { createdOn: dayToDate(WATCHED_SINCE) },
  });
}

/** A member whose account was made on a day. */
export async function makeMemberSince(site: TestApp, day: string): Promise<TestMember> {
  const member = await makeMember(site);
  await site.database.prisma.member.update({
    where: { id: member.id },
    data: { createdAt: dayToDate(day) },
  });
  return member;
}

/** Members who are established by three payouts in three months, all of one state. */
export async function makeEstablishedPosters(
  site: TestApp,
  slug: string,
  count: number,
  state: 'received' | 'refused',
): Promise<TestMember[]> {
  const members = await Promise.all(
    Array.from({ length: count }, () => makeMemberSince(site, WATCHED_SINCE)),
  );
  for (const [index, member] of members.entries()) {
    for (const month of MONTHS) {
      // Not all in one week: that would be a burst.
      const publishedOn = `${month}-${String(2 + 2 * index).padStart(2, '0')}`;
      await makePayout(site, { slug, member, state, publishedOn, askedOn: `${month}-01` });
    }
  }
  await establishNow(site);
  return members;
}

/** New accounts that all post the same within three days, 15 to 17 November. */
export async function makeNewAccountCrowd(
  site: TestApp,
  slug: string,
  count: number,
  state: 'received' | 'refused',
): Promise<{ id: string; member: TestMember }[]> {
  const posts: { id: string; member: TestMember }[] = [];
  for (let index = 0; index < count; index += 1) {
    const member = await makeMemberSince(site, '2026-11-13');
    const publishedOn = `2026-11-${15 + (index % 3)}`;
    posts.push(await makePayout(site, { slug, member, state, publishedOn, askedOn: '2026-11-05' }));
  }
  return posts;
}

export async function recomputePlatform(site: TestApp, slug: string): Promise<void> {
  const id = await platformId(site, slug);
  await site.database.prisma.$transaction((tx) => recomputeAsOnNewDay(tx, id, site.clock.now));
}

export async function readFindings(
  site: TestApp,
  slug: string,
  cookie?: string,
): Promise<FindingsResponse> {
  return (await site.get(`/api/platforms/${slug}/findings`, cookie)).json<FindingsResponse>();
}

export async function readStanding(
  site: TestApp,
  slug: string,
): Promise<PlatformResponse['standing']> {
  return (await site.get(`/api/platforms/${slug}`)).json<PlatformResponse>().standing;
}
