/**
 * Whether an endpoint is allowed: its origin is listed, where `https://*.example` matches every
 * host under example. Any other address would let a member make this server send requests anywhere
 * (SSRF).
 */
export function isPushEndpointAllowed(endpoint: string, origins: readonly string[]): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { origin, protocol, host, username, password } = new URL(endpoint);
  if (username !== '' || password !== '') return false;
  return origins.some((allowed) => {
    const [scheme = '', name = ''] = allowed.split('//');
    if (!name.startsWith('*.')) return allowed === origin;
    return scheme === protocol && host.endsWith(name.slice(1)) && host.length >= name.length;
  });
}
