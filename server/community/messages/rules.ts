import type { Viewer } from '#server/identity/accounts/viewer.ts';
import { AppError } from '#server/core/errors.ts';
import { addDays, today, type Day } from '#shared/core/days.ts';
import type { FieldCode, FieldIssues } from '#shared/core/errors.ts';
import {
  DAILY_MESSAGES,
  FIRST_DAILY_MESSAGES,
  MESSAGE_DAYS,
  YOUNG_MESSENGER_DAYS,
  type FlagDecision,
  type Writing,
} from '#shared/community/private-messages.ts';

const DAY_MS = 86_400_000;

/** What stands between two members, as the first of them sees it. */
export type Pair = {
  readonly self: boolean;
  /** The first day on which she may write again; null while nothing keeps her. */
  readonly suspendedUntil: Day | null;
  readonly allows: boolean;
  readonly ignoring: boolean;
  readonly otherAllows: boolean;
  readonly otherIgnores: boolean;
};

/** Whether one may write to the other. What the other chose is one answer, whichever it is. */
export function writingOf(pair: Pair): Writing {
  if (pair.self) return 'self';
  if (pair.suspendedUntil !== null) return 'suspended';
  if (!pair.allows) return 'own-off';
  if (pair.ignoring) return 'ignoring';
  return pair.otherAllows && !pair.otherIgnores ? 'open' : 'refused';
}

const REFUSALS: Record<Exclude<Writing, 'open'>, FieldCode> = {
  self: 'own-pseudonym',
  suspended: 'kept-from-writing',
  'own-off': 'own-messages-off',
  ignoring: 'ignoring-her',
  refused: 'takes-no-messages',
};

/** @throws AppError not-allowed with what stands in the way. */
export function requireOpen(pair: Pair): void {
  const writing = writingOf(pair);
  if (writing === 'open') return;
  const code = REFUSALS[writing];
  const limit = writing === 'suspended' ? { limit: pair.suspendedUntil ?? '' } : {};
  throw new AppError('not-allowed', { fields: { text: { code, ...limit } } });
}

/** How much a member may send in one day: little while her account is young. */
export function dailyLimits(
  createdAt: Date,
  now: Date,
): { readonly messages: number; readonly conversations: number } {
  const days = (now.getTime() - createdAt.getTime()) / DAY_MS;
  return days < YOUNG_MESSENGER_DAYS ? FIRST_DAILY_MESSAGES : DAILY_MESSAGES;
}

/** Messages sent up to this moment are gone. */
export function goneUntil(now: Date): Date {
  return new Date(now.getTime() - MESSAGE_DAYS * DAY_MS);
}

/** Within how many days a message is gone; 1 on its last. */
export function daysLeft(sentAt: Date, now: Date): number {
  return Math.ceil((sentAt.getTime() - goneUntil(now).getTime()) / DAY_MS);
}

/** What is missing in a decision: a suspension names a rule and a reason. */
export function checkFlagDecision({ decision, rule, reason }: FlagDecision): FieldIssues {
  if (decision === 'none') return {};
  return {
    ...(rule === undefined ? { rule: { code: 'required' as const } } : {}),
    ...(reason === undefined ? { reason: { code: 'required' as const } } : {}),
  };
}

/** @throws AppError not-allowed to who is no moderator. */
export function requireModerator({ roles }: Viewer): void {
  if (!roles.includes('moderator')) throw new AppError('not-allowed');
}

/** The first day after a suspension that begins now, or that goes on for longer already. */
export function suspensionEnd(now: Date, days: number, earlier: Day | null): Day {
  const end = addDays(today(now), days);
  return earlier !== null && earlier > end ? earlier : end;
}
