import type { Db } from '#server/database/db.ts';
import type { Statement } from '#server/database/sql.ts';

/** Maximum number of rows in memory at once. */
const ROWS_AT_ONCE = 500;

/**
 * Reads the rows of a statement from a cursor in the caller's transaction, so that their number is
 * not limited by memory.
 */
export async function* readRowsFromCursor<Row>(
  tx: Db,
  asked: Statement<Row>,
): AsyncGenerator<Row[]> {
  await tx.sql(`DECLARE dumped_rows NO SCROLL CURSOR FOR ${asked.text}`);
  for (;;) {
    const rows = await tx.sql({ ...asked, text: `FETCH ${ROWS_AT_ONCE} FROM dumped_rows` });
    if (rows.length > 0) yield rows;
    if (rows.length < ROWS_AT_ONCE) break;
  }
  await tx.sql('CLOSE dumped_rows');
}
