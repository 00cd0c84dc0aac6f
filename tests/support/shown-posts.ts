import { dayToDate, openPostgres, type Database } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { findOrCreateAuthor } from '#server/directory/platforms/find-or-create-author.ts';
import { recomputeStaleFigures } from '#server/evidence/recompute/recompute-stale-figures.ts';
import { showDuePosts } from '#server/evidence/publication/show-due-posts.ts';
import { countDueTaskReports } from '#server/evidence/tasks/count-due-reports.ts';
import { addDays, mondayOf, monthOf, today } from '#shared/core/days.ts';
import { roundPublished } from '#shared/core/money.ts';
import type { TestApp } from './app.ts';
import { makeMember, type TestMember } from './members.ts';
import { platformId } from './platform-id.ts';
import { recomputeAsOnNewDay } from './recompute-standing.ts';
import { requireAlike } from './signing.ts';

type IncidentOverrides = {
  slug?: string;
  member?: TestMember;
  kind?: string;
  happenedOn?: string;
  publishedOn?: string;
  lostMinor?: number;
  /** Of a task that pays for posts. */
  rewardMinor?: number;
  /** Whether it shows its sum, month and reason. */
  showsAll?: boolean;
  text?: string;
  signed?: boolean;
  /** As for a payout. */
  mixed?: boolean;
  solicited?: boolean;
  shownFrom?: string | null;
};

/** Creates an incident with its author, and a member where none is given; recomputes the figures. */
export async function makeIncident(
  test: TestApp,
  overrides: IncidentOverrides = {},
): Promise<{ id: string; member: TestMember }> {
  const member = overrides.member ?? (await makeMember(test));
  const platform = await platformId(test, overrides.slug ?? 'clickworker');
  const now = test.clock.now;
  const happenedOn = overrides.happenedOn ?? addDays(today(now), -10);
  const lostMinor = overrides.lostMinor ?? null;
  const rewardMinor = overrides.rewardMinor ?? null;
  const id = randomId();
  await test.database.prisma.$transaction(async (tx) => {
    const authorId = await findOrCreateAuthor(tx, member.id, platform);
    await requireAlike(tx, 'incident', authorId, overrides);
    await tx.incident.create({
      data: {
        id,
        platformId: platform,
        authorId,
        kind: overrides.kind ?? 'account-closed',
        reason: 'none',
        appeal: 'unanswered',
        text: overrides.text ?? null,
        currency: lostMinor === null && rewardMinor === null ? null : 'EUR',
        happenedOn: dayToDate(happenedOn),
        lostMinor,
        publishedOn: dayToDate(overrides.publishedOn ?? today(now)),
        happenedMonth: monthOf(happenedOn),
        lostRounded: lostMinor === null ? null : roundPublished(lostMinor),
        asks: overrides.kind === 'posts-bought' ? 'praise' : null,
        rewardMinor,
        rewardRounded: rewardMinor === null ? null : roundPublished(rewardMinor),
        showsAmount: overrides.showsAll ?? false,
        showsMonth: overrides.showsAll ?? false,
        showsReason: overrides.showsAll ?? false,
        ...mondays(overrides, today(now)),
        solicited: overrides.solicited ?? false,
        signed: overrides.signed ?? false,
      },
    });
    await recomputeAsOnNewDay(tx, platform, now);
  });
  await test.catchUp();
  return { id, member };
}

type ReviewOverrides = {
  slug?: string;
  member?: TestMember;
  /** The rating for all criteria. */
  mark?: number;
  text?: string;
  experiencedMonth?: string;
  publishedOn?: string;
  signed?: boolean;
  solicited?: boolean;
  shownFrom?: string | null;
};

/** Creates a review with its author, and a member where none is given; recomputes the figures. */
export async function makeReview(
  test: TestApp,
  overrides: ReviewOverrides = {},
): Promise<{ id: string; member: TestMember }> {
  const member = overrides.member ?? (await makeMember(test));
  const platform = await platformId(test, overrides.slug ?? 'clickworker');
  const now = test.clock.now;
  const mark = overrides.mark ?? 3;
  const id = randomId();
  await test.database.prisma.$transaction(async (tx) => {
    await tx.review.create({
      data: {
        id,
        platformId: platform,
        authorId: await findOrCreateAuthor(tx, member.id, platform),
        pay: mark,
        punctuality: mark,
        fairness: mark,
        communication: mark,
        supply: mark,
        text: overrides.text ?? null,
        experiencedMonth: overrides.experiencedMonth ?? monthOf(today(now)),
        solicited: overrides.solicited ?? false,
        signed: overrides.signed ?? false,
        publishedOn: dayToDate(overrides.publishedOn ?? today(now)),
        ...mondays(overrides, today(now)),
      },
    });
    await recomputeAsOnNewDay(tx, platform, now);
  });
  await test.catchUp();
  return { id, member };
}

/** The Monday drawn for a review or incident, and since when it is shown: by default, of that week. */
function mondays(
  { publishedOn, shownFrom }: { publishedOn?: string; shownFrom?: string | null },
  day: string,
): { dueOn: Date; shownFrom: Date | null } {
  const monday = mondayOf(publishedOn ?? day);
  const shown = shownFrom === undefined ? monday : shownFrom;
  return {
    dueOn: dayToDate(shown ?? addDays(monday, 7)),
    shownFrom: shown === null ? null : dayToDate(shown),
  };
}

/** Shows all that waits on a site for its Monday, and lets task reports count, as the weekly job would. */
export async function showAllPosts({ database, clock, catchUp }: TestApp): Promise<void> {
  await showWaiting(database, clock.now);
  await catchUp();
}

/** Like `showAllPosts`, for a running site with the database at `url`. */
export async function showPostsAt(url: string): Promise<void> {
  const database = await openPostgres(url);
  const now = new Date();
  await showWaiting(database, now);
  await recomputeStaleFigures(database, now);
  await database.close();
}

async function showWaiting({ prisma }: Database, now: Date): Promise<void> {
  const waiting = { where: { shownFrom: null }, data: { dueOn: dayToDate(mondayOf(today(now))) } };
  await prisma.$transaction(async (tx) => {
    await tx.review.updateMany(waiting);
    await tx.clientReview.updateMany(waiting);
    await tx.incident.updateMany(waiting);
    await tx.incidentEcho.updateMany(waiting);
    await tx.taskReport.updateMany({ ...waiting, where: { counted: false } });
    await showDuePosts(tx, now);
    await countDueTaskReports(tx, now);
  });
}
