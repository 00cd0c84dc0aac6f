import { SHARED_PICTURES } from '#web/site/web-app/shared-pictures.ts';

const { cache: cacheName, more, parameter, prefix } = SHARED_PICTURES;

/**
 * Takes the picture that was shared with the installed site out of the device's cache, as the address
 * of the page names it. @returns the picture, and whether there were more; null where nothing was
 * shared, or it was taken before.
 */
export async function takeSharedPicture(): Promise<{ picture: File; more: boolean } | null> {
  const address = new URLSearchParams(location.search);
  const id = address.get(parameter);
  if (id === null || !('caches' in window) || !(await caches.has(cacheName))) return null;
  const cache = await caches.open(cacheName);
  const kept = await cache.match(prefix + id);
  if (kept === undefined) return null;
  const blob = await kept.blob();
  const picture = new File([blob], 'capture', { type: blob.type });
  await cache.delete(prefix + id);
  return { picture, more: address.has(more) };
}
