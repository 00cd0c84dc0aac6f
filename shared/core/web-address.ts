/**
 * Reads a typed address of a page on the web, without credentials, which could disguise its host.
 * @returns the address as a browser would write it; null for anything else.
 */
export function readWebAddress(
  typed: string,
  protocols: readonly string[] = ['http:', 'https:'],
): string | null {
  if (!URL.canParse(typed)) return null;
  const { protocol, hostname, username, password, href } = new URL(typed);
  const isPublic = protocols.includes(protocol) && hostname.includes('.');
  return isPublic && username === '' && password === '' ? href : null;
}
