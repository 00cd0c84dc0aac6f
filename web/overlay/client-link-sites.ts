/** A platform whose client links contain the client's id. */
export type ClientLinks = {
  readonly domain: string;
  /** The client id of a link; null for other links. */
  readonly idIn: (href: string) => string | null;
};

// `/requesters/A1B2…/projects` on current pages, `…requesterId=A1B2…` on older ones.
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

/** The longest listed domain that a host belongs to; null without one. */
export function listedDomain(host: string, domains: readonly string[]): string | null {
  const fits = domains.filter((domain) => host === domain || host.endsWith(`.${domain}`));
  return fits.toSorted((a, b) => b.length - a.length)[0] ?? null;
}
