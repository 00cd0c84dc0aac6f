/**
 * Keeps the workbook's page and what it needs on the device, so that it opens without a line. It
 * answers for that page and those files alone; everything else goes its way untouched, and nothing
 * that the network answers is kept: a page with a member's name on it never is.
 */

/** The files that it keeps, and a name that changes with them or with the page. */
export type Kept = { readonly version: string; readonly files: readonly string[] };

/** Written in front of this script by the server. */
declare const WORKBOOK: Kept;

// The types of a service worker clash with those of a page.
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

/** How long a page may take to come from the network before the kept one is shown. */
const PATIENCE_MS = 3_000;

const scope = self as unknown as Scope;
const PAGE = new URL(scope.registration.scope).pathname;
/** One cache a language: each has a page, and a version, of its own. */
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

// A new version waits until the last page of the old one is closed: that page may still ask for
// parts that only the old cache has.
async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE);
  // Without her cookie: the page as a stranger sees it, whoever is signed in.
  const page = await fetch(PAGE, { credentials: 'omit', cache: 'no-store', redirect: 'error' });
  if (!page.ok) throw new Error(`The page answered ${page.status}`);
  await cache.put(PAGE, page);
  // What this page has fetched just now comes out of the browser's cache.
  await cache.addAll(WORKBOOK.files);
}

async function dropOlder(): Promise<void> {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith(FAMILY) && name !== CACHE);
  await Promise.all(older.map((name) => caches.delete(name)));
}

/** The page from the network, else the kept one; the kept one at once where data is dear or slow. */
async function openPage(request: Request): Promise<Response> {
  const kept = await findKept(PAGE);
  if (kept === undefined) return fetch(request);
  const { connection } = navigator as Navigator & { readonly connection?: Connection };
  const slow = connection?.saveData === true || /2g/.test(connection?.effectiveType ?? '');
  if (slow || !navigator.onLine) return kept;
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(kept), PATIENCE_MS));
  // Rather an old page than an error of the server.
  const fresh = fetch(request).then((page) => (page.status < 500 ? page : kept));
  return Promise.race([fresh.catch(() => kept), late]);
}

async function openFile(request: Request): Promise<Response> {
  return (await findKept(request.url)) ?? fetch(request);
}

async function findKept(url: string): Promise<Response | undefined> {
  // Kept once, without a cookie, for whoever asks: what answers vary by does not matter here.
  return (await caches.open(CACHE)).match(url, { ignoreVary: true });
}
