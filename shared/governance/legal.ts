import { z } from 'zod/mini';
import { LANGUAGES } from '#shared/core/languages.ts';
import {
  checkbox,
  commonFormFields,
  id,
  MAX_EMAIL_LENGTH,
  MAX_SHORT_TEXT_LENGTH,
  MAX_TEXT_LENGTH,
} from '#shared/core/form-fields.ts';

export const MIN_NOTICE_REASONS_LENGTH = 20;
export const MAX_NOTICE_URL_LENGTH = 500;
export const NOTICE_RETENTION_DAYS = 365;
/** Days after a decision for which the texts of the notices that asked for it are kept. */
export const NOTICE_REASONS_RETENTION_DAYS = 183;
/** Hours within which a reasoned notice is decided. */
export const NOTICE_DECISION_HOURS = 72;

/** Cases that notices may open per hour on the whole site; the rest waits for the next hour. */
export const MAX_NOTICE_CASES_PER_HOUR = 30;

export function noticeDeadline(receivedAt: Date): Date {
  return new Date(receivedAt.getTime() + NOTICE_DECISION_HOURS * 3_600_000);
}

export const NOTICE_OUTCOMES = ['decided', 'not-reasoned'] as const;
export const noticeOutcome = z.enum(NOTICE_OUTCOMES);
export type NoticeOutcome = z.infer<typeof noticeOutcome>;

/** The site's publisher; null until the operator has filled it in. */
export const legalResponse = z.object({
  publisher: z.nullable(z.string()),
  director: z.nullable(z.string()),
  host: z.nullable(z.string()),
  contact: z.nullable(z.string()),
  /** Whom journalists may ask. */
  press: z.nullable(z.string()),
  controller: z.nullable(z.string()),
  language: z.enum(LANGUAGES),
  complete: z.boolean(),
});

export const noticeRequest = z.object({
  ...commonFormFields,
  url: z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_NOTICE_URL_LENGTH)),
  reasons: z
    .string()
    .check(z.trim(), z.minLength(MIN_NOTICE_REASONS_LENGTH), z.maxLength(MAX_TEXT_LENGTH)),
  name: z.optional(z.string().check(z.trim(), z.maxLength(MAX_SHORT_TEXT_LENGTH))),
  email: z.optional(z.email().check(z.maxLength(MAX_EMAIL_LENGTH))),
  /** The notice is about sexual abuse of minors, so the sender may stay anonymous. */
  aboutMinors: checkbox,
  goodFaith: checkbox,
});
export type NoticeInput = Omit<z.infer<typeof noticeRequest>, keyof typeof commonFormFields>;

/** The answer to a notice: the only one with its receipt, of which the site stores a hash. */
export const noticeReceived = z.object({ id, receipt: z.string(), path: z.string() });

export const noticeStatusRequest = z.object({
  ...commonFormFields,
  receipt: z.string().check(z.minLength(1), z.maxLength(60)),
});

/** The public state of a notice, which is also in the public record. */
export const noticeResponse = z.object({
  id,
  receivedOn: z.string(),
  /**
   * waiting: for the operator; case: for moderators; decided: by moderators; answered: by the
   * operator.
   */
  state: z.enum(['waiting', 'case', 'decided', 'answered']),
  /** ISO 8601: the deadline of the decision. */
  dueAt: z.string(),
  decision: z.nullable(id),
  /** The subject was decided on before this notice came, and has not changed since. */
  decidedBefore: z.boolean(),
  outcome: z.nullable(noticeOutcome),
});
export type NoticeResponse = z.infer<typeof noticeResponse>;

/** The state of a notice for the holder of its receipt, who also sees the operator's answer. */
export const noticeStatus = z.object({
  id,
  path: z.string(),
  answer: z.nullable(z.string()),
});
