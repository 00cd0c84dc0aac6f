import { z } from 'zod/mini';
import { COUNTRIES } from '#shared/identity/countries.ts';

/**
 * Places that help members who were not paid, were refused or excluded; the operator edits the
 * list.
 */

/** Kinds of help: data protection, labour law, union, mediation, legal rights, advice, court. */
export const LEGAL_HELP_KINDS = [
  'advice',
  'mediation',
  'union',
  'work',
  'data',
  'rights',
  'court',
] as const;
export const legalHelpKind = z.enum(LEGAL_HELP_KINDS);

/** A country's code, or EU for all of its members. */
export const helpCountry = z.enum(['EU', ...COUNTRIES]);

export const helpPlace = z.object({
  name: z.string().check(z.minLength(2), z.maxLength(120)),
  country: helpCountry,
  /** Codes of the languages in which the place helps. */
  languages: z.array(z.string().check(z.regex(/^[a-z]{2}$/))).check(z.minLength(1)),
  what: legalHelpKind,
  url: z.url({ protocol: /^https?$/ }),
});
export type HelpPlace = z.infer<typeof helpPlace>;

export const helpResponse = z.object({ places: z.array(helpPlace) });
