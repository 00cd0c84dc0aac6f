/** Where nothing stands, in no language. */
const NOWHERE = '/-';

/**
 * An address as the router takes it: without an origin before it, and one that it cannot decode as
 * one where nothing stands, so that who mistyped it gets the page that says so.
 */
export function readableAddress(address: string): string {
  const local = address.replace(/^https?:\/\/[^/?#]*/i, '');
  if (!local.startsWith('/')) return NOWHERE;
  try {
    decodeURIComponent(local.split('?')[0] ?? '');
    return local;
  } catch {
    return NOWHERE;
  }
}
