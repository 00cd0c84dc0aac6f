import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** Maximum number of SQL texts that are remembered, of all connections together. */
const MOST_TEXTS = 500;
/** Texts seen less often are not prepared: a bulk insert sends a different text for each number of rows. */
const TIMES_SEEN = 3;

/**
 * Names frequent SQL texts, so that each connection prepares them once: planning a thread page takes
 * five times as long as executing it. Rare texts get no name (''), since a cached plan takes memory of
 * the server.
 */
export function createPreparedStatementNames(): (text: string) => string {
  const seen = new LRUCache<string, { times: number; name: string }>({ max: MOST_TEXTS });
  return (text) => {
    const entry = seen.get(text);
    if (entry === undefined) {
      seen.set(text, { times: 1, name: '' });
      return '';
    }
    if (entry.name === '' && (entry.times += 1) >= TIMES_SEEN) {
      entry.name = createHash('sha256').update(text).digest('base64url');
    }
    return entry.name;
  };
}
