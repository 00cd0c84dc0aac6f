import { z } from 'zod/mini';
import { decisionReasonText } from '#shared/core/moderation-decisions.ts';
import { commonFormFields } from '#shared/core/form-fields.ts';
import { caseFacts, caseRule } from './case-handling.ts';

/** Days of a pause that two people decide. */
export const PAUSE_DAYS = 7;
/** Days of one that two moderators propose to a jury. */
export const LONG_PAUSE_DAYS = 30;
/** Pauses that a moderator proposes a day. */
export const PAUSES_A_DAY = 30;

export const postingPauseForm = z.object({
  ...commonFormFields,
  days: z.coerce
    .number()
    .check(z.refine((days) => days === PAUSE_DAYS || days === LONG_PAUSE_DAYS)),
  rule: caseRule,
  facts: caseFacts,
  reason: decisionReasonText,
});
export type PostingPauseInput = z.infer<typeof postingPauseForm>;
