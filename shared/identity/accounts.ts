import { z } from 'zod/mini';
import { checkbox, commonFormFields } from '#shared/core/form-fields.ts';
import { LANGUAGES, type Language } from '#shared/core/languages.ts';
import { matchPagePath, pathTo, type PageName } from '#shared/core/paths.ts';

export const MIN_PSEUDONYM_LENGTH = 3;
export const MAX_PSEUDONYM_LENGTH = 30;
export const MIN_PASSWORD_LENGTH = 10;
export const MAX_PASSWORD_LENGTH = 200;
/** Seconds after which a form is accepted without a proof of work. */
export const TICKET_WAIT_SECONDS = 60;

const language = z.enum(LANGUAGES);
export const role = z.enum(['moderator']);

/** Actions before signing in, each with its own limit per address. */
export const signInAction = z.enum(['sign-up', 'sign-in', 'recover', 'claim']);
export type SignInAction = z.infer<typeof signInAction>;

const pseudonym = z
  .string()
  .check(z.trim(), z.minLength(MIN_PSEUDONYM_LENGTH), z.maxLength(MAX_PSEUDONYM_LENGTH));
export const newPassword = z
  .string()
  .check(z.minLength(MIN_PASSWORD_LENGTH), z.maxLength(MAX_PASSWORD_LENGTH));
const typedPassword = z.string().check(z.minLength(1), z.maxLength(MAX_PASSWORD_LENGTH));
/** A pseudonym typed to sign in; an invalid one simply matches nobody. */
export const typedPseudonym = z.string().check(z.trim(), z.minLength(1), z.maxLength(200));

/** Fields of a form sent before signing in: a proof of work, or an old enough ticket. */
export const proofOfWorkFields = {
  ...commonFormFields,
  _proof: z.optional(z.string().check(z.maxLength(2_000))),
  _ticket: z.optional(z.string().check(z.maxLength(200))),
};
export type ProofOfWorkFields = {
  readonly _proof?: string | undefined;
  readonly _ticket?: string | undefined;
};

export const next = z.optional(z.string().check(z.maxLength(500)));

export const signUpForm = z.object({
  ...proofOfWorkFields,
  pseudonym,
  password: newPassword,
  agree: z._default(checkbox, false),
  language: z.optional(language),
  next,
});
/** Fields with which another form signs a visitor up or in, at its end. */
export const accountFields = {
  ...proofOfWorkFields,
  /** A ticked box sends `existing`, an empty one sends nothing. */
  account: z._default(z.enum(['new', 'existing']), 'new'),
  pseudonym: typedPseudonym,
  password: typedPassword,
};
export const signInForm = z.object({
  ...proofOfWorkFields,
  pseudonym: typedPseudonym,
  password: typedPassword,
  next,
});
export const recoverForm = z.object({
  ...proofOfWorkFields,
  pseudonym: typedPseudonym,
  phrase: z.string().check(z.trim(), z.minLength(1), z.maxLength(500)),
  password: newPassword,
});

export const emptyForm = z.object(commonFormFields);
export const languageForm = z.object({ ...commonFormFields, language });
export const passwordForm = z.object({
  ...commonFormFields,
  currentPassword: typedPassword,
  newPassword,
});
export const recoveryPhraseForm = z.object({
  ...commonFormFields,
  password: z.optional(typedPassword),
  next,
});
const phraseWord = z.string().check(z.trim(), z.minLength(1), z.maxLength(50));
/** The two words of her recovery phrase that a member is asked for. */
export const phraseCheckForm = z.object({
  ...commonFormFields,
  first: phraseWord,
  second: phraseWord,
});
/** `later` asks again when she has three times as much evidence, twice at most. */
export const phraseAnswerForm = z.object({
  ...commonFormFields,
  answer: z.enum(['later', 'kept']),
});
/**
 * What a member is asked about her recovery phrase: she has none; its two words at these positions, from
 * 1; or whether she still has one whose words cannot be checked.
 */
export const askedPhrase = z.nullable(
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('words'), positions: z.tuple([z.int(), z.int()]) }),
    z.object({ kind: z.literal('unchecked') }),
  ]),
);
export type AskedPhrase = z.infer<typeof askedPhrase>;

/**
 * The form of an irreversible action (deleting all posts), which needs the
 * password.
 */
export const passwordConfirmedForm = z.object({ ...commonFormFields, password: typedPassword });
export const deleteAccountForm = z.object({
  ...passwordConfirmedForm.shape,
  /** `everything` also withdraws what she published. */
  what: z._default(z.enum(['account', 'everything']), 'account'),
});

/** The signed-in member, for scripts and tools; null for a visitor. */
export const meResponse = z.object({
  viewer: z.nullable(
    z.object({
      /** An opaque value that distinguishes accounts on a shared device. */
      mark: z.string(),
      pseudonym: z.string(),
      language,
      established: z.boolean(),
      roles: z.array(role),
    }),
  ),
});

/** A member's account for the settings page. */
export const accountResponse = z.object({
  pseudonym: z.string(),
  language,
  established: z.boolean(),
  hasRecoveryPhrase: z.boolean(),
  /**
   * Whether making a recovery phrase needs the password; not in the first minutes of an account.
   */
  phraseAsksPassword: z.boolean(),
  sessions: z.int(),
  hasWorkbookCopy: z.boolean(),
});
export type AccountResponse = z.infer<typeof accountResponse>;

/** The only response that contains a recovery phrase. */
export const recoveryPhraseResponse = z.object({ phrase: z.string() });

/** A proof-of-work puzzle, sent to the browser and back; signed against tampering. */
export const proofOfWorkPuzzle = z.object({
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
export const proofOfWorkSolution = z.object({
  challenge: proofOfWorkPuzzle,
  solution: z.object({ counter: z.int(), derivedKey: z.string() }),
});

/** What admits a form above the rate limit: a puzzle to solve, or a ticket that must age. */
export const challengeResponse = z.object({
  needed: z.boolean(),
  puzzle: proofOfWorkPuzzle,
  ticket: z.string(),
  ticketWaitSeconds: z.int(),
});
export type ChallengeResponse = z.infer<typeof challengeResponse>;

export type RedirectTarget = {
  readonly language: Language;
  readonly page: PageName;
  readonly parameters: Record<string, string>;
  readonly query: Record<string, string>;
};

/**
 * Parses the address in a `next` parameter; null unless it is a page of this site. The page is
 * rebuilt from its parts, so user input is never redirected to (open redirect).
 */
export function parseRedirectTarget(address: string | undefined): RedirectTarget | null {
  if (address === undefined || !address.startsWith('/')) return null;
  const base = 'http://page.invalid';
  const url = URL.canParse(address, base) ? new URL(address, base) : null;
  const match = url?.origin === base ? matchPagePath(url.pathname) : null;
  if (url === null || match === null) return null;
  return { ...match, query: Object.fromEntries(url.searchParams) };
}

/** Path and query of an address on this site; null for any other. */
export function parseRedirectPath(address: string | undefined): string | null {
  const own = parseRedirectTarget(address);
  return own === null ? null : pathTo(own.language, own.page, own.parameters, own.query);
}
