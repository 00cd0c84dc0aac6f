export const SESSION_COOKIE = 'session';
/**
 * The `__Host-` prefix makes browsers accept the cookie only over TLS and from this host: no subdomain
 * can set it.
 */
export const HOST_PREFIXED_SESSION_COOKIE = `__Host-${SESSION_COOKIE}`;

// A name with % may be that of the session cookie, percent-encoded.
const NAMES_SESSION = new RegExp(`(?:^|;\\s*)(?:(?:__Host-)?${SESSION_COOKIE}|[^=;]*%[^=;]*)=`);

/** Whether a Cookie header has a session cookie, valid or not. */
export function hasSessionCookie(cookies: string | undefined): boolean {
  return cookies !== undefined && NAMES_SESSION.test(cookies);
}
