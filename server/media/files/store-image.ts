import type { SanitizedImage } from './sanitized-image.ts';
import { isImageKey, type FileStore } from './file-store.ts';
import { parseBareWebp } from '#shared/media/parse-webp.ts';

export function imageFileNames(key: string): { reading: string; thumbnail: string } {
  return { reading: `${key}.webp`, thumbnail: `${key}-thumb.webp` };
}

/**
 * Stores both sizes of an image and returns its key. Store before the row that refers to it: after a
 * crash a file without a row is left, which the sweep removes.
 */
export async function storeImage(store: FileStore, image: SanitizedImage): Promise<string> {
  const names = imageFileNames(image.key);
  // The larger file first, so that on a nearly full disk nothing is left of an image that does not fit.
  await store.put(names.reading, image.reading.bytes);
  await store.put(names.thumbnail, image.thumbnail.bytes);
  return image.key;
}

/** Loads an image; null where the key is invalid or a file is missing. */
export async function loadImage(store: FileStore, key: string): Promise<SanitizedImage | null> {
  if (!isImageKey(key)) return null;
  const names = imageFileNames(key);
  const reading = (await store.get(names.reading))?.bytes;
  const thumbnail = (await store.get(names.thumbnail))?.bytes;
  if (reading === undefined || thumbnail === undefined) return null;
  const [readingSize, thumbnailSize] = [parseBareWebp(reading), parseBareWebp(thumbnail)];
  if (readingSize === null || thumbnailSize === null) return null;
  return {
    key,
    reading: { bytes: reading, ...readingSize },
    thumbnail: { bytes: thumbnail, ...thumbnailSize },
  };
}

/** Deletes both sizes of an image; missing files are ignored. */
export async function removeImage(store: FileStore, key: string): Promise<void> {
  const names = imageFileNames(key);
  await store.remove(names.reading);
  await store.remove(names.thumbnail);
}
