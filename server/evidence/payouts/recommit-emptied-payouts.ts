import type { Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { appendEntries } from '#server/transparency-log/append-entries.ts';
import { entryKindsCommittingTo, kindListSql } from '#server/transparency-log/entry-kinds.ts';

const [CONTENT, END] = [entryKindsCommittingTo('content'), entryKindsCommittingTo('end')];

/**
 * Adds a record entry for each payout whose payment message a migration emptied: the salt of its
 * earlier commitment was erased with the message. Idempotent.
 */
export async function recommitEmptiedPayouts(database: Database, now: Date): Promise<void> {
  const rows = await database.sql(UNOPENED);
  if (rows.length === 0) return;
  await database.prisma.$transaction((tx) =>
    appendEntries(
      tx,
      now,
      rows.map(({ subject }) => ({ kind: 'content-stated', subject })),
    ),
  );
}

// Excludes entries of format 0, whose salts were never disclosed.
const UNOPENED = statement(
  { subject: col.text },
  `
  SELECT e.subject FROM record_entry e JOIN payout y ON e.subject = 'payout/' || y.id
   WHERE e.salt IS NULL AND e.form >= 1 AND e.kind IN (${kindListSql([...CONTENT])})
     AND NOT EXISTS (SELECT 1 FROM record_entry newer
       WHERE newer.subject = e.subject AND newer.id > e.id
         AND newer.kind IN (${kindListSql([...CONTENT, ...END])}))
   ORDER BY y.id COLLATE "C"`,
);
