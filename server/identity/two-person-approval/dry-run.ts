import type { Db } from '#server/database/db.ts';

/**
 * Runs a proposed change in a savepoint and rolls it back: throws what the
 * change would throw, and changes nothing.
 */
export async function dryRun(tx: Db, act: () => Promise<unknown>): Promise<void> {
  await tx.sql('SAVEPOINT rehearsal');
  await act();
  await tx.sql('ROLLBACK TO SAVEPOINT rehearsal');
}
