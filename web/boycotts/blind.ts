import { RSABSSA } from '@cloudflare/blindrsa-ts';
import { MODULUS_BITS, PREFIX_BYTES } from '#shared/pledges.ts';
import { fromBase64, toBase64 } from '#shared/notes.ts';

/** What is sent to be signed, and what only this device needs to make use of the answer. */
export type Blinded = {
  readonly prefix: string;
  readonly message: string;
  readonly inverse: Uint8Array;
};

const suite = RSABSSA.SHA384.PSS.Randomized();

/** Hides a message (RFC 9474), so that who signs it learns nothing of it. @throws where the key is none. */
export async function blind(publicKey: string, message: Uint8Array): Promise<Blinded> {
  const prepared = suite.prepare(message);
  const { blindedMsg, inv } = await suite.blind(await readKey(publicKey), prepared);
  const prefix = toBase64(prepared.subarray(0, PREFIX_BYTES));
  return { prefix, message: toBase64(blindedMsg), inverse: inv };
}

/** The signature over prefix and message, base64. @throws where the answer is not signed by that key. */
export async function unblind(
  publicKey: string,
  { prefix, inverse }: Pick<Blinded, 'prefix' | 'inverse'>,
  message: Uint8Array,
  answer: string,
): Promise<string> {
  const prepared = new Uint8Array([...bytesOf(prefix), ...message]);
  const key = await readKey(publicKey);
  return toBase64(await suite.finalize(key, prepared, bytesOf(answer), inverse));
}

async function readKey(publicKey: string): Promise<CryptoKey> {
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' };
  const key = await crypto.subtle.importKey('spki', bytesOf(publicKey), algorithm, true, [
    'verify',
  ]);
  // Of another size it could be another one's mark on what is signed.
  const { modulusLength } = key.algorithm as RsaHashedKeyAlgorithm;
  if (modulusLength !== MODULUS_BITS) throw new Error('not a key of a boycott');
  return key;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const bytes = fromBase64(base64);
  if (bytes === null) throw new Error('not base64');
  return Uint8Array.from(bytes);
}
