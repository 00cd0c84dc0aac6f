import type { z } from 'zod/mini';
import { Prisma } from '#prisma/client.ts';
import type { Db } from '#server/database/db.ts';
import { requireFound } from '#server/core/errors.ts';
import { pledgeRank } from '#shared/collective/boycotts.ts';
import type { pledgerActsResponse, pledgesResponse } from '#shared/collective/pledges.ts';

const PUBLISHED = { state: { in: ['on', 'ended'] } };

/**
 * Lists all pledges of a boycott, sorted by key, so that anybody can count them and each pledger
 * finds her own.
 * @throws AppError not-found until it is on.
 */
export async function listPublishedPledges(
  tx: Db,
  boycottId: string,
): Promise<z.infer<typeof pledgesResponse>> {
  await checkPublished(tx, boycottId);
  return { pledges: await findStoredPledges(tx, boycottId) };
}

/** Finds the pledges in a boycott's table, sorted by key. */
export async function findStoredPledges(
  tx: Db,
  boycottId: string,
): Promise<z.infer<typeof pledgesResponse>['pledges']> {
  const rows = await tx.boycottPledge.findMany({ where: { boycottId }, orderBy: { key: 'asc' } });
  return rows.map(({ rank, key, prefix, signature }) => ({
    rank: pledgeRank.parse(rank),
    key: base64(key),
    prefix: base64(prefix),
    signature: base64(signature),
  }));
}

/**
 * Lists the acts of a boycott's pledgers, sorted by key. Votes are included once their ballot has
 * closed, since the target must not see interim results.
 * @throws AppError not-found until it is on.
 */
export async function listPublishedPledgerActs(
  tx: Db,
  boycottId: string,
): Promise<z.infer<typeof pledgerActsResponse>> {
  await checkPublished(tx, boycottId);
  const rows = await tx.boycottAct.findMany({
    where: { boycottId, purpose: { notIn: await findOpenVotes(tx, boycottId) } },
    orderBy: [{ key: 'asc' }, { purpose: 'asc' }, { counter: 'asc' }],
  });
  return {
    acts: rows.map(({ key, purpose, counter, value, signature }) => ({
      key: base64(key),
      purpose,
      counter,
      value,
      signature: base64(signature),
    })),
  };
}

/** Finds the vote purposes of a boycott's ballots that are not counted yet. */
async function findOpenVotes(tx: Db, boycottId: string): Promise<string[]> {
  const open = await tx.boycottBallot.findMany({
    where: { boycottId, counts: { equals: Prisma.DbNull } },
    select: { id: true },
  });
  return open.map(({ id }) => `ballot:${id}`);
}

async function checkPublished(tx: Db, id: string): Promise<void> {
  requireFound(await tx.boycott.findFirst({ where: { id, ...PUBLISHED }, select: { id: true } }));
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
