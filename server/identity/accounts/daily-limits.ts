import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import {
  MAX_CASES_PER_MODERATOR_A_DAY,
  FLAGS_A_DAY,
  MAX_SECOND_REVIEWS_A_DAY,
} from '#shared/governance/cases.ts';
import { BATCHES_A_DAY } from '#shared/governance/post-batches.ts';
import { LIKENESS_LOOKS_A_DAY } from '#shared/governance/account-likeness.ts';
import { PAUSES_A_DAY } from '#shared/governance/posting-pauses.ts';
import { today } from '#shared/core/days.ts';
import { DAILY_MESSAGE_LIMITS } from '#shared/community/private-messages.ts';

/** Daily limits of a member (UTC days). */
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
  solution: 40,
  follow: 300,
  'phrase-check': 20,
  message: DAILY_MESSAGE_LIMITS.messages,
  conversation: DAILY_MESSAGE_LIMITS.conversations,
  choice: 40,
  push: 20,
  mail: 5,
  ignore: 100,
  flag: 20,
  'case-flag': FLAGS_A_DAY,
  'second-answer': 40,
  'second-taken': MAX_SECOND_REVIEWS_A_DAY,
  'case-taken': MAX_CASES_PER_MODERATOR_A_DAY,
  appeal: 20,
  batch: BATCHES_A_DAY,
  pause: PAUSES_A_DAY,
  likeness: LIKENESS_LOOKS_A_DAY,
  signing: 20,
  'private-evidence': 5,
  'private-voice': 60,
  boycott: 5,
  fund: 3,
  'organiser-message': 3,
  'organiser-contact': 3,
  'boycott-link': 20,
  translation: 5,
  'translation-read': 20,
  guide: 3,
} as const;
export type DailyLimitedUse = keyof typeof DAILY_LIMITS;

const DAY_SECONDS = 86_400;

/**
 * Counts one use, in the transaction of the counted action.
 * @throws AppError too-many past the daily limit.
 */
export async function countDailyUse(
  tx: Db,
  memberId: string,
  kind: DailyLimitedUse,
  now: Date,
): Promise<void> {
  requireWithinDailyLimit(kind, await incrementDailyUse(tx, memberId, kind, now), now);
}

/**
 * Checks a count of today's uses, including this one.
 * @throws AppError too-many where it exceeds the daily limit.
 */
export function requireWithinDailyLimit(kind: DailyLimitedUse, count: number, now: Date): void {
  if (count <= DAILY_LIMITS[kind]) return;
  const seconds = Math.floor(now.getTime() / 1000);
  throw new AppError('too-many', { retryAfterSeconds: DAY_SECONDS - (seconds % DAY_SECONDS) });
}

/** SQL: increments the counter of a member ($1), kind ($2) and day ($3), and returns it. */
export const COUNT_DAILY_USE_SQL = `
  INSERT INTO member_use (member_id, kind, day, count) VALUES ($1, $2, $3::date, 1)
  ON CONFLICT (member_id, kind, day) DO UPDATE SET count = member_use.count + 1 RETURNING count`;

/** Like `countDailyUse`, for a caller with its own limit: returns today's count, including this use. */
export async function incrementDailyUse(
  tx: Db,
  memberId: string,
  kind: DailyLimitedUse,
  now: Date,
): Promise<number> {
  const [use] = await tx.sql(statement({ count: col.int }, COUNT_DAILY_USE_SQL), [
    memberId,
    kind,
    today(now),
  ]);
  return requireFound(use).count;
}
