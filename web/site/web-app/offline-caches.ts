import { site } from './worker-scope.ts';

/** Prefixes of cache names; each version of the service worker has caches of its own. */
const OFFLINE = 'offline ';
const WORKBOOK = 'workbook ';

const offlineCache = OFFLINE + site.version;

function workbookCache(page: string): string {
  return `${WORKBOOK}${page} ${site.version}`;
}

/**
 * Caches what is shown without a connection, and pages of the workbook that an older service worker
 * had cached. A new one waits until the last page of the old one is closed, which may still need its
 * files.
 */
export async function fillOfflineCaches(): Promise<void> {
  const names = await caches.keys();
  const kept = site.workbook.pages.filter((page) =>
    names.some((name) => name.startsWith(`${WORKBOOK}${page} `)),
  );
  await Promise.all([
    keep(offlineCache, Object.values(site.offline), site.files),
    ...kept.map(keepWorkbook),
  ]);
}

/** Caches the workbook's page of one language with its files. @throws without a connection. */
export async function keepWorkbook(page: string): Promise<void> {
  await keep(workbookCache(page), [page], site.workbook.files);
}

async function keep(
  name: string,
  pages: readonly string[],
  files: readonly string[],
): Promise<void> {
  const cache = await caches.open(name);
  await Promise.all(
    pages.map(async (path) => {
      // Fetched without cookie, so that the cached page has nothing about a member.
      const page = await fetch(path, { credentials: 'omit', cache: 'no-store', redirect: 'error' });
      if (!page.ok) throw new Error(`The page answered ${page.status}`);
      await cache.put(path, page);
    }),
  );
  // Files that a page has just loaded come from the HTTP cache.
  await cache.addAll([...files]);
}

export async function deleteOldCaches(): Promise<void> {
  const names = await caches.keys();
  const current = new Set([offlineCache, ...site.workbook.pages.map(workbookCache)]);
  const older = names.filter(
    (name) => (name.startsWith(OFFLINE) || name.startsWith(WORKBOOK)) && !current.has(name),
  );
  await Promise.all(older.map((name) => caches.delete(name)));
}

export function isWorkbookFile(path: string): boolean {
  return site.workbook.files.includes(path);
}

export function findOfflinePage(language: string): Promise<Response | undefined> {
  return find(offlineCache, site.offline[language] ?? '');
}

export function findWorkbook(page: string): Promise<Response | undefined> {
  return find(workbookCache(page), page);
}

/** A file of any cache: both have the script and the style of all pages. */
export async function findFile(url: string): Promise<Response | undefined> {
  return caches.match(url, { ignoreVary: true });
}

async function find(name: string, path: string): Promise<Response | undefined> {
  // Cached once without cookie for everybody, so Vary does not matter.
  return (await caches.has(name))
    ? caches.match(path, { cacheName: name, ignoreVary: true })
    : undefined;
}
