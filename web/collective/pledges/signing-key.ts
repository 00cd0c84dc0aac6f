import { encodePledgerActMessage } from '#shared/collective/pledge-messages.ts';
import type { PledgerActInput } from '#shared/collective/pledges.ts';
import { toBase64 } from '#shared/transparency-log/signed-notes.ts';
import type { PledgeCredential } from './pledge-credential.ts';

export type PledgeSigningKey = {
  readonly key: string;
  readonly secret: PledgeCredential['secret'];
};

/** Bytes of the seed of an Ed25519 key (RFC 8032). */
export const SIGNING_SEED_BYTES = 32;
/** What stands before the seed in PKCS #8 (RFC 8410). */
const PKCS8_HEAD = [48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];

/**
 * Makes the Ed25519 key of a seed: non-extractable if the browser supports the curve and can store
 * such keys, else raw bytes.
 */
export async function makePledgeSigningKey(
  seed: Uint8Array<ArrayBuffer>,
  keepsKeys: boolean,
): Promise<PledgeSigningKey> {
  const made = keepsKeys ? await importSeed(seed) : null;
  if (made !== null) return made;
  const { getPublicKeyAsync } = await import('@noble/ed25519');
  return { key: toBase64(await getPublicKeyAsync(seed)), secret: seed };
}

/** Imports a seed; null when this browser does not support the curve. */
async function importSeed(seed: Uint8Array<ArrayBuffer>): Promise<PledgeSigningKey | null> {
  const pkcs8 = new Uint8Array([...PKCS8_HEAD, ...seed]);
  const read = (extractable: boolean): Promise<CryptoKey> =>
    crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', extractable, ['sign']);
  try {
    const { x = '' } = await crypto.subtle.exportKey('jwk', await read(true));
    const key = `${x.replaceAll('-', '+').replaceAll('_', '/')}=`;
    return { key, secret: await read(false) };
  } catch {
    return null;
  }
}

/** Signs an act with a pledge's key, base64. */
export async function signPledgerAct(
  { boycott, secret }: Pick<PledgeCredential, 'boycott' | 'secret'>,
  act: Pick<PledgerActInput, 'purpose' | 'counter' | 'value'>,
): Promise<string> {
  const message = encodePledgerActMessage(boycott, act);
  if (secret instanceof CryptoKey) {
    return toBase64(new Uint8Array(await crypto.subtle.sign('Ed25519', secret, message)));
  }
  const { signAsync } = await import('@noble/ed25519');
  return toBase64(await signAsync(message, secret));
}
