/**
 * Whether a push may go to an address: its origin is one of those listed, where `https://*.example`
 * stands for every host under example. Any other address would let a member make this server ask
 * for whatever she likes.
 */
export function mayPushTo(endpoint: string, origins: readonly string[]): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { origin, protocol, host, username, password } = new URL(endpoint);
  if (username !== '' || password !== '') return false;
  return origins.some((allowed) => {
    const [scheme = '', name = ''] = allowed.split('//');
    if (!name.startsWith('*.')) return allowed === origin;
    return scheme === protocol && host.endsWith(name.slice(1)) && host.length >= name.length;
  });
}
