import type { Db } from '#server/database/db.ts';

/** What a member chooses about how others may reach her. */
export type ReachChoice = 'allows_messages' | 'contactable';

/**
 * Whether a member may be reached changes for nobody while somebody reaches for her: who writes to
 * her holds `shared`, who closes a door holds it alone, so that nothing slips through after it.
 */
export async function lockReach(
  tx: Db,
  memberIds: readonly string[],
  how: 'shared' | 'alone',
): Promise<void> {
  // In one order: two who write to each other must not wait for each other.
  for (const key of memberIds.toSorted().map((id) => `reach/${id}`)) {
    if (how === 'shared') {
      await tx.sql('SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [key]);
    } else {
      await tx.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
    }
  }
}

/** Keeps what a member chose; what she did not choose stays as it was. */
export async function keepChoice(
  tx: Db,
  memberId: string,
  choice: ReachChoice,
  value: boolean,
): Promise<void> {
  await lockReach(tx, [memberId], 'alone');
  await tx.sql(
    `INSERT INTO member_choices (member_id, ${choice}) VALUES ($1, $2)
     ON CONFLICT (member_id) DO UPDATE SET ${choice} = excluded.${choice}`,
    [memberId, value],
  );
}
