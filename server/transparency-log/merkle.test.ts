import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  consistencyRanges,
  inclusionRanges,
  leafBytes,
  verifyConsistency,
  verifyInclusion,
  type Hash,
  type LeafRange,
} from '#shared/transparency-log/merkle.ts';
import {
  REFERENCE_ENTRIES,
  REFERENCE_ROOTS,
  fromHex,
  naivePath,
  naiveProof,
  naiveRoot,
  corruptedProofs,
  toHex,
} from './merkle.testing.ts';

const node = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const subtle = async (bytes: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes)));
const A = '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7';
const B = '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e';
const C = '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4';
const D = 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b';
const E = 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0';
const F = '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a';

/** Hashes each range of the tree's leaves with the naive definition. */
function hashRanges(entries: readonly Uint8Array[], ranges: readonly LeafRange[]): Hash[] {
  return ranges.map(([start, end]) => naiveRoot(entries.slice(start, end)));
}

describe('the reference tree of Certificate Transparency', () => {
  test.each(REFERENCE_ROOTS.map((root, size) => [size, root] as const))(
    'of %i leaves has its known root',
    async (size, root) => {
      expect(toHex(naiveRoot(REFERENCE_ENTRIES.slice(0, size)))).toBe(root);
    },
  );

  test.each([
    [0, 8, [A, B, C]],
    [5, 8, [D, E, REFERENCE_ROOTS[4]]],
    [2, 3, [REFERENCE_ROOTS[2]]],
    [1, 5, [REFERENCE_ROOTS[1], B, D]],
    [0, 1, []],
  ])('has its known proof that leaf %i is among %i', async (index, size, proof) => {
    const entries = REFERENCE_ENTRIES.slice(0, size);
    const hashes = hashRanges(entries, inclusionRanges(index, size));
    expect(hashes.map(toHex)).toEqual(proof);
    const tree = { size, root: fromHex(REFERENCE_ROOTS[size] ?? '') };
    const leaf = node(leafBytes(REFERENCE_ENTRIES[index] ?? new Uint8Array()));
    expect(await verifyInclusion(node, tree, index, leaf, hashes)).toBe(true);
  });

  test.each([
    [1, 1, []],
    [1, 8, [A, B, C]],
    [6, 8, [F, E, REFERENCE_ROOTS[4]]],
    [2, 5, [B, D]],
  ])('has its known proof that %i leaves became %i', async (before, size, proof) => {
    const entries = REFERENCE_ENTRIES.slice(0, size);
    const hashes = hashRanges(entries, consistencyRanges(before, size));
    expect(hashes.map(toHex)).toEqual(proof);
    const at = (count: number) => ({ size: count, root: fromHex(REFERENCE_ROOTS[count] ?? '') });
    expect(await verifyConsistency(node, at(before), at(size), hashes)).toBe(true);
  });
});

// Random entries, so that no two subtrees are equal by chance.
const LARGEST = 40;
const entries = Array.from({ length: LARGEST }, () => crypto.getRandomValues(new Uint8Array(9)));
const roots = Array.from({ length: LARGEST + 1 }, (_, size) => naiveRoot(entries.slice(0, size)));
const treeOf = (size: number) => ({ size, root: roots[size] ?? new Uint8Array() });

describe('every tree up to 40 leaves', () => {
  test('proves each leaf as the definition does, to both kinds of SHA-256', async () => {
    for (let size = 1; size <= LARGEST; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const proof = naivePath(index, entries.slice(0, size));
        const ranges = inclusionRanges(index, size);
        expect(hashRanges(entries.slice(0, size), ranges)).toEqual(proof);
        const leaf = node(leafBytes(entries[index] ?? new Uint8Array()));
        expect(await verifyInclusion(node, treeOf(size), index, leaf, proof)).toBe(true);
        if (size < 10)
          expect(await verifyInclusion(subtle, treeOf(size), index, leaf, proof)).toBe(true);
      }
    }
  });

  test('proves each earlier one as the definition does', async () => {
    for (let size = 0; size <= LARGEST; size += 1) {
      for (let before = 0; before <= size; before += 1) {
        const proof = before === 0 ? [] : naiveProof(before, entries.slice(0, size));
        const ranges = consistencyRanges(before, size);
        expect(hashRanges(entries.slice(0, size), ranges)).toEqual(proof);
        const [from, to] = [treeOf(before), treeOf(size)];
        expect(await verifyConsistency(node, from, to, proof)).toBe(true);
      }
    }
  });
});

describe('refuses', () => {
  const wrong = new Uint8Array(32);

  test.each([1, 2, 3, 7, 8, 13])('what is one slip from a proof among %i', async (size) => {
    for (let index = 0; index < size; index += 1) {
      const leaf = node(leafBytes(entries[index] ?? new Uint8Array()));
      const proof = naivePath(index, entries.slice(0, size));
      const check = (at: number, tree: ReturnType<typeof treeOf>, hash: Hash, path: Hash[]) =>
        verifyInclusion(node, tree, at, hash, path);
      for (const slip of corruptedProofs(proof))
        expect(await check(index, treeOf(size), leaf, slip)).toBe(false);
      for (let other = 0; other < size + 2; other += 1)
        if (other !== index) expect(await check(other, treeOf(size), leaf, proof)).toBe(false);
      expect(await check(index, treeOf(size), wrong, proof)).toBe(false);
      expect(await check(index, { size, root: wrong }, leaf, proof)).toBe(false);
      for (const odd of [-1, 0.5, Number.NaN, Infinity, 2 ** 53])
        expect(await check(odd, treeOf(size), leaf, proof)).toBe(false);
    }
  });

  test('a proof of a leaf for a tree of another size', async () => {
    for (let size = 1; size <= 20; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const leaf = node(leafBytes(entries[index] ?? new Uint8Array()));
        const proof = naivePath(index, entries.slice(0, size));
        for (let other = 0; other <= 20; other += 1) {
          if (other === size) continue;
          expect(await verifyInclusion(node, treeOf(other), index, leaf, proof)).toBe(false);
        }
      }
    }
  });

  test.each([2, 3, 7, 8, 13])('what is one slip from a proof up to %i', async (size) => {
    for (let before = 0; before <= size; before += 1) {
      const proof = before === 0 ? [] : naiveProof(before, entries.slice(0, size));
      const [from, to] = [treeOf(before), treeOf(size)];
      for (const slip of corruptedProofs(proof))
        expect(await verifyConsistency(node, from, to, slip)).toBe(false);
      for (const tree of [
        { size: before, root: wrong },
        { size: before - 1, root: from.root },
        { size: before + 1, root: from.root },
      ])
        expect(await verifyConsistency(node, tree, to, proof)).toBe(false);
      if (before > 0)
        expect(await verifyConsistency(node, from, { size, root: wrong }, proof)).toBe(false);
    }
  });

  test('an earlier tree that is larger, and sizes that are none', async () => {
    expect(await verifyConsistency(node, treeOf(9), treeOf(8), [])).toBe(false);
    for (const odd of [-1, 0.5, Number.NaN, 2 ** 53])
      expect(await verifyConsistency(node, { size: odd, root: wrong }, treeOf(8), [])).toBe(false);
  });

  test('a node that is passed off as a leaf', async () => {
    const [left, right] = [A, B].map(fromHex);
    const asEntry = Uint8Array.from([...(left ?? []), ...(right ?? [])]);
    expect(toHex(node(leafBytes(asEntry)))).not.toBe(toHex(node(Uint8Array.from([1, ...asEntry]))));
  });
});
