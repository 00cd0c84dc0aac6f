import { createECDH } from 'node:crypto';
import type { Secrets } from '#server/core/secrets.ts';

/** The pair by which push services know this site (VAPID, RFC 8292), base64url. */
export type PushKeys = { readonly publicKey: string; readonly privateKey: string };

/**
 * The site's pair, derived from its secret: the first start makes it, every process has the same,
 * and nothing more is to be kept or backed up.
 */
export function pushKeys(secrets: Secrets): PushKeys {
  const pair = createECDH('prime256v1');
  // 32 random bytes are a key but for one case in 2^32, which setPrivateKey would refuse.
  const privateKey = secrets.keyFor('web push');
  pair.setPrivateKey(privateKey);
  return {
    publicKey: pair.getPublicKey().toString('base64url'),
    privateKey: privateKey.toString('base64url'),
  };
}
