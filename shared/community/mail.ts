import { z } from 'zod/mini';
import { commonFormFields, MAX_EMAIL_LENGTH } from '#shared/core/form-fields.ts';

export const MAIL_FREQUENCIES = ['daily', 'weekly'] as const;
export const mailFrequency = z.enum(MAIL_FREQUENCIES);
export type MailFrequency = z.infer<typeof mailFrequency>;
export const DIGEST_INTERVAL_DAYS: Readonly<Record<MailFrequency, number>> = {
  daily: 1,
  weekly: 7,
};
export const UNCONFIRMED_ADDRESS_DAYS = 3;
/** Maximum confirmation mails to one address per day, whoever requests them. */
export const MAX_CONFIRMATION_MAILS_PER_ADDRESS_A_DAY = 3;
/**
 * Maximum confirmation mails to all addresses per day, so that many accounts cannot flood others
 * with this site's mail.
 */
export const MAX_CONFIRMATION_MAILS_SITEWIDE_A_DAY = 300;
/** Inbox items in one digest. */
export const MAX_DIGEST_ITEMS = 50;

export const mailForm = z.object({
  ...commonFormFields,
  email: z.email().check(z.maxLength(MAX_EMAIL_LENGTH)),
  frequency: mailFrequency,
});
export type MailInput = z.infer<typeof mailForm>;

/** The code in each mail, which confirms the address and unsubscribes. */
export const mailCode = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));
export const mailCodeForm = z.object({ ...commonFormFields, code: mailCode });

const address = z.nullable(
  z.object({ email: z.string(), frequency: mailFrequency, confirmed: z.boolean() }),
);

export const mailResponse = z.object({
  /** Whether this site can send mail. */
  offered: z.boolean(),
  address,
});
export type MailResponse = z.infer<typeof mailResponse>;

/** Part of the personal data export: the member's digest, and the browsers subscribed to pushes. */
export const ownNotificationSettings = z.object({
  digest: address,
  pushes: z.array(z.object({ createdOn: z.string() })),
});
export type OwnNotificationSettings = z.infer<typeof ownNotificationSettings>;
