import type { ShareFailure } from './shared-pictures.ts';
import { site } from './worker-scope.ts';

const {
  cache: cacheName,
  field,
  keptAt,
  keptMs,
  maxBytes,
  more,
  most,
  parameter,
  prefix,
} = site.pictures;

/**
 * Keeps a picture that the system posts on this device, and leads to the form, whose script takes it.
 * Nothing of what is posted goes to the network: neither the picture nor its name, title or text.
 */
export async function takeSharedPicture(request: Request, form: string): Promise<Response> {
  const lead = (shared: string, others = false): Response =>
    Response.redirect(`${form}?${parameter}=${shared}${others ? `&${more}=1` : ''}`, 303);
  try {
    const posted = (await request.formData()).getAll(field);
    const files = posted.filter((value) => value instanceof File);
    const pictures = files.filter(({ type }) => type.startsWith('image/'));
    const [picture] = pictures;
    if (picture === undefined) return lead('not-image' satisfies ShareFailure);
    if (picture.size > maxBytes) return lead('too-large' satisfies ShareFailure);
    return lead(await keep(picture), pictures.length > 1);
  } catch {
    return lead('not-kept' satisfies ShareFailure);
  }
}

/** Keeps a picture without its name. @returns its id. */
async function keep(picture: File): Promise<string> {
  await forgetOldPictures(most - 1);
  const id = crypto.randomUUID();
  const headers = { 'content-type': picture.type, [keptAt]: String(Date.now()) };
  const cache = await caches.open(cacheName);
  await cache.put(prefix + id, new Response(picture, { headers }));
  return id;
}

/** Deletes pictures older than a day, and the oldest above a number. */
export async function forgetOldPictures(keeping: number = most): Promise<void> {
  if (!(await caches.has(cacheName))) return;
  const cache = await caches.open(cacheName);
  // `keys` lists requests in the order in which they were stored.
  const requests = await cache.keys();
  const surplus = requests.length - keeping;
  await Promise.all(
    requests.map(async (request, place) => {
      const since = Number((await cache.match(request))?.headers.get(keptAt));
      if (place < surplus || Date.now() - since > keptMs) await cache.delete(request);
    }),
  );
}
