/** Maximum length of an id; longer ones, and those with control characters, match nothing. */
const MAX_ID_LENGTH = 80;
const CONTROL = /\p{Cc}/u;

/**
 * The ids requested under a parameter name, without duplicates, in order. Commas are raw or "%2C";
 * empty ids are ignored. The server's maximum address of 16 KB allows about a thousand.
 */
export function parseRequestedIds(address: string, name: string): string[] {
  const asked = new URL(address, 'http://page.invalid').searchParams.getAll(name).join(',');
  return [...new Set(asked.split(','))].filter((id) => id.trim() !== '');
}

/** The attributes that `fields[requesters]=name,rid` asks for; null for all. */
export function parseRequestedFields(address: string): ReadonlySet<string> | null {
  const asked = new URL(address, 'http://page.invalid').searchParams.get('fields[requesters]');
  return asked === null ? null : new Set(asked.split(',').map((field) => field.trim()));
}

/** Whether an id is well-formed. */
export function isPossibleId(id: string): boolean {
  return id.length <= MAX_ID_LENGTH && !CONTROL.test(id);
}
