import { dateOf, type Db } from '#server/db.ts';
import { AppError } from '#server/errors.ts';
import { CASES_A_DAY, FLAGS_A_DAY, SECONDS_A_DAY } from '#shared/cases.ts';
import { today } from '#shared/days.ts';
import { DAILY_MESSAGES } from '#shared/private-messages.ts';

/** How often a member may do what, in one day (UTC). */
export const DAILY_LIMITS = {
  payout: 30,
  picture: 60,
  incident: 10,
  review: 20,
  echo: 30,
  correction: 40,
  dispute: 20,
  confirmation: 40,
  doubt: 10,
  opinion: 40,
  platform: 5,
  task: 60,
  client: 20,
  'client-review': 20,
  guess: 10,
  copy: 300,
  thread: 20,
  post: 150,
  'post-edit': 100,
  follow: 300,
  message: DAILY_MESSAGES.messages,
  conversation: DAILY_MESSAGES.conversations,
  choice: 40,
  push: 20,
  mail: 5,
  ignore: 100,
  flag: 20,
  'case-flag': FLAGS_A_DAY,
  'second-answer': 40,
  'second-taken': SECONDS_A_DAY,
  'case-taken': CASES_A_DAY,
  appeal: 20,
  signing: 20,
  'private-evidence': 5,
  'private-voice': 60,
  boycott: 5,
} as const;
export type LimitedUse = keyof typeof DAILY_LIMITS;

const DAY_SECONDS = 86_400;

/**
 * Counts one use, in the transaction of what it is counted for.
 * @throws AppError too-many past the day's limit.
 */
export async function countUse(
  tx: Db,
  memberId: string,
  kind: LimitedUse,
  now: Date,
): Promise<void> {
  if ((await addUse(tx, memberId, kind, now)) <= DAILY_LIMITS[kind]) return;
  const seconds = Math.floor(now.getTime() / 1000);
  throw new AppError('too-many', { retryAfterSeconds: DAY_SECONDS - (seconds % DAY_SECONDS) });
}

/** The same where the limit is the caller's: how many there were today, this one included. */
export async function addUse(
  tx: Db,
  memberId: string,
  kind: LimitedUse,
  now: Date,
): Promise<number> {
  const day = dateOf(today(now));
  const { count } = await tx.memberUse.upsert({
    where: { memberId_kind_day: { memberId, kind, day } },
    create: { memberId, kind, day, count: 1 },
    update: { count: { increment: 1 } },
  });
  return count;
}
