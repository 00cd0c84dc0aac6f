import { z } from 'zod/mini';

/** Every error that the API answers, with its HTTP status. The web owns the sentences. */
export const ERROR_STATUS = {
  'bad-input': 422,
  'signed-out': 401,
  'not-allowed': 403,
  'foreign-origin': 403,
  'challenge-needed': 403,
  'not-found': 404,
  withdrawn: 410,
  conflict: 409,
  'thread-closed': 409,
  'title-stays': 409,
  'too-large': 413,
  'too-many': 429,
  'slow-mode': 429,
  'first-posts': 429,
  // Of boycotts: why a token, a pledge or an act is not taken.
  'key-not-told': 409,
  'token-taken': 409,
  'not-pledging': 409,
  'bad-signature': 403,
  'pledge-withdrawn': 409,
  'unknown-pledge': 404,
  'threshold-reached': 409,
  'not-open': 409,
  'turn-taken': 409,
  busy: 503,
  internal: 500,
} as const;
export type ErrorCode = keyof typeof ERROR_STATUS;

/** What can be wrong with one field of a form. */
export const FIELD_CODES = [
  'required',
  'invalid',
  'too-short',
  'too-long',
  'too-small',
  'too-big',
  'in-the-future',
  'before-start',
  'contradicts',
  'not-an-amount',
  'not-a-duration',
  'too-fast',
  'too-well-paid',
  'taken',
  'wrong',
  'elsewhere',
  'unknown-platform',
  'unknown-client',
  'several-clients',
  'same-client',
  'own-name',
  'nothing-chosen',
  'names-person',
  'not-an-address',
  'weak',
  'too-many-edits',
  'too-many-links',
  'too-many-pictures',
  'unknown-member',
  'address-refused',
  'names-own-proof',
  'named-in-posts',
  'takes-no-messages',
  'own-messages-off',
  'ignoring-her',
  'kept-from-writing',
  'messages-a-day',
  'conversations-a-day',
  'own-pseudonym',
  'email-address',
  'name-characters',
  'no-match',
  'not-its-domain',
  'not-proven',
  'not-on-domain',
  'no-code',
  'not-for-this',
  'shown-already',
  'sent-already',
  'offer-open',
  'no-evidence-there',
  'open-calls',
  'image-not-an-image',
  'image-type-not-accepted',
  'image-animated',
  'image-too-many-pixels',
  'image-too-small',
  'image-too-slow',
  'image-damaged',
  'image-too-large',
  'image-shows-personal',
  'image-not-looked-at',
  'image-names-you',
] as const;
export type FieldCode = (typeof FIELD_CODES)[number];

export const fieldIssue = z.object({
  code: z.enum(FIELD_CODES),
  /** The limit that was passed, or what was found, e.g. 'HEIC'. */
  limit: z.optional(z.string()),
});
export type FieldIssue = z.infer<typeof fieldIssue>;
export type FieldIssues = Record<string, FieldIssue>;

export const errorResponse = z.object({
  error: z.object({
    code: z.enum(Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]]),
    fields: z.optional(z.record(z.string(), fieldIssue)),
    retryAfterSeconds: z.optional(z.int()),
  }),
});
export type ErrorResponse = z.infer<typeof errorResponse>;
