import type { Words } from './words.ts';

/** Whether she asked for as little data as possible. */
export function savesData(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}

/** Whether this page would open without a line now. */
export async function isKept({ urls }: Words): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return false;
  const known = await navigator.serviceWorker.getRegistration(urls.page).catch(() => undefined);
  return known?.active !== null && known?.active !== undefined && known.scope.endsWith(urls.page);
}

/**
 * Keeps the page of this language on the device, for days without a line. It answers for this page
 * alone: nothing else of the site goes through it.
 * @returns whether it is there now.
 */
export async function keepPage({ urls }: Words): Promise<boolean> {
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
    // Without https, or in a private window; the book itself works all the same.
    return false;
  }
}
