import { z } from 'zod/mini';
import { formControls } from '#shared/core/fields.ts';
import { MAX_EMAIL_LENGTH } from '#shared/governance/legal.ts';

export const MAIL_FREQUENCIES = ['daily', 'weekly'] as const;
export const mailFrequency = z.enum(MAIL_FREQUENCIES);
export type MailFrequency = z.infer<typeof mailFrequency>;
/** Days between two digests. */
export const DIGEST_DAYS: Readonly<Record<MailFrequency, number>> = { daily: 1, weekly: 7 };
/** An address that nobody confirms is forgotten after so many days. */
export const UNCONFIRMED_DAYS = 3;
/** Questions that one address gets in a day, whoever asks. */
export const MAX_QUESTIONS_A_DAY = 3;
/** And all addresses together: many accounts make this site nobody's flood of mails. */
export const MAX_QUESTIONS_IN_ALL = 300;
/** Lines of the inbox that one digest carries. */
export const DIGEST_LINES = 50;

export const mailForm = z.object({
  ...formControls,
  email: z.email().check(z.maxLength(MAX_EMAIL_LENGTH)),
  frequency: mailFrequency,
});
export type MailInput = z.infer<typeof mailForm>;

/** What a form without fields sends; a script may send nothing. */
export const mailControls = z.nullish(z.object(formControls));

/** The code that stands in each mail: it confirms the address, and ends the digest. */
export const mailCode = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));
export const mailCodeForm = z.object({ ...formControls, code: mailCode });

/** Where the digest goes; null where she wants none. */
const address = z.nullable(
  z.object({ email: z.string(), frequency: mailFrequency, confirmed: z.boolean() }),
);

export const mailResponse = z.object({
  /** This site can send mails. */
  offered: z.boolean(),
  address,
});
export type MailResponse = z.infer<typeof mailResponse>;

/** In her own copy of her data: her digest, and the browsers that get pushes. */
export const ownReach = z.object({
  digest: address,
  pushes: z.array(z.object({ createdOn: z.string() })),
});
export type OwnReach = z.infer<typeof ownReach>;
