import { findFile, findOfflinePage, findWorkbook } from './offline-caches.ts';

type Connection = { readonly saveData?: boolean; readonly effectiveType?: string };

/** Time-out of the network before the workbook's cached page is shown. */
const PATIENCE_MS = 3_000;

/**
 * Answers with the workbook's page: from the network, else the cached one; from the cache first with
 * data saving or a slow connection.
 */
export async function openWorkbook(request: Request, page: string): Promise<Response> {
  const kept = await findWorkbook(page);
  if (kept === undefined) return request.mode === 'navigate' ? openPage(request) : fetch(request);
  const { connection } = navigator as Navigator & { readonly connection?: Connection };
  const slow = connection?.saveData === true || /2g/.test(connection?.effectiveType ?? '');
  if (slow || !navigator.onLine) return kept;
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(kept), PATIENCE_MS));
  // Prefer a cached page to a server error.
  const fresh = fetch(request).then((answer) => (answer.status < 500 ? answer : kept));
  return Promise.race([fresh.catch(() => kept), late]);
}

export async function openFile(request: Request): Promise<Response> {
  return (await findFile(request.url)) ?? fetch(request);
}

/**
 * Answers with a page from the network; without a connection, with the cached page that says what works
 * offline.
 */
export async function openPage(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await findOfflinePage(languageOf(new URL(request.url).pathname));
    if (kept === undefined) throw error;
    return kept;
  }
}

function languageOf(path: string): string {
  const [, first = ''] = path.split('/');
  const language = first === 'fr' || first === 'en' ? first : navigator.language.slice(0, 2);
  return language === 'en' ? 'en' : 'fr';
}
