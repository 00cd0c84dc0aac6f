import { z } from 'zod/mini';
import { commonFormFields, day, id, slug } from '#shared/core/form-fields.ts';
import { decisionReasonText, type RuleId } from '#shared/core/moderation-decisions.ts';
import { listedCategory } from './forum-categories.ts';
import { MAX_SOURCES_LENGTH, guideText } from './guides.ts';
import { threadTitle } from './thread-title.ts';

/** Intervals of slow mode between two posts of a member in a thread, in seconds. */
export const SLOW_MODE_SECONDS = [300, 3_600, 86_400] as const;

export const THREAD_CLOSING_RULES = [
  'settled',
  'elsewhere',
  'R4',
  'R5',
  'R6',
  'R7',
] as const satisfies (RuleId | 'settled' | 'elsewhere')[];
export const threadClosingRule = z.enum(THREAD_CLOSING_RULES);

export const THREAD_DECISIONS = [
  'pin',
  'unpin',
  'close',
  'reopen',
  'move',
  'slow',
  'rename',
  'guide',
  'unguide',
] as const;
export const threadDecisionKind = z.enum(THREAD_DECISIONS);

/** A decision as the public sees it: what, by which rule, why, when. Never by whom. */
export const threadDecision = z.object({
  kind: threadDecisionKind,
  /** The rule applied; set when the decision closes the thread. */
  rule: z.nullable(threadClosingRule),
  reason: z.string(),
  on: day,
  /** The new category; set when the decision moves the thread. */
  category: z.nullable(listedCategory),
  /** For slow mode: the interval; null when it ended. */
  seconds: z.nullable(z.int()),
  /** The previous title; set when the decision renames the thread. */
  oldTitle: z.nullable(z.string()),
  /** One moderator took the decision alone. */
  alone: z.boolean(),
  /** The act by which two other people can reverse it; null when irreversible or taken by two. */
  act: z.nullable(id),
});

export const threadDecisionForm = z.object({
  ...commonFormFields,
  decision: threadDecisionKind,
  /** For a decision to close: the rule applied. */
  rule: z.optional(threadClosingRule),
  reason: decisionReasonText,
  category: z.optional(slug),
  /** Slow mode in seconds; omitted, it ends. */
  seconds: z.optional(z.coerce.number().check(z.int(), z.refine(isSlow))),
  /** For a decision to rename: the new title. */
  title: z.optional(threadTitle),
  /** For a guide: the text that was read, and the addresses that it rests on, a line each. */
  text: z.optional(guideText),
  sources: z.optional(z.string().check(z.maxLength(MAX_SOURCES_LENGTH))),
});
export type ThreadDecisionInput = z.infer<typeof threadDecisionForm>;

/** The changes that a proposed decision makes to a thread. */
export const threadChange = z.object({
  /** For a decision to move: the new category. */
  category: z.optional(slug),
  /** For a decision to rename: the new title. */
  title: z.optional(z.string()),
  /** For a guide: the hash of the text that was read, and its sources. */
  text: z.optional(guideText),
  sources: z.optional(z.array(z.string())),
});

function isSlow(seconds: number): boolean {
  return SLOW_MODE_SECONDS.some((one) => one === seconds);
}
