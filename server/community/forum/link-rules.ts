export const MAX_LINK_LENGTH = 2_000;

/** `href` as it may be followed; `outside` where it leaves this site. */
export type CleanLink = { readonly href: string; readonly outside: boolean };
export type LinkSurroundings = {
  /** The domains of all platforms. */
  readonly domains: ReadonlySet<string>;
  /** Of this site, with its scheme; null where it is not known. */
  readonly origin: string | null;
};

/** Parameters that tell a platform who sent somebody; compared without case, "-" and "_". */
const REFERRAL_PARAMETERS = wordsOf(`
  ref refid refcode refer referer referrer referrerid referredby referral referralid referralcode
  referal referid r rid aff affid affcode affiliate affiliateid affiliatecode partner partnerid
  invite inviteid invitecode invitedby inviter inviterid invitation invitationcode sponsor
  sponsorid sponsorcode parrain parrainage codeparrain codeparrainage filleul code promo promocode
  coupon clickid gclid fbclid msclkid irclickid mccid mceid subid tracking trackingid tag campaign
  campaignid igshid`);
/** Parts of a path after which such a code stands: "/ref/x". */
const REFERRAL_PARTS = wordsOf(`
  r ref refer refer-a-friend referral referrals referred invite invited invitation aff affiliate affiliates
  parrain parrainage sponsor`);

/**
 * An address as a post may link to it: over http or on this site, without a name and password in
 * it, and without what pays somebody for the visit where it leads to a platform.
 * @returns null for every other address.
 */
export function cleanLink(address: string, surroundings: LinkSurroundings): CleanLink | null {
  if (address.length > MAX_LINK_LENGTH) return null;
  const own = address.startsWith('/');
  const url = parseUrl(address, own ? OWN : undefined);
  if (url === null) return null;
  if (own ? url.origin === OWN : url.origin === surroundings.origin) {
    const href = `${url.pathname}${url.search}${url.hash}`;
    return href.startsWith('//') ? null : { href, outside: false };
  }
  if (own || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  // "https://clickworker.com@elsewhere.example" leads elsewhere.
  url.username = '';
  url.password = '';
  if (isOnDomain(url.hostname, surroundings.domains)) stripReferral(url);
  return { href: url.href, outside: true };
}

const OWN = 'http://own.invalid';

function parseUrl(address: string, base?: string): URL | null {
  return URL.canParse(address, base) ? new URL(address, base) : null;
}

function isOnDomain(hostname: string, domains: ReadonlySet<string>): boolean {
  const parts = hostname.replace(/\.$/, '').split('.');
  return parts.some((_, index) => domains.has(parts.slice(index).join('.')));
}

function stripReferral(url: URL): void {
  // Some servers part a query at ";", too. What carries nothing stays as it was written.
  const parts = url.search.slice(1).split(/([&;])/);
  const carries = (_: string, index: number): boolean => isReferral(nameOf(parts[index] ?? ''));
  if (parts.some(carries)) {
    const kept = parts.filter((part, index) => index % 2 === 0 && !carries(part, index));
    url.search = kept.filter((part) => part !== '').join('&');
  }
  url.pathname = withoutReferralParts(url.pathname);
  const [path = '', query = path] = url.hash.slice(1).split('?');
  const inQuery = query
    .split(/[&;]/)
    .some((part) => part.includes('=') && isReferral(nameOf(part)));
  const inPath =
    withoutReferralParts(path) !== path || path.split('/').slice(1).some(isReferralCode);
  if (inQuery || inPath) url.hash = '';
}

/** The name of a part of a query, "ref%20=1" → "ref". */
function nameOf(part: string): string {
  return decoded(part.replaceAll('+', ' ').split('=', 1)[0] ?? '').trim();
}

/** As a server reads it; what cannot be decoded stays. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function isReferral(name: string): boolean {
  const folded = name.toLowerCase().replaceAll(/[-_[\]]/g, '');
  return folded.startsWith('utm') || REFERRAL_PARAMETERS.has(folded);
}

/** "/ref/x/sign-up" → "/sign-up"; a part with nothing behind it is a page of its own. */
function withoutReferralParts(path: string): string {
  const kept: string[] = [];
  const parts = path.split('/');
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index] ?? '';
    const code = parts[index + 1] ?? '';
    const name = decoded(part).trim().toLowerCase();
    if (REFERRAL_PARTS.has(name) && code !== '') index += 1;
    else if (!name.includes('=') || !isReferral(nameOf(part))) kept.push(part);
  }
  const left = kept.join('/');
  return left === '' && path !== '' ? '/' : left;
}

/** "ref-1", a code in a path behind the "#". */
function isReferralCode(part: string): boolean {
  return /^(?:ref|referral|invite|aff)[-_:]\w*\d/i.test(decoded(part));
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
