import { ORIGIN, type TestApp } from './app.ts';

/** The random key of a form: one in some thousands holds a secret number by chance. */
const FORM_KEY = /name="_key" value="[0-9a-f-]{36}"/g;

export type Walked = {
  /** What came from each address, with its headers. */
  readonly bodies: ReadonlyMap<string, string>;
  /** Addresses at which the server failed. */
  readonly failed: readonly string[];
};

/** Follows every link and picture of this site as a stranger, from the given addresses on; or `wanted` ones. */
export async function walk(
  site: TestApp,
  starts: readonly string[],
  wanted: (path: string) => boolean = () => true,
): Promise<Walked> {
  const bodies = new Map<string, string>();
  const failed: string[] = [];
  const waiting = [...starts];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (bodies.has(path)) continue;
    const response = await site.get(path);
    if (response.statusCode >= 500) failed.push(path);
    const { location } = response.headers;
    const body = response.body.replaceAll(FORM_KEY, '');
    // How long an answer is may be any number, also one of the secrets.
    const { 'content-length': _, ...headers } = response.headers;
    bodies.set(path, `${body}\n${JSON.stringify(headers)}`);
    const links = [
      ...response.body.matchAll(/(?:href|src|action)="([^"]+)"|<loc>([^<]+)</g),
      ...response.body.matchAll(/property="og:image" content="([^"]+)"/g),
    ];
    const targets = links.map(([, link, address]) => link ?? address ?? '');
    for (const target of typeof location === 'string' ? [...targets, location] : targets) {
      const url = new URL(target.replaceAll('&amp;', '&'), `${ORIGIN}${path}`);
      const next = `${url.pathname}${url.search}`;
      if (url.origin === ORIGIN && wanted(next)) waiting.push(next);
    }
  }
  return { bodies, failed };
}

/** Every reading route of the API, its parameters filled with what exists. */
export async function everyRoute(
  site: TestApp,
  ids: {
    payouts: string;
    incidents: string;
    tasks: string;
    threads: string;
    posts: string;
    decisions?: string;
    boycotts?: string;
  },
): Promise<string[]> {
  const { paths } = (await site.get('/api/openapi.json')).json<{
    paths: Record<string, Record<string, unknown>>;
  }>();
  const idFor = (path: string): string => {
    if (path.startsWith('/api/decisions/')) return ids.decisions ?? ids.payouts;
    if (path.startsWith('/api/boycotts/')) return ids.boycotts ?? ids.payouts;
    if (path.includes('/threads/')) return ids.threads;
    if (path.includes('/posts/') || path.startsWith('/p/')) return ids.posts;
    if (path.includes('incidents')) return ids.incidents;
    return path.includes('/tasks/') ? ids.tasks : ids.payouts;
  };
  const slugFor = (path: string): string =>
    path.includes('/categories/') ? 'paiements' : 'clickworker';
  return Object.entries(paths)
    .filter(([, methods]) => 'get' in methods)
    .map(([path]) => path.replace('{slug}', slugFor(path)).replace('{id}', idFor(path)));
}
