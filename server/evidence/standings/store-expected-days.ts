import type { Sql } from '#server/database/sql.ts';
import type { Day } from '#shared/core/days.ts';
import { expectedDelays, type PayoutEvidence } from '#shared/evidence/payout-evidence.ts';

type Claimable = { readonly id: string; readonly evidence: PayoutEvidence };

/**
 * Stores for each open claim of a platform within how many days it is expected, 15 to 45. Skips rows that
 * are locked: their author is changing them, and waiting could deadlock.
 */
export async function storeExpectedDays(
  sql: Sql,
  loaded: readonly Claimable[],
  now: Day,
): Promise<void> {
  const expected = expectedDelays(
    loaded.map(({ evidence }) => evidence),
    now,
  );
  const open = loaded.filter(({ evidence }) => evidence.state === 'waiting');
  if (open.length === 0) return;
  await sql(STORE, [open.map(({ id }) => id), open.map(({ evidence }) => expected(evidence))]);
}

const STORE = `
  WITH claim AS (
    SELECT * FROM unnest($1::text[], $2::int[]) AS c(id, days)),
  free AS (
    SELECT id FROM payout JOIN claim c USING (id)
     WHERE state = 'waiting' AND expected_days IS DISTINCT FROM c.days
       FOR NO KEY UPDATE OF payout SKIP LOCKED)
  UPDATE payout p SET expected_days = c.days
    FROM claim c JOIN free USING (id) WHERE p.id = c.id`;
