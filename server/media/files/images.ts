import type { SanitizedImage } from './sanitized-image.ts';
import { isKey, type FileStore } from './store.ts';
import { readBareWebp } from './webp.ts';

/** Names the two files of an image from its key. */
export function fileNames(key: string): { reading: string; thumbnail: string } {
  return { reading: `${key}.webp`, thumbnail: `${key}-thumb.webp` };
}

/**
 * Stores both sizes of an image and returns its key; the caller writes the row that refers to it
 * afterwards, so that a crash leaves a file without a row, which the sweep removes.
 */
export async function storeImage(store: FileStore, image: SanitizedImage): Promise<string> {
  const names = fileNames(image.key);
  // The larger one first: on a disk that is nearly full nothing is left of what does not fit.
  await store.put(names.reading, image.reading.bytes);
  await store.put(names.thumbnail, image.thumbnail.bytes);
  return image.key;
}

/** An image as it is stored; null where its key is none or a file of it is missing. */
export async function loadImage(store: FileStore, key: string): Promise<SanitizedImage | null> {
  if (!isKey(key)) return null;
  const names = fileNames(key);
  const reading = (await store.get(names.reading))?.bytes;
  const thumbnail = (await store.get(names.thumbnail))?.bytes;
  if (reading === undefined || thumbnail === undefined) return null;
  const [readingSize, thumbnailSize] = [readBareWebp(reading), readBareWebp(thumbnail)];
  if (readingSize === null || thumbnailSize === null) return null;
  return {
    key,
    reading: { bytes: reading, ...readingSize },
    thumbnail: { bytes: thumbnail, ...thumbnailSize },
  };
}

/** Removes both sizes of an image; missing ones are no error. */
export async function removeImage(store: FileStore, key: string): Promise<void> {
  const names = fileNames(key);
  await store.remove(names.reading);
  await store.remove(names.thumbnail);
}
