import type { Environment } from '#server/core/env.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { createSigner, type Signer } from './ed25519.ts';

/** What signs the record: the key in force, and those before it that are still known. */
export type RecordKeys = {
  readonly signerFor: (origin: string) => Promise<Signer>;
  /** The signer of this verifier key, where it is one of ours. */
  readonly formerSigner: (origin: string, key: string) => Promise<Signer | null>;
};

/**
 * The key is RECORD_KEY where it is set, else grown from the site's secret; never in the database.
 * RECORD_KEY_OLD, and the one from the secret, can still confirm a new one.
 */
export function openRecordKeys(
  { recordKey, recordKeyOld }: Pick<Environment, 'recordKey' | 'recordKeyOld'>,
  secrets: Secrets,
): RecordKeys {
  const grown = secrets.keyFor('record-log');
  const seedOf = (hex: string | null): Buffer[] => (hex === null ? [] : [Buffer.from(hex, 'hex')]);
  const current = seedOf(recordKey)[0] ?? grown;
  return {
    signerFor: (origin) => createSigner(origin, current),
    formerSigner: async (origin, key) => {
      for (const seed of [...seedOf(recordKeyOld), grown]) {
        const signer = await createSigner(origin, seed);
        if (signer.line === key) return signer;
      }
      return null;
    },
  };
}
