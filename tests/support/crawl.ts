import { ORIGIN, type TestApp } from './app.ts';

/** A form's random key: one in a few thousand contains a searched number by chance. */
const FORM_KEY = /name="_key" value="[0-9a-f-]{36}"/g;

export type Walked = {
  /** Response bodies with headers, by path. */
  readonly bodies: ReadonlyMap<string, string>;
  /** Paths with a server error. */
  readonly failed: readonly string[];
};

/** Crawls all links and pictures of the site as a stranger, from these paths; or `wanted` paths only. */
export async function crawl(
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
    // A content length may equal a searched number by chance.
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

/** All reading API routes, with parameters filled from existing data. */
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
