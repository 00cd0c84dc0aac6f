import canonicalize from 'canonicalize';
import type { DumpRow } from './read-dump.ts';
import type { Fault } from './faults.ts';

/** Name of a dump's table with the keys of boycotts as the log recorded them. */
export const KEYS_FILE = 'boycott-keys';
/** Name of a dump's table with the boycotts, each with its keys. */
export const BOYCOTTS_FILE = 'boycotts';

/**
 * Compares each boycott's keys with those recorded before its first pledge; others could sign
 * pledges that nobody made.
 */
export class BoycottKeyComparison {
  readonly #told = new Map<string, string>();

  /** Adds recorded keys. Call for all of them before the first boycott. */
  told({ id, keys }: DumpRow): void {
    this.#told.set(String(id), canonicalize(keys) ?? '');
  }

  /**
   * Compares a boycott's keys with the recorded ones.
   * @returns the fault; null without one, or when nobody could pledge yet.
   */
  check({ id, keys, pledgingFrom }: DumpRow): Fault | null {
    if (typeof pledgingFrom !== 'string') return null;
    const told = this.#told.get(String(id)) ?? null;
    const shown = Array.isArray(keys) && keys.length > 0 ? (canonicalize(keys) ?? '') : null;
    return shown === told ? null : { code: 'keys-changed', name: `boycott/${String(id)}` };
  }
}
