import type { Db } from '#server/database/db.ts';
import { loadCommittedContents } from '#server/public-schema/load-committed-contents.ts';
import { appendEntries, eraseSalts } from '#server/transparency-log/append-entries.ts';

/** Identifies a list of released slips, that of a platform and Monday. */
export type SlipListKey = { readonly platformId: string; readonly monday: string };

/**
 * Records lists of slips that were released, or from which one was withdrawn. Earlier commitments to
 * the same list are closed: they would confirm what was withdrawn.
 */
export async function recordSlipLists(
  tx: Db,
  lists: readonly SlipListKey[],
  now: Date,
): Promise<void> {
  const subjects = [
    ...new Set(lists.map(({ platformId, monday }) => `slips/${platformId}-${monday}`)),
  ].toSorted();
  if (subjects.length === 0) return;
  const there = await loadCommittedContents(tx, subjects);
  for (const subject of subjects) await eraseSalts(tx, subject);
  await appendEntries(
    tx,
    now,
    subjects.map((subject) => ({
      kind: there.has(subject) ? 'slips-released' : 'slips-withdrawn',
      subject,
    })),
  );
}
