import type { Environment } from '#server/core/env.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { createNoteSigner, type NoteSigner } from './ed25519-signer.ts';

/** Signing keys of the log: the current one and earlier ones that are still configured. */
export type LogSigningKeys = {
  readonly signerFor: (origin: string) => Promise<NoteSigner>;
  /** The signer of this verifier key, if its secret is configured. */
  readonly formerSigner: (origin: string, key: string) => Promise<NoteSigner | null>;
};

/**
 * Opens the log's signing keys. The current key derives from RECORD_KEY, else from the site's secret;
 * it is never in the database. RECORD_KEY_OLD, or the site's secret, can still sign a change of key.
 */
export function openLogSigningKeys(
  { recordKey, recordKeyOld }: Pick<Environment, 'recordKey' | 'recordKeyOld'>,
  secrets: Secrets,
): LogSigningKeys {
  const grown = secrets.keyFor('record-log');
  const seedOf = (hex: string | null): Buffer[] => (hex === null ? [] : [Buffer.from(hex, 'hex')]);
  const current = seedOf(recordKey)[0] ?? grown;
  return {
    signerFor: (origin) => createNoteSigner(origin, current),
    formerSigner: async (origin, key) => {
      for (const seed of [...seedOf(recordKeyOld), grown]) {
        const signer = await createNoteSigner(origin, seed);
        if (signer.line === key) return signer;
      }
      return null;
    },
  };
}
