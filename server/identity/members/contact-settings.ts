import type { Db } from '#server/database/db.ts';

export type ContactSetting = 'allows_messages' | 'contactable';

/**
 * Locks members' contact settings: sending to a member takes a shared lock, changing her settings an
 * exclusive one, so that no message is sent after she blocked it.
 */
export async function lockContactSettings(
  tx: Db,
  memberIds: readonly string[],
  how: 'shared' | 'alone',
): Promise<void> {
  // Sorted, so that two transactions lock in the same order and never deadlock.
  for (const key of memberIds.toSorted().map((id) => `reach/${id}`)) {
    if (how === 'shared') {
      await tx.sql('SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [key]);
    } else {
      await tx.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
    }
  }
}

/** Sets one contact setting and leaves the others. */
export async function saveContactSetting(
  tx: Db,
  memberId: string,
  choice: ContactSetting,
  value: boolean,
): Promise<void> {
  await lockContactSettings(tx, [memberId], 'alone');
  await tx.sql(
    `INSERT INTO member_choices (member_id, ${choice}) VALUES ($1, $2)
     ON CONFLICT (member_id) DO UPDATE SET ${choice} = excluded.${choice}`,
    [memberId, value],
  );
}
