/** A path that no page has. */
const NO_PAGE = '/-';

/**
 * Normalises a request URL for the router: removes an origin, and maps a path with invalid
 * percent-encoding to one without a page, so that it gets a 404 page.
 */
export function normalizeRequestUrl(address: string): string {
  const local = address.replace(/^https?:\/\/[^/?#]*/i, '');
  if (!local.startsWith('/')) return NO_PAGE;
  try {
    decodeURIComponent(local.split('?')[0] ?? '');
    return local;
  } catch {
    return NO_PAGE;
  }
}
