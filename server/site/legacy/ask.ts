/** As long as an id can be here; a longer one, or one with control characters, is nobody's. */
const MAX_ID_LENGTH = 80;
const CONTROL = /\p{Cc}/u;

/**
 * The ids that an address asks for under one name, each once and in their order. Commas come raw or
 * as "%2C"; nothing between two of them asks for nobody. How many there can be is up to the address:
 * one of 16 KB, the longest that the server reads, holds about a thousand.
 */
export function askedIds(address: string, name: string): string[] {
  const asked = new URL(address, 'http://page.invalid').searchParams.getAll(name).join(',');
  return [...new Set(asked.split(','))].filter((id) => id.trim() !== '');
}

/** Which attributes are asked for, `fields[requesters]=name,rid`; null where all are. */
export function askedFields(address: string): ReadonlySet<string> | null {
  const asked = new URL(address, 'http://page.invalid').searchParams.get('fields[requesters]');
  return asked === null ? null : new Set(asked.split(',').map((field) => field.trim()));
}

/** Whether an id can be one at all, so that it may be looked for. */
export function isPossibleId(id: string): boolean {
  return id.length <= MAX_ID_LENGTH && !CONTROL.test(id);
}
