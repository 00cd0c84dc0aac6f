import { z } from 'zod/mini';
import { commonFormFields } from '#shared/core/form-fields.ts';
import { next, passwordConfirmedForm, proofOfWorkFields } from './accounts.ts';

/** Maximum number of passkeys of a member. */
export const MAX_PASSKEYS = 10;
export const MAX_PASSKEY_NAME_LENGTH = 40;
/** Minutes for which a challenge can be answered; the sign-in page asks for a new one before. */
export const PASSKEY_CHALLENGE_MINUTES = 10;
/** A browser's answer is about 1 kB; an attestation that nobody asked for can be larger. */
const MAX_CREDENTIAL_LENGTH = 16_000;

const name = z.optional(z.string().check(z.trim(), z.maxLength(MAX_PASSKEY_NAME_LENGTH)));
/** `PublicKeyCredential.toJSON()` of the browser, as a string. */
const credential = z.string().check(z.maxLength(MAX_CREDENTIAL_LENGTH));

export const passkeyOptionsForm = z.object({ ...passwordConfirmedForm.shape, name });
export const passkeyForm = z.object({ ...commonFormFields, name, credential });
export const passkeySignInForm = z.object({ ...proofOfWorkFields, credential, next });

/** Options of `navigator.credentials`, as JSON for `PublicKeyCredential.parse…OptionsFromJSON`. */
const browserOptions = z.record(z.string(), z.unknown());

export const passkeyOptionsResponse = z.object({ options: browserOptions });
/** Null where the site cannot have passkeys: the sign-in page then shows nothing of them. */
export const passkeySignInOptionsResponse = z.object({ options: z.nullable(browserOptions) });

/** The member's passkeys. Dates are months, since a day of use would be a trace of her. */
export const passkeysResponse = z.object({
  /** Whether this site can have passkeys: it has a name of its own and TLS. */
  offered: z.boolean(),
  passkeys: z.array(
    z.object({
      id: z.string(),
      name: z.nullable(z.string()),
      madeIn: z.string(),
      usedIn: z.nullable(z.string()),
    }),
  ),
});
export type PasskeysResponse = z.infer<typeof passkeysResponse>;
export type OwnPasskey = PasskeysResponse['passkeys'][number];
