import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { Db } from '#server/db.ts';
import { seal, unseal } from '#server/seal.ts';
import type { Secrets } from '#server/secrets.ts';
import type { PledgeRank } from '#shared/boycotts.ts';
import { MODULUS_BITS, PUBLIC_EXPONENT } from '#shared/pledge-messages.ts';

const PURPOSE = 'boycott keys';
const generate = promisify(generateKeyPair);

/** Makes what signs blindly for a boycott, one pair a rank; the private half is sealed. */
export async function makeKeys(
  tx: Db,
  secrets: Secrets,
  boycottId: string,
  ranks: readonly PledgeRank[],
): Promise<void> {
  const made = ranks.map(async (rank) => {
    const { publicKey, privateKey } = await generate('rsa', {
      modulusLength: MODULUS_BITS,
      publicExponent: PUBLIC_EXPONENT,
    });
    const bytes = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
    return {
      boycottId,
      rank,
      publicKey: Uint8Array.from(publicKey.export({ format: 'der', type: 'spki' })),
      privateKey: seal(secrets.keyFor(PURPOSE), subjectOf(boycottId, rank), bytes),
    };
  });
  await tx.boycottKey.createMany({ data: await Promise.all(made) });
}

/** The private key; null where it is destroyed, or was never made. */
export async function openKey(
  tx: Db,
  secrets: Secrets,
  boycottId: string,
  rank: string,
): Promise<KeyObject | null> {
  const row = await tx.boycottKey.findUnique({
    where: { boycottId_rank: { boycottId, rank } },
    select: { privateKey: true },
  });
  if (row === null || row.privateKey === null) return null;
  const bytes = unseal(secrets.keyFor(PURPOSE), subjectOf(boycottId, rank), row.privateKey);
  const key = Buffer.from(bytes, 'base64');
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

/** A public key as it stands in its row. */
export function publicKeyOf(spki: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
}

/** Destroys what signs: nobody gets a signature for this boycott any more. */
export async function destroyKeys(tx: Db, boycottId: string): Promise<void> {
  await tx.boycottKey.updateMany({ where: { boycottId }, data: { privateKey: null } });
}

function subjectOf(boycottId: string, rank: string): string {
  return `boycott/${boycottId}/${rank}`;
}
