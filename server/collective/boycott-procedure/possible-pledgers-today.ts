import type { Db } from '#server/database/db.ts';
import type { Sql } from '#server/database/sql.ts';
import { fieldError } from '#server/core/errors.ts';
import { countedPledges } from '#shared/collective/pledge-counts.ts';
import { countPossiblePledgers } from './pledge-eligibility.ts';
import {
  dropTooFewNewMembers,
  maxProposedThreshold,
  roundDownForPublication,
} from './pledge-count-rules.ts';

type Call = { readonly platformId: string; readonly pace: string };

/**
 * Counts who could pledge to a call today, rounded down: a change of the exact number would reveal that
 * somebody's evidence was just accepted. 0 when too few.
 */
export async function countPossiblePledgersRounded(
  sql: Sql,
  call: Call,
  now: Date,
): Promise<number> {
  const counts = dropTooFewNewMembers(await countPossiblePledgers(sql, call, now));
  return roundDownForPublication(countedPledges(counts));
}

/**
 * Refuses a threshold that would take more than half of who can pledge today, as far as members know.
 * @throws AppError bad-input naming the threshold, with the highest one.
 */
export async function refuseThresholdAboveHalf(
  tx: Db,
  call: Call & { readonly threshold: number },
  now: Date,
): Promise<void> {
  const most = maxProposedThreshold(await countPossiblePledgersRounded(tx.sql, call, now));
  if (call.threshold > most) throw fieldError('threshold', 'above-half', String(most));
}
