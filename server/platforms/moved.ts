import type { Db } from '#server/db.ts';
import { markStale } from '#server/stale/marks.ts';
import { refreshFigures } from './figures.ts';
import { isLarge } from './large.ts';

/**
 * To be called last in every transaction of a member's that changes evidence, or what others say of
 * it: computes the figures of its platform anew. Where they are made of so many pay-outs that it
 * takes a second, they are marked, and computed soon after; who posts there waits for nobody.
 */
export async function moveFigures(tx: Db, platformId: string, now: Date): Promise<void> {
  const [kept] = await tx.sql<{ payouts: number }>(
    'SELECT payouts FROM platform_summary WHERE platform_id = $1',
    [platformId],
  );
  if (isLarge(kept?.payouts ?? 0)) await markStale(tx, 'platform', [platformId]);
  else await refreshFigures(tx, platformId, now);
}
