/** A platform whose pages name their clients by an id in links. */
export type ClientLinks = {
  readonly domain: string;
  /** The id of the client that a link leads to; null where it leads elsewhere. */
  readonly idIn: (href: string) => string | null;
};

// `/requesters/A1B2…/projects` on today's pages, `…requesterId=A1B2…` on older ones.
const MTURK_REQUESTER =
  /\/requesters\/(A[A-Z0-9]{5,20})(?![A-Z0-9])|[?&]requesterId=(A[A-Z0-9]{5,20})(?![A-Z0-9])/;

export const CLIENT_LINKS: readonly ClientLinks[] = [
  {
    domain: 'mturk.com',
    idIn: (href) => {
      const match = MTURK_REQUESTER.exec(href);
      return match?.[1] ?? match?.[2] ?? null;
    },
  },
];

/** The longest of the listed domains that a host is, or is a part of; null where there is none. */
export function listedDomain(host: string, domains: readonly string[]): string | null {
  const fits = domains.filter((domain) => host === domain || host.endsWith(`.${domain}`));
  return fits.toSorted((a, b) => b.length - a.length)[0] ?? null;
}
