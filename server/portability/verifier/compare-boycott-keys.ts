import canonicalize from 'canonicalize';
import type { DumpRow } from './read-dump.ts';
import type { Fault } from './faults.ts';

/** File of a dump with the keys of boycotts as the log recorded them. */
export const KEYS_FILE = 'boycott-keys';
/** File of a dump with the boycotts, each with its keys. */
export const BOYCOTTS_FILE = 'boycotts';

/**
 * Compares each boycott's keys with those recorded before its first pledge; others could sign
 * pledges that nobody made.
 */
export class BoycottKeyComparison {
  readonly #told = new Map<string, string>();

  /** Call for all recorded keys before the first boycott. */
  told({ id, keys }: DumpRow): void {
    this.#told.set(String(id), canonicalize(keys) ?? '');
  }

  /** The fault of a boycott's keys; null without one, or when nobody could pledge yet. */
  check({ id, keys, pledgingFrom }: DumpRow): Fault | null {
    if (typeof pledgingFrom !== 'string') return null;
    const told = this.#told.get(String(id)) ?? null;
    const shown = Array.isArray(keys) && keys.length > 0 ? (canonicalize(keys) ?? '') : null;
    return shown === told ? null : { code: 'keys-changed', name: `boycott/${String(id)}` };
  }
}
