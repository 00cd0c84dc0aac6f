import type { Db } from '#server/database/db.ts';
import { dropProposalsOfMember } from '#server/identity/two-person-approval/erase-old-proposers.ts';
import { withdrawAllAppeals } from '#server/governance/appeals/actions.ts';
import { dropModeratorWork } from '#server/governance/moderators/drop-moderator-work.ts';
import { leaveJurySeats } from '#server/governance/jury-selection/leave-seats.ts';

/**
 * Ends a member's open work when she deletes her account: drops her proposals and releases her
 * cases as a moderator, frees her jury seats, and ends her appeals on which no jury sits.
 */
export async function dropOpenWorkOfMember(tx: Db, memberId: string, now: Date): Promise<void> {
  await dropModeratorWork(tx, memberId);
  await leaveJurySeats(tx, memberId, null);
  await withdrawAllAppeals(tx, memberId, now);
  await dropProposalsOfMember(tx, memberId, now);
}
