import type { Db } from '#server/db.ts';

/** So many rows are in memory at once. */
const ROWS_AT_ONCE = 500;

/** The rows of a query, some at a time, in the transaction that asks: what is there, not what fits. */
export async function* rowsOf<Row extends object>(tx: Db, query: string): AsyncGenerator<Row[]> {
  await tx.$executeRawUnsafe(`DECLARE dumped_rows NO SCROLL CURSOR FOR ${query}`);
  for (;;) {
    const rows = await tx.sql<Row>(`FETCH ${ROWS_AT_ONCE} FROM dumped_rows`);
    if (rows.length > 0) yield rows;
    if (rows.length < ROWS_AT_ONCE) break;
  }
  await tx.$executeRawUnsafe('CLOSE dumped_rows');
}
