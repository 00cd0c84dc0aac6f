import { z } from 'zod/mini';
import { fieldError } from '#server/core/errors.ts';
import { parseJsonOrNull } from '#shared/core/parse-json.ts';

// The fields of `PublicKeyCredential.toJSON()` that are verified; others are stripped.
const base64url = z.string().check(z.regex(/^[\w-]+$/));
const credential = {
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  clientExtensionResults: z._default(z.object({}), {}),
};

export const createdCredential = z.object({
  ...credential,
  response: z.object({ clientDataJSON: base64url, attestationObject: base64url }),
});
export const assertedCredential = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: z.nullish(z.string()),
  }),
});

/**
 * Parses what a browser answered.
 * @throws AppError bad-input where it is no such credential.
 */
export function parseCredential<Schema extends z.core.$ZodType>(
  schema: Schema,
  text: string,
): z.output<Schema> {
  const parsed = z.safeParse(schema, parseJsonOrNull(text));
  if (!parsed.success) throw fieldError('credential', 'passkey-refused');
  return parsed.data;
}
