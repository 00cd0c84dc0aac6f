import { getDomain } from 'tldts';
import { addDays, type Day } from '#shared/core/days.ts';
import { DOMAIN_PROOF_VALID_DAYS } from '#shared/governance/domain-verification.ts';

const NAME = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;
const META = /<meta\b[^>]*>/gi;

/** Whether a recorded name is a domain that can be registered, not a public suffix. */
export function isRegistrableDomain(name: string): boolean {
  if (!NAME.test(name)) return false;
  return getDomain(name, { allowPrivateDomains: true }) !== null;
}

/**
 * Parses a typed address on a domain, with or without "www.", into host and path.
 * @returns null for any other host, and for an address with a query, which a server might merely
 * echo.
 */
export function parseAddressOnDomain(
  typed: string,
  domain: string,
): { host: string; path: string } | null {
  const address = /^https?:\/\//i.test(typed) ? typed : `https://${typed}`;
  if (!URL.canParse(address)) return null;
  const { hostname, port, username, password, pathname, search } = new URL(address);
  const ours = hostname === domain || hostname === `www.${domain}`;
  if (!ours || port !== '' || username !== '' || password !== '' || search !== '') return null;
  return { host: hostname, path: pathname };
}

/** Finds the codes in TXT records: "contrenote=CODE". */
export function findCodesInTxtRecords(texts: readonly string[]): string[] {
  return texts.flatMap((text) => {
    const code = /^\s*contrenote=([0-9a-z-]+)\s*$/i.exec(text)?.[1];
    return code === undefined ? [] : [code];
  });
}

/** Finds the codes in the text of the file, one per line, in the format of TXT records. */
export function findCodesInFile(text: string): string[] {
  return findCodesInTxtRecords(text.slice(0, 4_000).split('\n'));
}

/**
 * Finds the codes in a page's head, in `<meta name="contrenote" content="CODE">`. Content that
 * visitors write, or make a page echo, is not in the head.
 */
export function findCodesInPage(html: string): string[] {
  const head = html.split(/<body\b|<\/head\b/i)[0] ?? '';
  const said = head.replaceAll(/<!--.*?-->|<(script|style|title|noscript)\b.*?<\/\1\s*>/gis, '');
  return (said.match(META) ?? []).flatMap((tag) => {
    if (!/\sname\s*=\s*(["']?)contrenote\1(?=[\s/>])/i.test(tag)) return [];
    const code = /\scontent\s*=\s*["']?([0-9a-z-]+)/i.exec(tag)?.[1];
    return code === undefined ? [] : [code];
  });
}

export function domainProofEnd(provenOn: Day): Day {
  return addDays(provenOn, DOMAIN_PROOF_VALID_DAYS);
}

/**
 * Returns the state of a proof on the day `now`; `provenOn` is null when the code was not found
 * yet.
 */
export function domainProofState(provenOn: Day | null, now: Day): 'waiting' | 'proven' | 'expired' {
  if (provenOn === null) return 'waiting';
  return now <= domainProofEnd(provenOn) ? 'proven' : 'expired';
}
