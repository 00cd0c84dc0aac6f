import type { SanitizedImage } from './sanitized-image.ts';
import type { FileStore } from './store.ts';

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
  await store.put(names.thumbnail, image.thumbnail.bytes);
  await store.put(names.reading, image.reading.bytes);
  return image.key;
}

/** Removes both sizes of an image; missing ones are no error. */
export async function removeImage(store: FileStore, key: string): Promise<void> {
  const names = fileNames(key);
  await store.remove(names.reading);
  await store.remove(names.thumbnail);
}
