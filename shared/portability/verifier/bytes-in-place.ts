// Bytes are read one by one: a view (`subarray`) of a short array moves it out of the heap, where it stays
// until a garbage collection.

/** The first four bytes as an integer. */
export function firstWord([first = 0, second = 0, third = 0, fourth = 0]: Uint8Array): number {
  return first | (second << 8) | (third << 16) | (fourth << 24);
}

/** Copies the first `width` bytes to an index of another array. */
export function copyBytes(from: Uint8Array, width: number, to: Uint8Array, at: number): void {
  for (let nth = 0; nth < width; nth += 1) to[at + nth] = from[nth] ?? 0;
}

/** Whether the first `width` bytes stand at an index of an array. */
export function beginsAt(
  bytes: Uint8Array,
  width: number,
  within: Uint8Array,
  at: number,
): boolean {
  for (let nth = 0; nth < width; nth += 1) if (within[at + nth] !== bytes[nth]) return false;
  return true;
}
