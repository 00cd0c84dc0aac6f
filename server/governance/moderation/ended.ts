import { endNotices } from '#server/governance/legal/actions.ts';
import type { Db } from '#server/database/db.ts';
import { dropJuries } from './jury-drop.ts';

/**
 * What has to follow when a case is closed, in the transaction that closes it: the notices that it
 * answers end, and who sent them is forgotten; juries and appeals that nothing is left for end too.
 */
export async function whenCaseEnds(tx: Db, caseId: string, now: Date): Promise<void> {
  await endNotices(tx, caseId, 'decided', now);
  await dropJuries(tx, caseId, now);
}
