import canonicalize from 'canonicalize';
import type { Row } from './dump.ts';
import type { Fault } from './faults.ts';

/** The file of a dump with the keys of boycotts, each as it was told. */
export const KEYS_FILE = 'boycott-keys';
/** The file with all else of them, and the keys again. */
export const BOYCOTTS_FILE = 'boycotts';

/**
 * Compares the keys that each boycott shows with those that were told before its first pledge: by
 * others, pledges could be signed that nobody made.
 */
export class KeysOnce {
  readonly #told = new Map<string, string>();

  /** To be called for all that were told before the first boycott is looked at. */
  told({ id, keys }: Row): void {
    this.#told.set(String(id), canonicalize(keys) ?? '');
  }

  /** What is wrong with the keys of a boycott; null where nothing is, or nobody could pledge yet. */
  check({ id, keys, pledgingFrom }: Row): Fault | null {
    if (typeof pledgingFrom !== 'string') return null;
    const told = this.#told.get(String(id)) ?? null;
    const shown = Array.isArray(keys) && keys.length > 0 ? (canonicalize(keys) ?? '') : null;
    return shown === told ? null : { code: 'keys-changed', name: `boycott/${String(id)}` };
  }
}
