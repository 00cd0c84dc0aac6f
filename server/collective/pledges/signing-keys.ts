import type { KeyObject } from 'node:crypto';
import type { Db } from '#server/database/db.ts';
import {
  makeSiteKeyPair,
  openPrivateKey,
  parsePublicKey,
  reEncryptPrivateKey,
} from '#server/collective/blind-signing/site-keys.ts';
import type { Secrets } from '#server/core/secrets.ts';
import type { BoycottPace, PledgeRank } from '#shared/collective/boycotts.ts';

/** Organiser number of the site's own key; organisers' keys have 1 and up. */
export const SITE_KEY_NUMBER = 0;
export const RANKS_BY_PACE: Readonly<Record<BoycottPace, readonly PledgeRank[]>> = {
  ordinary: ['established'],
  fast: ['established', 'new'],
};

/** Generates a boycott's blind-signing keys, a pair per rank; private halves are encrypted. */
export async function makeBoycottKeys(
  tx: Db,
  secrets: Secrets,
  boycottId: string,
  ranks: readonly PledgeRank[],
): Promise<void> {
  const made = ranks.map(async (rank) => ({
    boycottId,
    rank,
    ...(await makeSiteKeyPair(secrets, subjectOf(boycottId, rank))),
  }));
  await tx.boycottKey.createMany({ data: await Promise.all(made) });
}

/** The public half of an organiser's key, which must sign beside the site's. */
export type OrganiserPublicKey = { readonly organiser: number; readonly publicKey: KeyObject };

/**
 * Loads the signing keys of a rank: the site's private key, null when destroyed or never made, and
 * the organisers' public keys in their order.
 */
export async function loadSigningKeys(
  tx: Db,
  secrets: Secrets,
  boycottId: string,
  rank: string,
): Promise<{ own: KeyObject | null; others: readonly OrganiserPublicKey[] }> {
  const rows = await tx.boycottKey.findMany({
    where: { boycottId, rank },
    orderBy: { organiser: 'asc' },
  });
  const sealed = rows.find(({ organiser }) => organiser === SITE_KEY_NUMBER)?.privateKey ?? null;
  return {
    own: sealed === null ? null : openPrivateKey(secrets, subjectOf(boycottId, rank), sealed),
    others: rows
      .filter(({ organiser }) => organiser !== SITE_KEY_NUMBER)
      .map(({ organiser, publicKey }) => ({ organiser, publicKey: parsePublicKey(publicKey) })),
  };
}

export async function reEncryptSigningKeys(tx: Db, from: Secrets, to: Secrets): Promise<void> {
  const where = { organiser: SITE_KEY_NUMBER, privateKey: { not: null } };
  for (const key of await tx.boycottKey.findMany({ where })) {
    const { boycottId, rank, organiser, privateKey } = key;
    const subject = subjectOf(boycottId, rank);
    await tx.boycottKey.update({
      where: { boycottId_rank_organiser: { boycottId, rank, organiser } },
      data: { privateKey: reEncryptPrivateKey(from, to, subject, privateKey ?? '') },
    });
  }
}

export async function destroySigningKeys(tx: Db, boycottId: string): Promise<void> {
  await tx.boycottKey.updateMany({ where: { boycottId }, data: { privateKey: null } });
}

function subjectOf(boycottId: string, rank: string): string {
  return `boycott/${boycottId}/${rank}`;
}
