import { z } from 'zod/mini';
import { country } from './countries.ts';
import { checkbox, formControls } from '#shared/core/fields.ts';
import { LANGUAGES, type Language } from '#shared/core/languages.ts';
import { matchPath, pathTo, type PageName } from '#shared/core/paths.ts';

export const MIN_PSEUDONYM_LENGTH = 3;
export const MAX_PSEUDONYM_LENGTH = 30;
export const MIN_PASSWORD_LENGTH = 10;
export const MAX_PASSWORD_LENGTH = 200;
export const PHRASE_WORDS = 12;
/** How long a form must rest before it is accepted without a proof of work. */
export const TICKET_WAIT_SECONDS = 60;

const language = z.enum(LANGUAGES);
export const role = z.enum(['moderator']);

/** What a visitor can do before signing in, each with a limit of its own by address. */
export const entry = z.enum(['sign-up', 'sign-in', 'recover', 'claim']);
export type Entry = z.infer<typeof entry>;

const pseudonym = z
  .string()
  .check(z.trim(), z.minLength(MIN_PSEUDONYM_LENGTH), z.maxLength(MAX_PSEUDONYM_LENGTH));
export const newPassword = z
  .string()
  .check(z.minLength(MIN_PASSWORD_LENGTH), z.maxLength(MAX_PASSWORD_LENGTH));
const typedPassword = z.string().check(z.minLength(1), z.maxLength(MAX_PASSWORD_LENGTH));
/** Signing in accepts whatever is typed: a wrong form of a name is simply nobody's. */
export const typedPseudonym = z.string().check(z.trim(), z.minLength(1), z.maxLength(200));

/** What a form sent before signing in may carry: a proof of work, or a ticket that has rested. */
export const entryControls = {
  ...formControls,
  _proof: z.optional(z.string().check(z.maxLength(2_000))),
  _ticket: z.optional(z.string().check(z.maxLength(200))),
};
export type EntryControls = {
  readonly _proof?: string | undefined;
  readonly _ticket?: string | undefined;
};

const next = z.optional(z.string().check(z.maxLength(500)));

export const signUpForm = z.object({
  ...entryControls,
  pseudonym,
  password: newPassword,
  agree: z._default(checkbox, false),
  language: z.optional(language),
  next,
});
export const signInForm = z.object({
  ...entryControls,
  pseudonym: typedPseudonym,
  password: typedPassword,
  next,
});
export const recoverForm = z.object({
  ...entryControls,
  pseudonym: typedPseudonym,
  phrase: z.string().check(z.trim(), z.minLength(1), z.maxLength(500)),
  password: newPassword,
});

export const plainForm = z.object(formControls);
export const languageForm = z.object({ ...formControls, language });
/** Left empty, it says no country any more. */
export const countryForm = z.object({ ...formControls, country: z.optional(country) });
export const passwordForm = z.object({
  ...formControls,
  currentPassword: typedPassword,
  newPassword,
});
export const phraseForm = z.object({
  ...formControls,
  password: z.optional(typedPassword),
  next,
});
/** What cannot be taken back asks for the password: deleting the account, or all posts. */
export const deleteForm = z.object({ ...formControls, password: typedPassword });

/** Who is signed in, for scripts and tools; null for a visitor. */
export const meResponse = z.object({
  viewer: z.nullable(
    z.object({
      /** Tells accounts apart on a device that several people use, and says nothing else. */
      mark: z.string(),
      pseudonym: z.string(),
      language,
      established: z.boolean(),
      roles: z.array(role),
    }),
  ),
});

/** What the settings show of one's own account. */
export const accountResponse = z.object({
  pseudonym: z.string(),
  language,
  /** Where she lives, if she says so. */
  country: z.nullable(country),
  established: z.boolean(),
  hasRecoveryPhrase: z.boolean(),
  /** Whether making a phrase asks for the password; not in the first minutes of an account. */
  phraseAsksPassword: z.boolean(),
  sessions: z.int(),
  hasWorkbookCopy: z.boolean(),
});
export type AccountResponse = z.infer<typeof accountResponse>;

/** The one time that a phrase leaves the server. */
export const phraseResponse = z.object({ phrase: z.string() });

/** A puzzle as the browser gets and returns it; signed, so that it cannot be made easier. */
export const puzzle = z.object({
  parameters: z.object({
    algorithm: z.string(),
    nonce: z.string(),
    salt: z.string(),
    cost: z.int(),
    keyLength: z.int(),
    keyPrefix: z.string(),
    keySignature: z.string(),
    data: z.object({ issuedAt: z.int() }),
  }),
  signature: z.string(),
});
export const puzzleSolution = z.object({
  challenge: puzzle,
  solution: z.object({ counter: z.int(), derivedKey: z.string() }),
});

/** What lets a form through above the limits: a puzzle to solve, or a ticket that must rest. */
export const challengeResponse = z.object({
  needed: z.boolean(),
  puzzle,
  ticket: z.string(),
  ticketWaitSeconds: z.int(),
});
export type ChallengeResponse = z.infer<typeof challengeResponse>;

export type OwnPage = {
  readonly language: Language;
  readonly page: PageName;
  readonly parameters: Record<string, string>;
  readonly query: Record<string, string>;
};

/**
 * The page of this site that an address in a `next` names; null for any other address. The page is
 * rebuilt from its parts, so that nothing typed is ever redirected to.
 */
export function ownPage(address: string | undefined): OwnPage | null {
  if (address === undefined || !address.startsWith('/')) return null;
  const base = 'http://page.invalid';
  const url = URL.canParse(address, base) ? new URL(address, base) : null;
  const match = url?.origin === base ? matchPath(url.pathname) : null;
  if (url === null || match === null) return null;
  return { ...match, query: Object.fromEntries(url.searchParams) };
}

/** The same as an address. */
export function ownPath(address: string | undefined): string | null {
  const own = ownPage(address);
  return own === null ? null : pathTo(own.language, own.page, own.parameters, own.query);
}
