/**
 * Header of a "traineddata" file of Tesseract: a 32-bit count of components, then a 64-bit offset of
 * each, negative where it is absent; all little-endian. The component of this index is the word list.
 */
const WORD_LIST_COMPONENT = 19;
const OFFSETS_START = 4;
const OFFSET_BYTES = 8;

/**
 * Trained data less its word list. The list is 48 to 82 % of a file and changes no more than a
 * confidence here and there (docs/redaction.md has the measurement): names and amounts are in no list.
 * @throws RangeError where the data is no "traineddata".
 */
export function withoutWordList(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const count = view.getInt32(0, true);
  const offsets = Array.from({ length: count }, (_, index) =>
    Number(view.getBigInt64(OFFSETS_START + OFFSET_BYTES * index, true)),
  );
  const start = offsets[WORD_LIST_COMPONENT] ?? -1;
  if (start < 0) return new Uint8Array(data);
  const next = offsets.slice(WORD_LIST_COMPONENT + 1).find((offset) => offset >= 0) ?? data.length;
  const result = new Uint8Array(data.length - (next - start));
  result.set(data.subarray(0, start));
  result.set(data.subarray(next), start);
  const header = new DataView(result.buffer);
  for (const [index, offset] of offsets.entries()) {
    const moved = offset > start ? offset - (next - start) : offset;
    header.setBigInt64(
      OFFSETS_START + OFFSET_BYTES * index,
      BigInt(index === WORD_LIST_COMPONENT ? -1 : moved),
      true,
    );
  }
  return result;
}
