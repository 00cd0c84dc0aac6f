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
 * Errors of a reply across fields: it is about one platform or client, by that one, and facts are
 * only for a verified platform on its page.
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

/** A platform's own statements; null without any. */
export function parseReplyFacts(input: ReplyFacts): ReplyFacts | null {
  const stated = REPLY_FACTS.flatMap((name) => {
    const text = input[name];
    return text === undefined || text === '' ? [] : [[name, text] as const];
  });
  return stated.length === 0 ? null : Object.fromEntries(stated);
}

/** Missing fields of a decision: a refusal needs a rule and a reason. */
export function checkReplyDecision({ decision, rule, reason }: ReplyDecision): FieldIssues {
  if (decision === 'publish') return {};
  return {
    ...(rule === undefined ? { rule: { code: 'required' as const } } : {}),
    ...(reason === undefined ? { reason: { code: 'required' as const } } : {}),
  };
}

/** The last day on which a reply should be read. */
export function replyReadingDeadline(receivedOn: Day): Day {
  return addDays(receivedOn, REPLY_READING_DAYS);
}

/** Days that a reply has waited, and whether that is longer than promised. */
export function replyWaitingTime(receivedOn: Day, now: Day): { days: number; late: boolean } {
  const days = daysBetween(receivedOn, now);
  return { days, late: days > REPLY_READING_DAYS };
}
