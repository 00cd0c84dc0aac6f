import type { Sql } from '#server/database/sql.ts';

/**
 * Returns a function that runs ANALYZE whenever the number of imported rows has doubled; call it
 * after each batch. Autovacuum runs too rarely: if the planner believes the table empty it nests
 * loops, and the time grows quadratically.
 */
export function analyzeWhenDoubled(sql: Sql): (rows: number) => Promise<void> {
  let [rowsDone, next] = [0, 1];
  return async (rows) => {
    rowsDone += rows;
    if (rowsDone < next) return;
    next = 2 * rowsDone;
    await sql('ANALYZE import_original');
  };
}
