import { SERVICE_WORKER_PATH } from './service-worker-path.ts';

/**
 * Registers the site's service worker, and waits until one is active. Null where there is none:
 * without https, in a private window, or while its files cannot be had.
 */
export async function registerServiceWorker(): Promise<ServiceWorkerRegistration | null> {
  if (!('serviceWorker' in navigator)) return null;
  try {
    // Updates are asked for once an hour, as the script's Cache-Control says, not with each page.
    const options = { scope: '/', updateViaCache: 'all' } as const;
    const registration = await navigator.serviceWorker.register(SERVICE_WORKER_PATH, options);
    const coming = registration.installing ?? registration.waiting;
    if (registration.active !== null || coming === null) return registration;
    return await new Promise((resolve) => {
      coming.addEventListener('statechange', () => {
        if (coming.state === 'activated') resolve(registration);
        if (coming.state === 'redundant') resolve(null);
      });
    });
  } catch {
    return null;
  }
}
