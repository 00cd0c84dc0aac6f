import { promises as dns } from 'node:dns';
import { AppError } from '#server/core/errors.ts';
import { isPublicAddress } from './public-address.ts';
import { requestAtAddress } from './request-at-address.ts';

/** DNS and HTTP requests to other people's domains, on behalf of a user (SSRF-safe). */
export type SafeFetch = {
  /** `asker` identifies the user's network or account: one request at a time for each. */
  readonly askFor: (asker: string) => DomainRequests;
};

export type DomainRequests = {
  /**
   * The TXT records of a name, each joined to one string; empty where there are none or the query
   * fails.
   */
  readonly findTexts: (name: string) => Promise<string[]>;
  /** The beginning of the resource at a path of a host; null where it cannot be read. */
  readonly readText: (host: string, path: string) => Promise<string | null>;
};

/** How hosts are resolved and reached; tests use servers on this machine. */
export type SafeFetchSettings = {
  /** Name servers as "address:port"; empty: those of the system. */
  readonly nameServers: readonly string[];
  readonly mayCall: (address: string) => boolean;
  readonly protocol: 'https:' | 'http:';
  readonly port: number;
};

export const PUBLIC_ADDRESSES_ONLY: SafeFetchSettings = {
  nameServers: [],
  mayCall: isPublicAddress,
  protocol: 'https:',
  port: 443,
};

const DNS_MS = 2_500;
const DNS_TRIES = 2;
/** Time limit of one read with its redirects. */
const READ_MS = 8_000;
const REDIRECTS = 2;
/**
 * Maximum number of concurrent requests of the whole site, so that nobody can use it to load other
 * servers.
 */
const AT_ONCE = 16;

/**
 * Creates a client for TXT records and for texts of web servers (SSRF protection): it checks that all
 * resolved addresses of a host are public, and connects to one that it checked. One request at a time
 * for each asker.
 */
export function createSafeFetch(settings: SafeFetchSettings): SafeFetch {
  // One request per asker: slow servers of one user block nobody else.
  const busy = new Set<string>();
  const one = async <Answer>(asker: string, ask: () => Promise<Answer>): Promise<Answer> => {
    if (busy.size >= AT_ONCE || busy.has(asker)) throw new AppError('busy');
    busy.add(asker);
    try {
      return await ask();
    } finally {
      busy.delete(asker);
    }
  };
  const resolver = (): dns.Resolver => {
    const fresh = new dns.Resolver({ timeout: DNS_MS, tries: DNS_TRIES });
    if (settings.nameServers.length > 0) fresh.setServers([...settings.nameServers]);
    return fresh;
  };
  return {
    askFor: (asker) => ({
      findTexts: (name) => one(asker, () => findTexts(resolver(), name)),
      readText: (host, path) => one(asker, () => readText(resolver(), settings, host, path)),
    }),
  };
}

async function findTexts(resolver: dns.Resolver, name: string): Promise<string[]> {
  try {
    return (await resolver.resolveTxt(name)).map((parts) => parts.join(''));
  } catch {
    return [];
  }
}

async function readText(
  resolver: dns.Resolver,
  settings: SafeFetchSettings,
  host: string,
  path: string,
): Promise<string | null> {
  const signal = AbortSignal.timeout(READ_MS);
  let target = { host, path };
  try {
    for (let redirects = 0; redirects <= REDIRECTS; redirects += 1) {
      const address = await findAddress(resolver, settings, target.host);
      if (address === null) return null;
      const { protocol, port } = settings;
      const answer = await requestAtAddress({ ...target, address, protocol, port, signal });
      if (answer.status === 200) return answer.text;
      const next = nextTarget(settings, target, answer.location);
      if (next === null) return null;
      target = next;
    }
  } catch {
    // Any error of a foreign server means the resource cannot be read.
  }
  return null;
}

/** The address to connect to; null where any address of the host is not public. */
async function findAddress(
  resolver: dns.Resolver,
  { mayCall }: SafeFetchSettings,
  host: string,
): Promise<string | null> {
  const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  const addresses = answers.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  return addresses.every(mayCall) ? (addresses[0] ?? null) : null;
}

/**
 * The target of a redirect: only the same host, with or without "www.", and never with a query, which a
 * server might merely echo.
 */
function nextTarget(
  { protocol, port }: SafeFetchSettings,
  { host, path }: { host: string; path: string },
  location: string | undefined,
): { host: string; path: string } | null {
  const base = `${protocol}//${host}${port === 443 ? '' : `:${port}`}`;
  if (location === undefined || !URL.canParse(location, `${base}${path}`)) return null;
  const url = new URL(location, `${base}${path}`);
  const same = bare(url.hostname) === bare(host) && url.protocol === protocol;
  const plain = url.username === '' && url.password === '' && url.search === '';
  if (!same || !plain || url.port !== new URL(base).port) return null;
  return { host: url.hostname, path: url.pathname };
}

function bare(host: string): string {
  return host.replace(/^www\./, '');
}
