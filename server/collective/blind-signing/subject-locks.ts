import type { Db } from '#server/database/db.ts';

/**
 * Takes a shared lock on a subject (`boycott/ID`, `survey/YEAR`): while something sealed is accepted for
 * it, no step or batch of it runs. Such a transaction holds no other lock and writes nothing, so that no
 * row carries its time.
 */
export async function lockSubjectShared(tx: Db, subject: string): Promise<void> {
  await tx.sql('SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [subject]);
}

/** Takes the exclusive lock on a subject for a step or a batch, which waits for the shared ones. */
export async function lockSubjectExclusive(tx: Db, subject: string): Promise<void> {
  await tx.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [subject]);
}
