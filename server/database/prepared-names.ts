import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** Of the texts that come again, so many are planned once a connection. */
const MOST_TEXTS = 500;
/** A text that was seen less often may never come again: who fills a table sends one of each length. */
const TIMES_SEEN = 3;

/**
 * Names texts of SQL that come again and again, so that each connection parses and plans them once:
 * to plan the page of a thread takes five times as long as to read it. What is asked rarely has no
 * name (''): a plan that is kept takes memory of the database.
 */
export function createStatementNames(): (text: string) => string {
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
