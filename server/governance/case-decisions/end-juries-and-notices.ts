import type { Db } from '#server/database/db.ts';
import { cancelJuriesOfCase } from '#server/governance/jury-selection/cancel-juries.ts';
import { endNoticesOfCase } from './end-notices.ts';

/**
 * Ends what depends on a closed case, in the same transaction: the notices that it answers, whose
 * senders are erased, and juries and appeals with nothing left to decide.
 */
export async function endJuriesAndNoticesOfCase(tx: Db, caseId: string, now: Date): Promise<void> {
  await endNoticesOfCase(tx, caseId, 'decided', now);
  await cancelJuriesOfCase(tx, caseId, now);
}
