import { z } from 'zod/mini';
import type { BoycottState } from './boycotts.ts';
import { commonFormFields, day, id, MAX_EMAIL_LENGTH } from '#shared/core/form-fields.ts';
import { hiding } from '#shared/core/moderation-decisions.ts';
import { readWebAddress } from '#shared/core/web-address.ts';

/** Longest address as typed; one of mail is shorter. */
export const MAX_CONTACT_LENGTH = 300;
/** Steps in which organisers can give an address: journalists ask after the end too. */
export const STEPS_WITH_CONTACT: readonly BoycottState[] = ['debated', 'pledging', 'on', 'ended'];

const email = z.email().check(z.maxLength(MAX_EMAIL_LENGTH));

/** Whether a contact is an address of mail, else of a page. */
export function isEmailAddress(contact: string): boolean {
  return email.safeParse(contact).success;
}

/** Reads a typed address of mail, or https address of a page; null for anything else. */
export function readContact(typed: string): string | null {
  return isEmailAddress(typed) ? typed : readWebAddress(typed, ['https:']);
}

/** The address that organisers of a boycott gave for everybody; two moderators read it before. */
export const organiserContact = z.object({
  id,
  /** Null once a decision removed it. */
  address: z.nullable(z.string()),
  on: day,
  /** Public handles of the two moderators. */
  checkedBy: z.array(z.string()),
  hiding,
  /** The viewer gave it, so she can withdraw it. */
  mine: z.boolean(),
});
export type OrganiserContact = z.infer<typeof organiserContact>;

/** What an organiser is told of giving one: whether one waits for two moderators. */
export const contactWriting = z.object({ waits: z.boolean() });

export const contactForm = z.object({
  ...commonFormFields,
  address: z.string().check(z.trim(), z.maxLength(MAX_CONTACT_LENGTH)),
});
export type ContactInput = z.infer<typeof contactForm>;

/** What waits for two moderators; once shown, `id` is that of the contact. Without the address once removed. */
export const proposedContact = z.object({ id, address: z.optional(z.string()) });
