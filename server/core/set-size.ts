import type { LRUCache } from 'lru-cache';

/**
 * Sets the size of an entry that is in the cache already; evicts others where it is too large now.
 * `LRUCache.set` with the same value leaves its size as it was.
 */
export function setSize<Value extends object>(
  entries: LRUCache<string, Value>,
  key: string,
  value: Value,
  size: number,
): void {
  entries.delete(key);
  entries.set(key, value, { size });
}
