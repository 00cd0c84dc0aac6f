import type { ScriptSentences } from './script-sentences.ts';

/** Whether the browser's data saving is on. */
export function isDataSaverOn(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}

/** Whether this page would open offline now. */
export async function isPageCached({ urls }: ScriptSentences): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return false;
  const known = await navigator.serviceWorker.getRegistration(urls.page).catch(() => undefined);
  return known?.active !== null && known?.active !== undefined && known.scope.endsWith(urls.page);
}

/**
 * Caches the page of this language for offline use with a service worker, whose scope is this page
 * only.
 * @returns whether it is cached now.
 */
export async function cachePage({ urls }: ScriptSentences): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return false;
  try {
    const made = await navigator.serviceWorker.register(urls.worker, { scope: urls.page });
    const coming = made.installing ?? made.waiting;
    if (made.active !== null || coming === null) return made.active !== null;
    return await new Promise<boolean>((resolve) => {
      coming.addEventListener('statechange', () => {
        if (coming.state === 'activated') resolve(true);
        if (coming.state === 'redundant') resolve(false);
      });
    });
  } catch {
    // Without https, or in a private window; the workbook itself still works.
    return false;
  }
}
