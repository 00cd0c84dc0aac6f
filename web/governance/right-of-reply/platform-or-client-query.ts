import type { NamedParty } from '#shared/core/named-party.ts';

/** A platform or client as a query: `?plateforme=` or `?client=`. */
export function platformOrClientQuery({ kind, slug }: NamedParty): Record<string, string> {
  return kind === 'client' ? { client: slug } : { plateforme: slug };
}
