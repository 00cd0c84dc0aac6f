import { noteRead } from '#server/database/record-reads.ts';
import type { SharedReads } from '#server/database/db.ts';
import type { Sql, Statement } from '#server/database/sql.ts';
import type { ChangeFeed } from './change-feed.ts';
import { createKeptValues } from './kept-values.ts';

/** Size of all kept rows as JSON; in memory they take about three times as much. */
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Creates a reader that keeps the rows of a statement while nothing that it reads changes
 * (`createKeptValues`). Rows are frozen, since all callers get the same. Only for statements without a
 * parameter of the viewer, or that say so (`Statement.ofMember`).
 */
export function createSharedReads(
  sql: Sql,
  changes: ChangeFeed,
  mostBytes = MOST_BYTES,
): SharedReads {
  const keep = createKeptValues<readonly unknown[]>(
    changes,
    mostBytes,
    (rows) => JSON.stringify(rows).length,
  );
  const numbers = new Map<string, number>();
  // Joined to a text of thousands of characters, parameters would make each key a new one to hash.
  const numberOf = (text: string): number => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
  return async <Row>(asked: Statement<Row>, params: readonly unknown[] = []) => {
    // Kept rows are read as well.
    noteRead(asked, params);
    const key = `${numberOf(asked.text)} ${JSON.stringify(params)}`;
    const rows = await keep(key, async () => freezeDeeply(await sql(asked, params)));
    return rows as readonly Row[];
  };
}

/** Freezes rows with all that they contain, but bytes. */
function freezeDeeply<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  for (const inner of Object.values(value)) freezeDeeply(inner as unknown);
  return Object.freeze(value);
}
