import type { Database, Db } from '#server/database/db.ts';
import type { WaitingRecord } from './slot-file-format.ts';
import type { SlotStore } from './slot-store.ts';

/** How the records of one kind of subject go from slots into their table. */
export type BatchMover = {
  readonly isFor: (subject: string) => boolean;
  /** Minimum number of a subject's records in a batch, so that a batch is never about one person. */
  readonly minRecords: number;
  /** Maximum runs, one a minute, for which records wait for a full batch. */
  readonly maxRuns: number;
  /** Moves all that waits for a subject. @returns the records to free after the transaction. */
  readonly move: (tx: Db, slots: SlotStore, subject: string) => Promise<readonly WaitingRecord[]>;
};

/**
 * Runs each minute: moves waiting records into their tables, one transaction per subject.
 * @param all whether to move small batches too, before a backup.
 * @throws AggregateError of the subjects that failed; their records go on waiting.
 */
export async function moveBatches(
  { database, slots }: { readonly database: Pick<Database, 'prisma'>; readonly slots: SlotStore },
  movers: readonly BatchMover[],
  { all = false }: { readonly all?: boolean } = {},
): Promise<void> {
  await slots.turn();
  const failures: unknown[] = [];
  for (const [subject, { runs, records }] of slots.waiting()) {
    const mover = movers.find(({ isFor }) => isFor(subject));
    if (mover === undefined) continue;
    if (!all && runs < mover.maxRuns && records < mover.minRecords) continue;
    try {
      const moved = await database.prisma.$transaction((tx) => mover.move(tx, slots, subject));
      await slots.free(moved);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'batches not moved');
}
