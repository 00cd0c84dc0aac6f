import { settleEstablishedMembers } from '#server/evidence/recompute/settle-established-members.ts';
import { runPrivateEvidenceJob } from '#server/collective/private-evidence/private-evidence-job.ts';
import { askVolunteers } from '#server/community/forum/ask-volunteers.ts';
import { countReactions } from '#server/community/forum/reactions.ts';
import type { SlotStore } from '#server/collective/pledge-slots/slot-store.ts';
import { dayToDate, type Database } from '#server/database/db.ts';
import { storeImage } from '#server/media/files/store-image.ts';
import type { FingerprintedImage } from '#server/media/files/sanitized-image.ts';
import type { FileStore } from '#server/media/files/file-store.ts';
import { LONG_TRANSACTION } from '#server/portability/backup/write-backup.ts';
import { countDueTaskReports } from '#server/evidence/tasks/count-due-reports.ts';
import { refreshStandings } from '#server/operations/jobs/hourly-jobs.ts';
import { refreshPlatformFigures } from '#server/evidence/standings/refresh-platform-figures.ts';
import { appendEntry, appendEntries } from '#server/transparency-log/append-entries.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { recomputeStaleFigures } from '#server/evidence/recompute/recompute-stale-figures.ts';
import { addDays, daysBetween, today } from '#shared/core/days.ts';
import { createSlipDeps, type SlipDeps } from '#server/evidence/publication/publish-report.ts';
import { compareWaitingPictures } from '#server/evidence/proof-verification/recycled-pictures.ts';
import { checkPendingPayouts } from '#server/evidence/payouts/check-pending-payouts.ts';
import { publishAndRelease } from '#server/evidence/publication/publish-and-release.ts';
import { planBoycotts } from './boycotts.ts';
import { DEMO_SEED, demoStart, planCommunity } from './community.ts';
import { beginLives, live } from './apply-demo-event.ts';
import { drawPicture } from './picture.ts';
import type { DemoEvent } from './plan.ts';
import { createRandom } from './random.ts';
import { answerSurvey } from './survey.ts';
import type { DueThen } from './organising.ts';
import { createUnshownQueue } from './unshown-queue.ts';

/** Existing platforms appear in the record from the demo's start. */
const BACKDATED = 'platform-backdated' as const;
const WEEK_DAYS = 7;
const PICTURES_AHEAD = 4;
const PAYOUTS_A_LINE = 60;
/** Keeps the draws of slips apart from those of the plan, which has the seeds before. */
const SLIP_DRAWS = 100;

export type CommunityParts = {
  /** With the platforms and categories of a new site, which are from `demoStart` on. */
  readonly database: Database;
  readonly store: FileStore;
  readonly secrets: Secrets;
  /** Where pledges wait for their batch. */
  readonly slots: SlotStore;
  readonly passwordHash: string;
  readonly now: Date;
  readonly say: (line: string) => void;
  readonly scale?: number;
  readonly seed?: number;
};

/**
 * Runs the demo community's year before `now`: each event is one transaction of the member's action
 * at its time; claims, slips, proofs and task reports each day, established members and, weekly, standings are
 * updated as on a running site.
 */
export async function liveYear(parts: CommunityParts): Promise<void> {
  const { database, now, seed = DEMO_SEED } = parts;
  const start = demoStart(now);
  await database.prisma.$transaction((tx) =>
    appendEntry(tx, start, { kind: 'demo-begun', subject: 'demo', content: {} }),
  );
  await backdatePlatforms(database, start);
  await liveEvents(parts);
  await countReactions(database);
  // Who reacted is marked with a key that no other site has: the counts stay.
  await database.prisma.forumReaction.deleteMany();
  await settleEstablishedMembers(database, now);
  await refreshStandings(database, now);
  await recomputeStaleFigures(database, now);
  await answerSurvey(parts, now, seed);
  await database.prisma.$transaction((tx) =>
    appendEntry(tx, now, { kind: 'demo-loaded', subject: 'demo', content: {} }),
  );
}

async function liveEvents(parts: CommunityParts): Promise<void> {
  const { database, store, now, say, scale = 1, seed = DEMO_SEED } = parts;
  const plan = planCommunity({ now, scale, seed });
  const payouts = plan.events.filter(({ act }) => act.kind === 'publish-payout').length;
  const slips = seededSlipDeps(parts.secrets, seed);
  const lived = beginLives(parts.passwordHash, parts.secrets, slips);
  const unshown = createUnshownQueue(database, lived);
  const pictures = drawAhead(plan.events);
  const boycotts = planBoycotts(parts, now);
  let published = 0;
  const start = today(demoStart(now));
  let day = addDays(start, 1);
  for (const event of plan.events) {
    for (; dayToDate(day) < event.at; day = addDays(day, 1)) {
      const at = dayToDate(day);
      const turned = await settleEstablishedMembers(database, at);
      const weekIsOver = daysBetween(start, day) % WEEK_DAYS === 0;
      await checkPendingPayouts(database, slips, at);
      await publishAndRelease(database, slips, at);
      await database.prisma.$transaction((tx) => countDueTaskReports(tx, at));
      await countReactions(database);
      await askVolunteers(database, at);
      await runPrivateEvidenceJob(database, store, at);
      await unshown.retry(at);
      if (turned > 0 || weekIsOver) await passTime(database, at);
    }
    await runDue(boycotts, event.at);
    if (await unshown.defer(event)) continue;
    const image = await pictures(event);
    if (image !== null) await storeImage(store, image);
    await database.prisma.$transaction((tx) => live(tx, lived, event, image), LONG_TRANSACTION);
    if (image !== null) await compareWaitingPictures({ database }, event.at);
    await recomputeStaleFigures(database, event.at);
    if (event.act.kind !== 'publish-payout') continue;
    published += 1;
    if (published % PAYOUTS_A_LINE === 0 || published === payouts) {
      say(`Demo: ${published} of ${payouts} payouts`);
    }
  }
  await runDue(boycotts, now);
}

/** Draws as the site does, but from a seed: the same plan gives the same Mondays and details. */
function seededSlipDeps(secrets: Secrets, seed: number): SlipDeps {
  const random = createRandom(seed + SLIP_DRAWS);
  return { ...createSlipDeps(secrets), draw: (below) => random.int(0, below - 1) };
}

/** Does what is due by a moment, in its order. */
async function runDue(due: DueThen[], by: Date): Promise<void> {
  for (let next = due[0]; next !== undefined && next.at <= by; next = due[0]) {
    due.shift();
    await next.run();
  }
}

/** Computes the platforms whose figures are of an earlier day, as the daily job does. */
async function passTime({ prisma }: Database, now: Date): Promise<void> {
  const stale = await prisma.platformSummary.findMany({
    where: { state: { not: 'closed' }, computedOn: { lt: dayToDate(today(now)) } },
    select: { platformId: true },
  });
  await prisma.$transaction(async (tx) => {
    for (const { platformId } of stale) await refreshPlatformFigures(tx, platformId, now);
  }, LONG_TRANSACTION);
}

/** Draws the pictures of the next events while the database writes those before. */
function drawAhead(
  events: readonly DemoEvent[],
): (event: DemoEvent) => Promise<FingerprintedImage | null> {
  const drawn = new Map<DemoEvent, Promise<FingerprintedImage>>();
  const waiting = events.filter(({ act }) => 'picture' in act && act.picture !== null).values();
  const drawNext = (): void => {
    const { value: event } = waiting.next();
    if (event === undefined || !('picture' in event.act) || event.act.picture === null) return;
    const picture = drawPicture(event.act.picture);
    // Told to who awaits it: until then it is nobody's.
    picture.catch(() => {});
    drawn.set(event, picture);
  };
  for (let count = 0; count < PICTURES_AHEAD; count += 1) drawNext();
  return async (event) => {
    const picture = drawn.get(event);
    if (picture === undefined) return null;
    drawn.delete(event);
    drawNext();
    return picture;
  };
}

/** The platforms of a fresh site are from before the demo's first day. */
export async function backdatePlatforms({ prisma }: Database, start: Date): Promise<void> {
  const day = dayToDate(today(start));
  await prisma.$transaction(async (tx) => {
    await tx.platform.updateMany({ data: { createdOn: day } });
    await tx.standingChange.updateMany({ data: { day } });
    await tx.platformSummary.updateMany({ data: { stateSince: day, computedOn: day } });
    const platforms = await tx.platform.findMany({ select: { id: true } });
    const standings = await tx.standingChange.findMany({ select: { id: true, platformId: true } });
    await appendEntries(tx, start, [
      ...platforms.map(({ id }) => ({ kind: BACKDATED, subject: `platform/${id}` })),
      ...standings.map(({ id, platformId }) => ({
        kind: 'standing-changed' as const,
        subject: `platform/${platformId}`,
        row: `standing-changes/${id}`,
      })),
    ]);
  });
}
