import { sqlIn, type Db } from '#server/db.ts';
import { markStale } from '#server/stale/marks.ts';
import { refreshFigures } from './figures.ts';

/** Pay-outs of a platform whose figures who posts waits for: to weigh them takes some milliseconds. */
const MOST_AT_ONCE = 500;

/**
 * To be called last in every transaction of a member's that changes evidence, or what others say of
 * it: computes the figures of its platform anew. Where they are made of so many pay-outs that it
 * takes a second, they are marked, and computed soon after; who posts there waits for nobody.
 */
export async function moveFigures(tx: Db, platformId: string, now: Date): Promise<void> {
  const [kept] = await sqlIn(tx)<{ many: boolean }>(
    'SELECT payouts > $2::int AS many FROM platform_summary WHERE platform_id = $1',
    [platformId, MOST_AT_ONCE],
  );
  if (kept?.many === true) await markStale(tx, 'platform', [platformId]);
  else await refreshFigures(tx, platformId, now);
}
