import type { Db } from '#server/database/db.ts';

/**
 * Runs an act and takes back all that it wrote: it throws what the act would throw, and leaves nothing.
 */
export async function rehearse(tx: Db, act: () => Promise<unknown>): Promise<void> {
  await tx.sql('SAVEPOINT rehearsal');
  await act();
  await tx.sql('ROLLBACK TO SAVEPOINT rehearsal');
}
