import { z } from 'zod/mini';
import { day, commonFormFields, id } from '#shared/core/form-fields.ts';
import { decisionReasonText } from '#shared/core/moderation-decisions.ts';

export const PLATFORM_DECISION_KINDS = ['close-platform', 'reopen-platform'] as const;
export const platformDecisionKind = z.enum(PLATFORM_DECISION_KINDS);
export type PlatformDecisionKind = z.infer<typeof platformDecisionKind>;

/** The rules that a decision may apply, by kind of decision. */
export const PLATFORM_DECISION_RULES = {
  'close-platform': ['announced', 'unreachable', 'merged', 'reopened-by-mistake'],
  'reopen-platform': ['open-again', 'closed-by-mistake'],
} as const satisfies Record<PlatformDecisionKind, readonly string[]>;

export const platformDecisionRule = z.enum([
  ...PLATFORM_DECISION_RULES['close-platform'],
  ...PLATFORM_DECISION_RULES['reopen-platform'],
]);

/** A decision as the public sees it: what, by which rule, why, when. Never by whom. */
export const publishedPlatformDecision = z.object({
  kind: platformDecisionKind,
  rule: platformDecisionRule,
  reason: z.string(),
  /** One moderator took the decision alone. */
  alone: z.boolean(),
  /** The act by which two other people can reverse it; null when irreversible or taken by two. */
  act: z.nullable(id),
  on: day,
});

export const platformDecisionBody = z.object({
  ...commonFormFields,
  kind: platformDecisionKind,
  rule: platformDecisionRule,
  reason: decisionReasonText,
});
export type PlatformDecisionInput = z.infer<typeof platformDecisionBody>;
