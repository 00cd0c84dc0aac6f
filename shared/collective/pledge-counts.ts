/** A number of members or of pledges, by rank. */
export type CountsByRank = { readonly established: number; readonly newMembers: number };

export function countedPledges({ established, newMembers }: CountsByRank): number {
  return established + countedNewMemberPledges({ established, newMembers });
}

export function countedNewMemberPledges({ established, newMembers }: CountsByRank): number {
  return Math.min(newMembers, established);
}
