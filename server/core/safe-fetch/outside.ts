import { promises as dns } from 'node:dns';
import { AppError } from '#server/core/errors.ts';
import { isPublicAddress } from './address.ts';
import { readOnce } from './read-once.ts';

/** What other machines say of a domain: the one thing that the site asks them, when a user wants it. */
export type Outside = {
  /** What is asked for one who waits for it, by her network or account; one question at a time. */
  readonly askFor: (asker: string) => Questions;
};

export type Questions = {
  /** The TXT records of a name, each in one piece; none where nobody answers. */
  readonly findTexts: (name: string) => Promise<string[]>;
  /** The first bytes of what stands at a path of a host; null where nothing can be read. */
  readonly readText: (host: string, path: string) => Promise<string | null>;
};

/** How other machines are reached; tests reach servers of their own on this one. */
export type OutsideSettings = {
  /** Name servers as "address:port"; those of the system where it is empty. */
  readonly nameServers: readonly string[];
  readonly mayCall: (address: string) => boolean;
  readonly protocol: 'https:' | 'http:';
  readonly port: number;
};

export const PUBLIC_INTERNET: OutsideSettings = {
  nameServers: [],
  mayCall: isPublicAddress,
  protocol: 'https:',
  port: 443,
};

const DNS_MS = 2_500;
const DNS_TRIES = 2;
/** For one reading, with all that it is sent on to. */
const READ_MS = 8_000;
const REDIRECTS = 2;
/** Questions under way at once, for the whole site: nobody can make it a burden to others. */
const AT_ONCE = 16;

/**
 * Asks name servers and web servers of the public internet, and no others: every address of a host
 * is looked at before it is called, and the one that was looked at is the one that is called.
 */
export function createOutside(settings: OutsideSettings): Outside {
  // Whose servers are slow holds one place, hers, and never those of others.
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
  settings: OutsideSettings,
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
      const answer = await readOnce({ ...target, address, protocol, port, signal });
      if (answer.status === 200) return answer.text;
      const next = nextTarget(settings, target, answer.location);
      if (next === null) return null;
      target = next;
    }
  } catch {
    // Whatever a stranger's server did: what it holds could not be read.
  }
  return null;
}

/** An address of a host that may be called; null where any of them may not: that is no public site. */
async function findAddress(
  resolver: dns.Resolver,
  { mayCall }: OutsideSettings,
  host: string,
): Promise<string | null> {
  const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  const addresses = answers.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  return addresses.every(mayCall) ? (addresses[0] ?? null) : null;
}

/**
 * Where an answer sends on: to the same host, with or without "www.", and nowhere else; never with a
 * query, which a server might only repeat.
 */
function nextTarget(
  { protocol, port }: OutsideSettings,
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
