/** A grey picture as a file that the OCR engine decodes at once: portable graymap, one byte a pixel. */
export function toGraymap(
  grey: Uint8Array,
  width: number,
  height: number,
): Uint8Array<ArrayBuffer> {
  const header = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
  const file = new Uint8Array(header.length + grey.length);
  file.set(header);
  file.set(grey, header.length);
  return file;
}
