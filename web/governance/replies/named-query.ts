import type { Named } from '#shared/core/named.ts';

/** How an address says who is named: `?plateforme=` or `?client=`. */
export function namedQuery({ kind, slug }: Named): Record<string, string> {
  return kind === 'client' ? { client: slug } : { plateforme: slug };
}
