import type { Db } from '#server/database/db.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { endAppealsOfCase } from './end-appeals.ts';

/** Ends the juries and appeals of a case with nothing left to decide. */
export async function cancelJuriesOfCase(tx: Db, caseId: string, now: Date): Promise<void> {
  const juries = await tx.jury.findMany({
    where: { caseId, state: { in: ['waiting', 'sitting'] } },
    select: { id: true },
  });
  for (const { id } of juries) {
    await tx.jury.update({ where: { id }, data: { state: 'dropped', endedAt: now } });
    await appendEntry(tx, now, {
      kind: 'jury-dropped',
      subject: `jury/${id}`,
      content: { jury: id },
    });
  }
  await endAppealsOfCase(tx, caseId, 'undecided', null, now);
}
