import { encodePledgerActMessage } from '#shared/collective/pledge-messages.ts';
import type { PledgerActInput } from '#shared/collective/pledges.ts';
import { toBase64 } from '#shared/transparency-log/signed-notes.ts';
import type { PledgeCredential } from './pledge-credential.ts';

export type PledgeSigningKey = {
  readonly key: string;
  readonly secret: PledgeCredential['secret'];
};

/**
 * Generates an Ed25519 key: non-extractable if the browser supports the curve and can store such
 * keys, else raw bytes.
 */
export async function makePledgeSigningKey(keepsKeys: boolean): Promise<PledgeSigningKey> {
  const pair = keepsKeys ? await makePair() : null;
  if (pair !== null) {
    const key = await crypto.subtle.exportKey('raw', pair.publicKey);
    return { key: toBase64(new Uint8Array(key)), secret: pair.privateKey };
  }
  const { getPublicKeyAsync } = await import('@noble/ed25519');
  const secret = crypto.getRandomValues(new Uint8Array(32));
  return { key: toBase64(await getPublicKeyAsync(secret)), secret };
}

/** Generates a non-extractable key pair; null when this browser does not support the curve. */
async function makePair(): Promise<CryptoKeyPair | null> {
  try {
    const made = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
    return 'privateKey' in made ? made : null;
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
