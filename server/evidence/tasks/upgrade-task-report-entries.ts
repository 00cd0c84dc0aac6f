import type { Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { appendEntries } from '#server/transparency-log/append-entries.ts';
import { entryKindsCommittingTo, kindListSql } from '#shared/transparency-log/entry-kinds.ts';

/**
 * Ends the entries of task reports that the record still lists as public, as they were in earlier
 * versions, so that holders of older dumps delete them. Does nothing once that is done.
 */
export async function upgradeTaskReportEntries({ prisma }: Database, now: Date): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const listed = await tx.sql(LISTED);
    await appendEntries(
      tx,
      now,
      listed.map(({ subject }) => ({ kind: 'task-report-unlisted', subject })),
    );
  }, TRANSACTION_OPTIONS);
}

// A batch of a thousand takes seconds.
const TRANSACTION_OPTIONS = { timeout: 120_000 };

const [CONTENT, END] = [entryKindsCommittingTo('content'), entryKindsCommittingTo('end')];

const LISTED = statement(
  { subject: col.text },
  `
  SELECT e.subject FROM record_entry e
   WHERE e.subject LIKE 'task-report/%' AND e.kind IN (${kindListSql(CONTENT)})
     AND NOT EXISTS (SELECT 1 FROM record_entry newer
       WHERE newer.subject = e.subject AND newer.id > e.id
         AND newer.kind IN (${kindListSql([...CONTENT, ...END])}))
   ORDER BY e.subject COLLATE "C"`,
);
