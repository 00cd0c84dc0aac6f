import { z } from 'zod/mini';
import { day, commonFormFields, id } from '#shared/core/form-fields.ts';
import { decisionReason } from '#shared/core/moderation-decisions.ts';

export const DECISION_KINDS = ['close-platform', 'reopen-platform'] as const;
export const decisionKind = z.enum(DECISION_KINDS);
export type DecisionKind = z.infer<typeof decisionKind>;

/** The rules that a decision may apply, by kind of decision. */
export const DECISION_RULES = {
  'close-platform': ['announced', 'unreachable', 'merged', 'reopened-by-mistake'],
  'reopen-platform': ['open-again', 'closed-by-mistake'],
} as const satisfies Record<DecisionKind, readonly string[]>;

export const decisionRule = z.enum([
  ...DECISION_RULES['close-platform'],
  ...DECISION_RULES['reopen-platform'],
]);

/** A decision as the public sees it: what, by which rule, why, when. Never by whom. */
export const publishedDecision = z.object({
  kind: decisionKind,
  rule: decisionRule,
  reason: z.string(),
  /** Taken by one moderator alone. */
  alone: z.boolean(),
  /** The act by which two other people can reverse it; null when irreversible or taken by two. */
  act: z.nullable(id),
  on: day,
});

export const decisionBody = z.object({
  ...commonFormFields,
  kind: decisionKind,
  rule: decisionRule,
  reason: decisionReason,
});
export type DecisionInput = z.infer<typeof decisionBody>;
