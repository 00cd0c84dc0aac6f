/**
 * Service worker that caches the workbook's page and files for offline use. It handles only these;
 * everything else goes to the network untouched, and network responses are never cached, since a
 * page may contain a member's name.
 */

/** The cached files, and a version that changes with them or the page. */
export type CachedFiles = { readonly version: string; readonly files: readonly string[] };

/** The server prepends this constant to the script. */
declare const WORKBOOK: CachedFiles;

// The DOM lib's types conflict with those of a service worker.
type Waiting = Event & { readonly waitUntil: (work: Promise<unknown>) => void };
type Fetching = Waiting & {
  readonly request: Request;
  readonly respondWith: (answer: Promise<Response>) => void;
};
type Scope = {
  readonly registration: ServiceWorkerRegistration;
  addEventListener(kind: 'install' | 'activate', listener: (event: Waiting) => void): void;
  addEventListener(kind: 'fetch', listener: (event: Fetching) => void): void;
};
type Connection = { readonly saveData?: boolean; readonly effectiveType?: string };

/** Time-out of the network before the cached page is shown. */
const PATIENCE_MS = 3_000;

const scope = self as unknown as Scope;
const PAGE = new URL(scope.registration.scope).pathname;
/** Prefix of the cache names of this language's page; each version has a cache. */
const FAMILY = `workbook ${PAGE} `;
const CACHE = FAMILY + WORKBOOK.version;

scope.addEventListener('install', (event) => event.waitUntil(keepAll()));
scope.addEventListener('activate', (event) => event.waitUntil(dropOlder()));
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (pathname === PAGE) event.respondWith(openPage(request));
  else if (WORKBOOK.files.includes(pathname)) event.respondWith(openFile(request));
});

// Caches the page and its files. A new version waits until the last page of the old one is closed,
// which may still need files from the old cache.
async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE);
  // Without cookie: the page as a stranger sees it.
  const page = await fetch(PAGE, { credentials: 'omit', cache: 'no-store', redirect: 'error' });
  if (!page.ok) throw new Error(`The page answered ${page.status}`);
  await cache.put(PAGE, page);
  // Files this page has just loaded come from the HTTP cache.
  await cache.addAll(WORKBOOK.files);
}

async function dropOlder(): Promise<void> {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith(FAMILY) && name !== CACHE);
  await Promise.all(older.map((name) => caches.delete(name)));
}

/**
 * Answers with the page: from the network, else the cached one; from the cache first with data
 * saving or a slow connection.
 */
async function openPage(request: Request): Promise<Response> {
  const kept = await findKept(PAGE);
  if (kept === undefined) return fetch(request);
  const { connection } = navigator as Navigator & { readonly connection?: Connection };
  const slow = connection?.saveData === true || /2g/.test(connection?.effectiveType ?? '');
  if (slow || !navigator.onLine) return kept;
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(kept), PATIENCE_MS));
  // Prefer a cached page to a server error.
  const fresh = fetch(request).then((page) => (page.status < 500 ? page : kept));
  return Promise.race([fresh.catch(() => kept), late]);
}

async function openFile(request: Request): Promise<Response> {
  return (await findKept(request.url)) ?? fetch(request);
}

async function findKept(url: string): Promise<Response | undefined> {
  // Cached once without cookie for everybody, so Vary does not matter.
  return (await caches.open(CACHE)).match(url, { ignoreVary: true });
}
