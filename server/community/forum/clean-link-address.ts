export const MAX_LINK_LENGTH = 2_000;

/** A cleaned link; `outside` is true when it leaves this site. */
export type CleanedLink = { readonly href: string; readonly outside: boolean };
export type LinkContext = {
  readonly domains: ReadonlySet<string>;
  readonly origin: string | null;
};

/** Query parameters that carry a referral code; compared ignoring case, "-" and "_". */
const REFERRAL_PARAMETERS = wordsOf(`
  ref refid refcode refer referer referrer referrerid referredby referral referralid referralcode
  referal referid r rid aff affid affcode affiliate affiliateid affiliatecode partner partnerid
  invite inviteid invitecode invitedby inviter inviterid invitation invitationcode sponsor
  sponsorid sponsorcode parrain parrainage codeparrain codeparrainage filleul code promo promocode
  coupon clickid gclid fbclid msclkid irclickid mccid mceid subid tracking trackingid tag campaign
  campaignid igshid`);
/** Path segments that precede a referral code: "/ref/x". */
const REFERRAL_PARTS = wordsOf(`
  r ref refer refer-a-friend referral referrals referred invite invited invitation aff affiliate affiliates
  parrain parrainage sponsor`);

/**
 * Cleans an address that a post links to: removes credentials, and referral codes on platforms'
 * domains.
 * @returns null unless the address is http(s) or leads to this site.
 */
export function cleanLinkAddress(address: string, surroundings: LinkContext): CleanedLink | null {
  if (address.length > MAX_LINK_LENGTH) return null;
  const own = address.startsWith('/');
  const url = parseUrl(address, own ? OWN : undefined);
  if (url === null) return null;
  if (own ? url.origin === OWN : url.origin === surroundings.origin) {
    const href = `${url.pathname}${url.search}${url.hash}`;
    return href.startsWith('//') ? null : { href, outside: false };
  }
  if (own || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  // Credentials can disguise the host: "https://clickworker.com@elsewhere.example" leads to
  // elsewhere.example.
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
  // Some servers also separate parameters by ";". Parameters without a referral code are kept as
  // written.
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

/** Returns the name of a query parameter: "ref%20=1" gives "ref". */
function nameOf(part: string): string {
  return decoded(part.replaceAll('+', ' ').split('=', 1)[0] ?? '').trim();
}

/** Percent-decodes as a server does; returns malformed input unchanged. */
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

/**
 * Removes referral segments from a path: "/ref/x/sign-up" becomes "/sign-up". A final "/ref" is a
 * page of its own and stays.
 */
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

/** Whether part of a fragment is a referral code: "ref-1". */
function isReferralCode(part: string): boolean {
  return /^(?:ref|referral|invite|aff)[-_:]\w*\d/i.test(decoded(part));
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
