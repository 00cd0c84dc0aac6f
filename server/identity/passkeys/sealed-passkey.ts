import { z } from 'zod/mini';
import { decryptText, encryptText } from '#server/core/encryption.ts';
import { keyedHash, type Secrets } from '#server/core/secrets.ts';
import { parseJsonOrNull } from '#shared/core/parse-json.ts';

/** What is kept of a passkey; months as YYYY-MM. The model of the device (AAGUID) is not kept. */
const passkey = z.object({
  /** Credential id, base64url. */
  credential: z.string(),
  /** COSE public key, base64url. */
  publicKey: z.string(),
  counter: z.int(),
  name: z.nullable(z.string()),
  madeIn: z.string(),
  usedIn: z.nullable(z.string()),
});
export type StoredPasskey = z.infer<typeof passkey>;

export type PasskeyKeys = {
  readonly sealing: Buffer;
  readonly credentials: Buffer;
  readonly handles: Buffer;
};

/** Keys that are not in the database. */
export function derivePasskeyKeys(secrets: Secrets): PasskeyKeys {
  return {
    sealing: secrets.keyFor('passkeys'),
    credentials: secrets.keyFor('passkey credentials'),
    handles: secrets.keyFor('passkey handles'),
  };
}

export function hashCredential({ credentials }: PasskeyKeys, credential: string): string {
  return keyedHash(credentials, credential);
}

/** The member as her devices know her (WebAuthn `user.id`), base64url: leads to no row of the database. */
export function userHandleOf({ handles }: PasskeyKeys, memberId: string): string {
  return Buffer.from(keyedHash(handles, memberId), 'hex').toString('base64url');
}

/** Encrypts a passkey, bound to the member: in another member's row it cannot be decrypted. */
export function sealPasskey({ sealing }: PasskeyKeys, memberId: string, of: StoredPasskey): string {
  return encryptText(sealing, memberId, JSON.stringify(of));
}

/** Decrypts a passkey; null when another secret, or for another member, encrypted it. */
export function openPasskey(
  { sealing }: PasskeyKeys,
  memberId: string,
  sealed: string,
): StoredPasskey | null {
  try {
    return passkey.parse(parseJsonOrNull(decryptText(sealing, memberId, sealed)));
  } catch {
    return null;
  }
}
