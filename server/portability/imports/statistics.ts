import type { Sql } from '#server/database/sql.ts';

/**
 * Tells the planner how much was brought, whenever that doubled; called after each batch. PostgreSQL
 * counts by itself only now and then: taken for empty, the table is
 * compared row by row with all of a batch, and time grows with the square of what is there.
 */
export function keepStatistics(sql: Sql): (rows: number) => Promise<void> {
  let [rowsDone, next] = [0, 1];
  return async (rows) => {
    rowsDone += rows;
    if (rowsDone < next) return;
    next = 2 * rowsDone;
    await sql('ANALYZE import_original');
  };
}
