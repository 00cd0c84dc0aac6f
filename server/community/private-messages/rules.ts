import {
  YOUNG_ACCOUNT_MESSAGE_LIMITS,
  YOUNG_ACCOUNT_MESSAGE_DAYS,
} from '#shared/community/new-account-limits.ts';
import { AppError } from '#server/core/errors.ts';
import { addDays, today, type Day } from '#shared/core/days.ts';
import type { FieldCode, FieldIssues } from '#shared/core/errors.ts';
import {
  DAILY_MESSAGE_LIMITS,
  MESSAGE_RETENTION_DAYS,
  type MessageFlagDecision,
  type WritingPermission,
} from '#shared/community/private-messages.ts';

const DAY_MS = 86_400_000;

/** The relation between a member who writes and another, with the settings of both. */
export type SenderAndRecipient = {
  readonly self: boolean;
  /** The first day on which the writer may write again; null when not suspended. */
  readonly suspendedUntil: Day | null;
  readonly allows: boolean;
  readonly ignoring: boolean;
  readonly otherAllows: boolean;
  readonly otherIgnores: boolean;
};

/**
 * Returns whether the first member may write to the other, or why not. All reasons of the other
 * give the same answer, so that it reveals none.
 */
export function mayWriteTo(pair: SenderAndRecipient): WritingPermission {
  if (pair.self) return 'self';
  if (pair.suspendedUntil !== null) return 'suspended';
  if (!pair.allows) return 'own-off';
  if (pair.ignoring) return 'ignoring';
  return pair.otherAllows && !pair.otherIgnores ? 'open' : 'refused';
}

const REFUSALS: Record<Exclude<WritingPermission, 'open'>, FieldCode> = {
  self: 'own-pseudonym',
  suspended: 'kept-from-writing',
  'own-off': 'own-messages-off',
  ignoring: 'ignoring-her',
  refused: 'takes-no-messages',
};

/**
 * Throws unless the first member may write to the other.
 * @throws AppError not-allowed with the reason.
 */
export function requireMayWrite(pair: SenderAndRecipient): void {
  const writing = mayWriteTo(pair);
  if (writing === 'open') return;
  const code = REFUSALS[writing];
  const limit = writing === 'suspended' ? { limit: pair.suspendedUntil ?? '' } : {};
  throw new AppError('not-allowed', { fields: { text: { code, ...limit } } });
}

/**
 * Returns a member's daily limits of messages and new conversations, which are low while her
 * account is young.
 */
export function dailyMessageLimits(
  createdAt: Date,
  now: Date,
): { readonly messages: number; readonly conversations: number } {
  const days = (now.getTime() - createdAt.getTime()) / DAY_MS;
  return days < YOUNG_ACCOUNT_MESSAGE_DAYS ? YOUNG_ACCOUNT_MESSAGE_LIMITS : DAILY_MESSAGE_LIMITS;
}

export function expiryCutoff(now: Date): Date {
  return new Date(now.getTime() - MESSAGE_RETENTION_DAYS * DAY_MS);
}

/** Returns the days until a message expires; 1 on the last day. */
export function daysUntilExpiry(sentAt: Date, now: Date): number {
  return Math.ceil((sentAt.getTime() - expiryCutoff(now).getTime()) / DAY_MS);
}

/**
 * Checks that a decision on a flag is complete: a suspension needs a rule and a reason.
 * @returns the errors of missing fields.
 */
export function checkMessageFlagDecision({
  decision,
  rule,
  reason,
}: MessageFlagDecision): FieldIssues {
  if (decision === 'none') return {};
  return {
    ...(rule === undefined ? { rule: { code: 'required' as const } } : {}),
    ...(reason === undefined ? { reason: { code: 'required' as const } } : {}),
  };
}

/**
 * Returns the first day after a suspension that begins now; never before the end of an existing
 * one.
 */
export function suspensionEnd(now: Date, days: number, earlier: Day | null): Day {
  const end = addDays(today(now), days);
  return earlier !== null && earlier > end ? earlier : end;
}
