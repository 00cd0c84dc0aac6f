import { createECDH } from 'node:crypto';
import type { Secrets } from '#server/core/secrets.ts';

/** VAPID key pair (RFC 8292), base64url. */
export type VapidKeys = { readonly publicKey: string; readonly privateKey: string };

/**
 * Derives the VAPID key pair from the site's secret, so that all processes share it and it needs no
 * storage or backup.
 */
export function deriveVapidKeys(secrets: Secrets): VapidKeys {
  const pair = createECDH('prime256v1');
  // setPrivateKey throws for an invalid key, which 32 random bytes are once in 2^32.
  const privateKey = secrets.keyFor('web push');
  pair.setPrivateKey(privateKey);
  return {
    publicKey: pair.getPublicKey().toString('base64url'),
    privateKey: privateKey.toString('base64url'),
  };
}
