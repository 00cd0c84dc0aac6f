import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { WITHDRAWAL_KINDS, kindListSql } from '#shared/transparency-log/entry-kinds.ts';
import { readRowsFromCursor } from './database-cursor.ts';
import { openDumpFile, type DumpInProgress } from './dump-files.ts';

/**
 * Writes the list of everything ever withdrawn or erased: holders of older dumps delete it, and
 * restores leave it out.
 */
export async function writeErasures(tx: Db, dump: DumpInProgress): Promise<void> {
  const file = await openDumpFile(dump, 'erasures.jsonl', 'CC-BY-SA-4.0');
  for await (const rows of readRowsFromCursor(tx, ERASED)) {
    await file.write(rows.map((row) => `${JSON.stringify(row)}\n`).join(''), rows.length);
  }
  await file.close();
}

// Subjects whose salts are erased, without withheld demands, which may be disclosed again.
const ERASED = statement(
  { subject: col.text },
  `
  SELECT DISTINCT subject COLLATE "C" AS subject FROM record_entry e
   WHERE kind IN (${kindListSql(WITHDRAWAL_KINDS)}) AND subject LIKE '%/%'
     AND (kind <> 'legal-demand-withheld' OR EXISTS (SELECT 1 FROM legal_demand l
       WHERE e.subject = 'legal-demand/' || l.id AND l.withheld))
   ORDER BY 1`,
);
