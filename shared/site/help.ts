import { z } from 'zod/mini';
import { COUNTRIES } from '#shared/identity/countries.ts';

/** Where who was not paid, refused or closed out can find help: a list that the operator edits. */

/** What a place helps with: personal data, the law of work, a union, a go-between, rights, advice, a court. */
export const HELP_KINDS = [
  'advice',
  'mediation',
  'union',
  'work',
  'data',
  'rights',
  'court',
] as const;
export const helpKind = z.enum(HELP_KINDS);
export type HelpKind = z.infer<typeof helpKind>;

/** A country's code, or EU for all of its members. */
export const helpCountry = z.enum(['EU', ...COUNTRIES]);

export const helpPlace = z.object({
  name: z.string().check(z.minLength(2), z.maxLength(120)),
  country: helpCountry,
  /** Codes of the languages it speaks. */
  languages: z.array(z.string().check(z.regex(/^[a-z]{2}$/))).check(z.minLength(1)),
  what: helpKind,
  url: z.url({ protocol: /^https?$/ }),
});
export type HelpPlace = z.infer<typeof helpPlace>;

export const helpResponse = z.object({ places: z.array(helpPlace) });
