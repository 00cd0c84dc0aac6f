import { SHARED_PICTURES } from '#web/site/web-app/shared-pictures.ts';

const { cache: cacheName, more, parameter, prefix } = SHARED_PICTURES;

/**
 * Opens the picture that was shared with the installed site, as the address of the page names it, and
 * takes it out of the device's cache; shows at the head of the form what is read on it.
 *
 * @param open opens a picture; resolves to false where it has to be opened once more.
 */
export async function openSharedPicture(
  field: HTMLElement,
  open: (picture: File) => Promise<boolean>,
): Promise<void> {
  const address = new URLSearchParams(location.search);
  const id = address.get(parameter);
  if (id === null || !('caches' in window) || !(await caches.has(cacheName))) return;
  const cache = await caches.open(cacheName);
  const kept = await cache.match(prefix + id);
  // The picture was taken already.
  if (kept === undefined) return;
  const blob = await kept.blob();
  if (await open(new File([blob], 'capture', { type: blob.type }))) await cache.delete(prefix + id);
  if (field.querySelector('.redact') === null) return;
  const head = field.closest('form')?.querySelector<HTMLElement>('[data-part="shared"]');
  const offers = field.querySelector('[data-part="offers"]');
  if (!head || !offers) return;
  head.querySelector('[data-part="more"]')?.toggleAttribute('hidden', !address.has(more));
  head.append(offers);
  head.hidden = false;
}
