import type { Db } from '#server/database/db.ts';
import { dropJuries } from '#server/governance/jury-selection/cancel-juries.ts';
import { endNotices } from './end-notices.ts';

/**
 * Side effects of closing a case, in the same transaction: ends the notices it answers and erases
 * their senders; ends juries and appeals with nothing left to decide.
 */
export async function whenCaseEnds(tx: Db, caseId: string, now: Date): Promise<void> {
  await endNotices(tx, caseId, 'decided', now);
  await dropJuries(tx, caseId, now);
}
