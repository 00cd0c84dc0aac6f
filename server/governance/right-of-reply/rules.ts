import { addDays, daysBetween, type Day } from '#shared/core/days.ts';
import type { FieldIssues } from '#shared/core/errors.ts';
import {
  REPLY_READING_DAYS,
  REPLY_FACTS,
  type ReplyDecision,
  type ReplyFacts,
  type ReplyInput,
} from '#shared/governance/right-of-reply.ts';

/**
 * Checks a reply across fields: it is by and about one platform or client, and only a platform with
 * a receipt can state facts, on its own page.
 * @returns the errors by field.
 */
export function findReplyErrors(input: ReplyInput): FieldIssues {
  const { platform, client, subject, entitled, receipt } = input;
  const abouts = [platform, client, subject].filter((about) => about !== undefined);
  const stated = parseReplyFacts(input) !== null;
  return {
    ...(abouts.length === 1 ? {} : { platform: { code: 'required' as const } }),
    ...(entitled ? {} : { entitled: { code: 'required' as const } }),
    ...(stated && receipt === undefined ? { receipt: { code: 'required' as const } } : {}),
    ...(stated && platform === undefined ? { platform: { code: 'required' as const } } : {}),
  };
}

export function parseReplyFacts(input: ReplyFacts): ReplyFacts | null {
  const stated = REPLY_FACTS.flatMap((name) => {
    const text = input[name];
    return text === undefined || text === '' ? [] : [[name, text] as const];
  });
  return stated.length === 0 ? null : Object.fromEntries(stated);
}

/**
 * Checks that a decision on a reply is complete: a refusal needs a rule and a reason.
 * @returns the errors of missing fields.
 */
export function checkReplyDecision({ decision, rule, reason }: ReplyDecision): FieldIssues {
  if (decision === 'publish') return {};
  return {
    ...(rule === undefined ? { rule: { code: 'required' as const } } : {}),
    ...(reason === undefined ? { reason: { code: 'required' as const } } : {}),
  };
}

export function replyReadingDeadline(receivedOn: Day): Day {
  return addDays(receivedOn, REPLY_READING_DAYS);
}

/** Returns the days that a reply has waited, and whether they are more than promised. */
export function replyWaitingTime(receivedOn: Day, now: Day): { days: number; late: boolean } {
  const days = daysBetween(receivedOn, now);
  return { days, late: days > REPLY_READING_DAYS };
}
