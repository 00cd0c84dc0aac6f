import { registerServiceWorker } from '#web/site/web-app/register-service-worker.ts';
import type { ScriptSentences } from './script-sentences.ts';

/** Whether this page would open offline now. */
export async function isPageCached({ urls }: ScriptSentences): Promise<boolean> {
  // Without https, or in a private window, there may be neither.
  if (!('serviceWorker' in navigator) || !('caches' in window)) return false;
  const registration = await navigator.serviceWorker.getRegistration(urls.page).catch(() => null);
  if (!registration?.active) return false;
  const kept = await caches.match(urls.page, { ignoreVary: true }).catch(() => undefined);
  return kept !== undefined;
}

/**
 * Has the service worker cache the page of this language for offline use.
 * @returns whether it is cached now.
 */
export async function cachePage({ urls }: ScriptSentences): Promise<boolean> {
  const registration = await registerServiceWorker();
  const worker = registration?.active;
  if (!worker) return false;
  const kept = await new Promise<boolean>((resolve) => {
    const { port1: here, port2: there } = new MessageChannel();
    here.addEventListener('message', ({ data }) => resolve(data === true));
    here.start();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
    worker.postMessage({ keepWorkbook: urls.page }, [there]);
  });
  // Until November 2026 this page had a service worker of its own, which would go on answering for it.
  const former = await navigator.serviceWorker.getRegistration(urls.page);
  if (kept && former?.scope.endsWith(urls.page) === true) await former.unregister();
  return kept;
}
