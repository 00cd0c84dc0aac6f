/** The Merkle tree of RFC 6962, with the proof verification of RFC 9162. */

/** SHA-256 as the caller provides it: Node's is synchronous, a browser's returns a promise. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>;
/** A SHA-256 hash, 32 bytes. */
export type Hash = Uint8Array;
/** Leaves from `start` to `end` (exclusive). */
export type LeafRange = readonly [start: number, end: number];

export const HASH_BYTES = 32;

/** The bytes hashed for a leaf; a prefix separates leaves from nodes. */
export function leafBytes(entry: Uint8Array): Uint8Array {
  return concatBytes(Uint8Array.of(0), entry);
}

/** The bytes hashed for an inner node. */
export function nodeBytes(left: Hash, right: Hash): Uint8Array {
  return concatBytes(Uint8Array.of(1), left, right);
}

/** The greatest power of two below `count` (at least 2): where a tree splits. */
export function largestPowerOfTwoBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

/** The subtrees of an inclusion proof of leaf `index` in a tree of `size`, from the leaf up. */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  const from = (start: number, end: number): LeafRange[] => {
    if (end - start < 2) return [];
    const middle = start + largestPowerOfTwoBelow(end - start);
    return index < middle
      ? [...from(start, middle), [middle, end]]
      : [...from(middle, end), [start, middle]];
  };
  return from(0, size);
}

/** The subtrees of a consistency proof between the trees of `before` and `size`. */
export function consistencyRanges(before: number, size: number): LeafRange[] {
  const from = (start: number, end: number, known: boolean): LeafRange[] => {
    if (end === before) return known ? [] : [[start, end]];
    const middle = start + largestPowerOfTwoBelow(end - start);
    return before <= middle
      ? [...from(start, middle, known), [middle, end]]
      : [...from(middle, end, false), [start, middle]];
  };
  return before === 0 || before === size ? [] : from(0, size, true);
}

/** Verifies an inclusion proof of `leaf`, a hash, at `index` in the tree of this size and root. */
export async function verifyInclusion(
  sha256: Sha256,
  tree: { readonly size: number; readonly root: Hash },
  index: number,
  leaf: Hash,
  proof: readonly Hash[],
): Promise<boolean> {
  if (!isCount(index) || !isCount(tree.size) || index >= tree.size) return false;
  if (![leaf, tree.root, ...proof].every(isHash)) return false;
  let [place, last, hash] = [index, tree.size - 1, leaf];
  for (const other of proof) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = await sha256(nodeBytes(other, hash));
      [place, last] = climb(place, last);
    } else {
      hash = await sha256(nodeBytes(hash, other));
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && bytesEqual(hash, tree.root);
}

/** Verifies a consistency proof: the later tree begins with the earlier one. */
export async function verifyConsistency(
  sha256: Sha256,
  before: { readonly size: number; readonly root: Hash },
  after: { readonly size: number; readonly root: Hash },
  proof: readonly Hash[],
): Promise<boolean> {
  if (!isCount(before.size) || !isCount(after.size) || before.size > after.size) return false;
  if (![before.root, after.root, ...proof].every(isHash)) return false;
  if (before.size === after.size) return proof.length === 0 && bytesEqual(before.root, after.root);
  // An empty tree needs no proof, but its root is known.
  if (before.size === 0) {
    return proof.length === 0 && bytesEqual(before.root, await sha256(new Uint8Array()));
  }
  const path = isPowerOfTwo(before.size) ? [before.root, ...proof] : proof;
  let [place, last] = [before.size - 1, after.size - 1];
  while (place % 2 === 1) [place, last] = [half(place), half(last)];
  const [first, ...others] = path;
  if (first === undefined || proof.length === 0) return false;
  let [earlier, later] = [first, first];
  for (const other of others) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      earlier = await sha256(nodeBytes(other, earlier));
      later = await sha256(nodeBytes(other, later));
      [place, last] = climb(place, last);
    } else {
      later = await sha256(nodeBytes(later, other));
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && bytesEqual(earlier, before.root) && bytesEqual(later, after.root);
}

/**
 * Climbs from a node to the first ancestor that is a right child, or to the leftmost node of its
 * level.
 */
function climb(place: number, last: number): [number, number] {
  while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
  return [place, last];
}

// No bit shift: a size may have more than 32 bits.
function half(count: number): number {
  return Math.floor(count / 2);
}

export function isPowerOfTwo(count: number): boolean {
  return Number.isInteger(Math.log2(count)) && 2 ** Math.log2(count) === count;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === HASH_BYTES;
}

export function bytesEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
