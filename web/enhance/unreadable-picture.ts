import { detectFormat, FORMAT_HEAD_BYTES, isAcceptedFormat } from '#shared/media/image-format.ts';

/**
 * Tells why the browser cannot decode a file: by its format, or where that is a usual one, by a damage.
 * A "#" in `words.format` is the format.
 */
export async function describeUnreadable(
  file: File,
  words: { readonly format: string; readonly unreadable: string },
): Promise<string> {
  const head = new Uint8Array(await file.slice(0, FORMAT_HEAD_BYTES).arrayBuffer());
  const format = detectFormat(head);
  return format === null || isAcceptedFormat(format)
    ? words.unreadable
    : words.format.replace('#', format);
}
