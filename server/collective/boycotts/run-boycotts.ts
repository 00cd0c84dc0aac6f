import type { Db } from '#server/database/db.ts';
import type { BoycottDeps } from '#server/collective/pledges/deps.ts';
import { notify } from '#server/identity/notifications/notify.ts';
import { SECONDING_HOURS } from '#shared/collective/boycotts.ts';
import { endingOf } from '#shared/collective/ballot-rules.ts';
import { closeDueBallots, openBoycottBallot } from './ballots.ts';
import { moveBatches } from '#server/collective/pledge-slots/move-batches.ts';
import { PLEDGE_BATCHES, moveWaitingRecords } from '#server/collective/pledges/pledge-batches.ts';
import { SURVEY_BATCHES } from '#server/collective/survey/answer-batches.ts';
import {
  lockBoycott,
  type LoadedBoycott,
} from '#server/collective/boycott-procedure/lock-boycott.ts';
import { remindOrganisers } from '#server/collective/organisers/drop-absent-organisers.ts';
import { closingBallotStart } from '#server/collective/boycott-procedure/ballots.ts';
import type { WaitingRecord } from '#server/collective/pledge-slots/slot-file-format.ts';
import { endBoycott, takeDueBoycottStep } from './take-due-step.ts';

const HOUR_MS = 3_600_000;
/**
 * Hours before a deadline at which the proposer is reminded; steps that are not longer get no
 * reminder.
 */
const REMINDER_HOURS = 24;

/** Dependencies of the job that runs boycotts. */
export type RunBoycottsDeps = Pick<BoycottDeps, 'database' | 'secrets' | 'slots'>;

/**
 * Runs each minute: moves batches of pledges and of answers to the survey, and runs due steps, a transaction for each boycott;
 * opens and closes ballots, and reminds proposers. With several servers one does the work, and the
 * others find it done.
 * @throws AggregateError of the boycotts that failed, after all others are done.
 */
export async function runBoycotts(site: RunBoycottsDeps, now: Date): Promise<void> {
  const { prisma } = site.database;
  const failures: unknown[] = [];
  await moveBatches(site, [PLEDGE_BATCHES, SURVEY_BATCHES]).catch((error: unknown) =>
    failures.push(error),
  );
  const open = await prisma.boycott.findMany({
    where: { state: { notIn: ['failed', 'ended'] } },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  for (const { id } of open) {
    try {
      const moved = await prisma.$transaction((tx) => runOne(tx, site, id, now));
      await site.slots.free(moved);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'boycotts not run');
}

async function runOne(
  tx: Db,
  site: RunBoycottsDeps,
  id: string,
  now: Date,
): Promise<readonly WaitingRecord[]> {
  const boycott = await lockBoycott(tx, id);
  const stepped = await takeDueBoycottStep(tx, site, boycott, now);
  if (stepped.to !== null) return stepped.moved;
  await remind(tx, boycott, now);
  await remindOrganisers(tx, boycott, now);
  return boycott.state === 'on' ? runBallots(tx, site, boycott, now) : [];
}

/**
 * Opens the closing ballot, and closes ballots that are over; the result of one may end the
 * boycott.
 */
async function runBallots(
  tx: Db,
  { slots }: RunBoycottsDeps,
  boycott: LoadedBoycott,
  now: Date,
): Promise<readonly WaitingRecord[]> {
  const { id: boycottId, stepEndsAt, onDays } = boycott;
  if (stepEndsAt !== null && closingBallotStart(stepEndsAt, onDays) <= now) {
    const asked = await tx.boycottBallot.count({ where: { boycottId, kind: 'closing' } });
    if (asked === 0) await openBoycottBallot(tx, boycott, 'closing', now);
  }
  if ((await tx.sql(OVER, [boycottId, now.toISOString()])) === 0) return [];
  const moved = await moveWaitingRecords(tx, slots, boycottId);
  const closed = await closeDueBallots(tx, boycott, now, now);
  if (closed.some((ballot) => endingOf(ballot) !== null)) await endBoycott(tx, boycott, now);
  return moved;
}

/** Reminds the proposer, once per deadline, when it is a day away. */
async function remind(tx: Db, boycott: LoadedBoycott, now: Date): Promise<void> {
  const { id, memberId, stepEndsAt, remindedOf, state } = boycott;
  if (memberId === null || stepEndsAt === null || hoursOfStep(boycott) <= REMINDER_HOURS) return;
  const hours = (stepEndsAt.getTime() - now.getTime()) / HOUR_MS;
  if (hours > REMINDER_HOURS || remindedOf?.getTime() === stepEndsAt.getTime()) return;
  await tx.boycott.update({ where: { id }, data: { remindedOf: stepEndsAt } });
  const facts = { boycott: state };
  await notify(tx, [memberId], { kind: 'boycott-deadline', subject: id, facts }, now);
}

/** Returns the duration of the current step in hours; 0 once the threshold is reached. */
function hoursOfStep(boycott: LoadedBoycott): number {
  const { state, pace, reached, debateHours, pledgeHours, onDays } = boycott;
  if (state === 'proposed') return SECONDING_HOURS[pace];
  if (state === 'debated') return debateHours;
  if (state === 'pledging') return reached ? 0 : pledgeHours;
  return onDays * 24;
}

const OVER = `
  SELECT 1 FROM boycott_ballot
   WHERE boycott_id = $1 AND counts IS NULL AND closes_at <= $2::timestamptz LIMIT 1`;
