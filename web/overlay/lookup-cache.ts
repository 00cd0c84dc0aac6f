import type { LookupClient, LookupPlatform, LookupResponse } from '#shared/site/lookup.ts';
import { getJson, storeValue, readStoredValue } from './userscript-manager.ts';

/** Caches answers for an hour, and batches requests. */

const KEPT_MS = 3_600_000;
const HIDDEN_MS = 7 * 24 * KEPT_MS;
/** Pause after a failed request, in milliseconds. */
const PAUSE_MS = 60_000;
const MAX_IDS = 100;
const STORE = 'answers';

type Kept<Value> = { readonly until: number; readonly value: Value | null };
type Store = {
  platforms: Record<string, Kept<LookupPlatform>>;
  /** Cached answers about clients, by "domain id". */
  clients: Record<string, Kept<LookupClient>>;
  /** Dismissed badges by domain, with their expiry. */
  hidden: Record<string, number>;
};

export type LookupAnswers = {
  readonly platform: LookupPlatform | null;
  readonly client: (id: string) => LookupClient | null | undefined;
};

const known: Store = { platforms: {}, clients: {}, hidden: {} };
let pausedUntil = 0;

/** Returns known answers for a domain and its clients; fetches missing and expired ones. */
export async function findAnswers(
  site: string,
  domain: string,
  ids: readonly string[],
): Promise<LookupAnswers> {
  await recall();
  const missing = ids.filter((id) => known.clients[`${domain} ${id}`] === undefined);
  const asks: (readonly string[])[] = [];
  for (let from = 0; from < missing.length; from += MAX_IDS) {
    asks.push(missing.slice(from, from + MAX_IDS));
  }
  if (asks.length === 0 && known.platforms[domain] === undefined) asks.push([]);
  for (const part of Date.now() < pausedUntil ? [] : asks) {
    // Sequential: there is seldom more than one.
    // oxlint-disable-next-line no-await-in-loop
    if (!(await askFor(site, domain, part))) break;
  }
  return {
    platform: known.platforms[domain]?.value ?? null,
    client: (id) => known.clients[`${domain} ${id}`]?.value,
  };
}

async function askFor(site: string, domain: string, ids: readonly string[]): Promise<boolean> {
  const query = new URLSearchParams();
  query.set(known.platforms[domain] === undefined ? 'domain' : 'platform', domain);
  if (ids.length > 0) query.set('ids', ids.join(','));
  try {
    const answer = (await getJson(`${site}/api/lookup?${query.toString()}`)) as
      LookupResponse | undefined;
    const until = Date.now() + KEPT_MS;
    if (query.has('domain')) known.platforms[domain] = { until, value: answer?.platform ?? null };
    for (const id of ids) {
      const value = answer?.clients.find((client) => client.id === id) ?? null;
      known.clients[`${domain} ${id}`] = { until, value };
    }
    await storeValue(STORE, JSON.stringify(known));
    return true;
  } catch {
    pausedUntil = Date.now() + PAUSE_MS;
    return false;
  }
}

/** Whether a domain's badge was dismissed within a week. */
export function isBadgeHidden(domain: string): boolean {
  return (known.hidden[domain] ?? 0) > Date.now();
}

export async function hideBadge(domain: string): Promise<void> {
  known.hidden[domain] = Date.now() + HIDDEN_MS;
  await storeValue(STORE, JSON.stringify(known));
}

/** Loads answers stored by other pages, and drops expired ones. */
async function recall(): Promise<void> {
  const now = Date.now();
  const kept = JSON.parse((await readStoredValue(STORE)) ?? '{}') as Partial<Store>;
  for (const part of ['platforms', 'clients'] as const) {
    const all: Store[typeof part] = known[part];
    Object.assign(all, kept[part]);
    for (const [key, one] of Object.entries(all)) if (one.until < now) delete all[key];
  }
  Object.assign(known.hidden, kept.hidden);
}
