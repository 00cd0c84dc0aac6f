import { LRUCache } from 'lru-cache';
import { setSize } from '#server/core/set-size.ts';
import { noteRead, readOf } from '#server/database/record-reads.ts';
import type { SharedReads } from '#server/database/db.ts';
import type { Sql, Statement } from '#server/database/sql.ts';
import { LONGEST_KEPT_MS, type ChangeFeed, type Dependencies } from './change-feed.ts';

/** Rows of a statement, or their promise while it runs. */
type Kept = {
  /** Position in the feed of changes, and time (`performance.now()`), at which it was sent. */
  readonly since: number;
  readonly begun: number;
  readonly dependencies: Dependencies;
  readonly rows: Promise<readonly unknown[]>;
};

/** Size of all kept rows as JSON; in memory they take about three times as much. */
const MOST_BYTES = 8 * 1024 * 1024;
const LEAST_BYTES = 512;

/**
 * Creates a reader that keeps the rows of a statement while nothing that it reads changes, for a minute
 * at most, and sends it once for concurrent callers. Rows are frozen, since all callers get the same.
 * Only for statements without a parameter of the viewer.
 */
export function createSharedReads(
  sql: Sql,
  changes: ChangeFeed,
  mostBytes = MOST_BYTES,
): SharedReads {
  const entries = new LRUCache<string, Kept>({
    maxSize: mostBytes,
    sizeCalculation: () => LEAST_BYTES,
  });
  const isFresh = async ({ begun, since, dependencies }: Kept): Promise<boolean> => {
    if (performance.now() - begun >= LONGEST_KEPT_MS) return false;
    const current = changes.isCurrent();
    return (current === true || (await current)) && changes.isUnchanged(dependencies, since);
  };
  const send = async <Row>(
    key: string,
    asked: Statement<Row>,
    params: readonly unknown[],
  ): Promise<readonly Row[]> => {
    const since = changes.position();
    const dependencies = changes.dependenciesOf([readOf(asked, params)]);
    const rows = sql(asked, params);
    if (dependencies === null) return rows;
    const kept = { since, begun: performance.now(), dependencies, rows };
    entries.set(key, kept);
    try {
      const found = freezeDeeply(await rows);
      if (entries.peek(key) === kept) {
        setSize(entries, key, kept, LEAST_BYTES + key.length + JSON.stringify(found).length);
      }
      return found;
    } catch (error) {
      if (entries.peek(key) === kept) entries.delete(key);
      throw error;
    }
  };
  return async <Row>(asked: Statement<Row>, params: readonly unknown[] = []) => {
    noteRead(asked, params);
    const key = `${asked.text}\0${JSON.stringify(params)}`;
    const kept = entries.get(key);
    if (kept !== undefined && (await isFresh(kept))) return (await kept.rows) as readonly Row[];
    return send(key, asked, params);
  };
}

/** Freezes rows with all that they contain, but bytes. */
function freezeDeeply<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  for (const inner of Object.values(value)) freezeDeeply(inner as unknown);
  return Object.freeze(value);
}
