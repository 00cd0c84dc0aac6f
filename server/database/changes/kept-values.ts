import { LRUCache } from 'lru-cache';
import { setSize } from '#server/core/set-size.ts';
import { recordReads, type Read } from '#server/database/record-reads.ts';
import { MINUTE_MS, type ChangeFeed, type Dependencies } from './change-feed.ts';

type Kept<Value> = {
  /** Position in the feed of changes, and time (`performance.now()`), at which it was begun. */
  readonly since: number;
  readonly begun: number;
  readonly value: Promise<Value>;
  /** What it was made from; null until it is made, and where it is not known when that changes. */
  dependencies: Dependencies | null;
  /** How long it may be kept while they do not change. */
  keptMs: number;
};

/** Finds a value by its key, or makes it; once for concurrent callers. */
export type KeptValues<Value> = (key: string, make: () => Promise<Value>) => Promise<Value>;

/** Bytes counted for a value that is being made, and beside each. */
const LEAST_BYTES = 1_024;

/**
 * Keeps values that are made from what the database says, while nothing that they are made from changes;
 * least recently used ones are evicted.
 * @param sizeOf bytes of a value.
 * @param keptMsOf how long a value stays right while nothing changes.
 */
export function createKeptValues<Value>(
  changes: ChangeFeed,
  mostBytes: number,
  sizeOf: (value: Value) => number,
  keptMsOf: (value: Value) => number = () => MINUTE_MS,
): KeptValues<Value> {
  const entries = new LRUCache<string, Kept<Value>>({
    maxSize: mostBytes,
    sizeCalculation: (_, key) => LEAST_BYTES + key.length,
  });
  const isFresh = async (kept: Kept<Value>): Promise<boolean> => {
    const { begun, since, dependencies } = kept;
    if (dependencies === null || performance.now() - begun >= kept.keptMs) return false;
    const current = changes.isCurrent();
    return (current === true || (await current)) && changes.isUnchanged(dependencies, since);
  };
  const makeKept = async (key: string, make: () => Promise<Value>): Promise<Value> => {
    const reads: Read[] = [];
    const [begun, since] = [performance.now(), changes.position()];
    const made = recordReads(reads, make);
    const kept: Kept<Value> = { begun, since, value: made, dependencies: null, keptMs: 0 };
    entries.set(key, kept);
    try {
      const value = await kept.value;
      kept.dependencies = changes.dependenciesOf(reads);
      kept.keptMs = Math.min(keptMsOf(value), kept.dependencies?.longestMs ?? 0);
      if (entries.peek(key) !== kept) return value;
      if (kept.dependencies === null) {
        entries.delete(key);
      } else {
        setSize(entries, key, kept, LEAST_BYTES + key.length + sizeOf(value));
      }
      return value;
    } catch (error) {
      if (entries.peek(key) === kept) entries.delete(key);
      throw error;
    }
  };
  return async (key, make) => {
    const asked = performance.now();
    for (let kept = entries.get(key); kept !== undefined; kept = entries.get(key)) {
      const value = await kept.value;
      // One that was begun after it was asked for says what its reader had written.
      if (kept.begun >= asked || (await isFresh(kept))) return value;
      if (entries.peek(key) === kept) entries.delete(key);
    }
    return makeKept(key, make);
  };
}
