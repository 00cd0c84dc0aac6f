import {
  HASH_BYTES,
  consistencyRanges,
  inclusionRanges,
  isPowerOfTwo,
  nodeBytes,
  largestPowerOfTwoBelow,
  type Hash,
  type Sha256,
} from './merkle.ts';

/**
 * The tree in tiles (C2SP tlog-tiles): level 0 has up to 256 leaf hashes, a level above it the
 * hashes of full tiles below. Entries come in bundles of the same width.
 */

/** Number of hashes of a full tile, or of entries of a full bundle. */
export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;

export type Tile = {
  readonly level: number | 'entries';
  readonly index: number;
  /** Number of hashes, or entries: 256 in a full one. */
  readonly width: number;
};

/** The path of a tile below `/record/`, e.g. `tile/0/x001/234.p/17`. */
export function tilePath({ level, index, width }: Tile): string {
  const groups: string[] = [];
  for (let rest = index, first = true; first || rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`${first ? '' : 'x'}${String(rest % 1000).padStart(3, '0')}`);
    first = false;
  }
  return `tile/${level}/${groups.join('/')}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

/** Parses what `tilePath` writes; null when invalid. */
export function parseTilePath(path: string): Tile | null {
  const match = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(
    path,
  );
  if (match === null) return null;
  const [, where = '', groups = '', width] = match;
  const tile: Tile = {
    level: where === 'entries' ? where : Number(where),
    index: Number(groups.replaceAll(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  // Canonical addresses only: no leading zeroes, no full tile as a partial one.
  return Number.isSafeInteger(tile.index) && tilePath(tile) === path ? tile : null;
}

/** Number of hashes of the tile in a tree of `size`; 0 when it does not exist. */
export function tileWidth(level: number, index: number, size: number): number {
  const there = Math.floor(size / TILE_WIDTH ** level) - index * TILE_WIDTH;
  return Math.max(0, Math.min(TILE_WIDTH, there));
}

/** All hash tiles of a tree of `size`, level by level, from the tile of leaf `from` on. */
export function* tilesOf(size: number, from = 0): Generator<Tile & { level: number }> {
  for (let level = 0; size >= TILE_WIDTH ** level; level += 1) {
    const first = Math.floor(from / TILE_WIDTH ** (level + 1));
    for (let index = first; ; index += 1) {
      const width = tileWidth(level, index, size);
      if (width === 0) break;
      yield { level, index, width };
    }
  }
}

/** A tree with access to its tiles. */
export type TiledTree = {
  readonly size: number;
  readonly sha256: Sha256;
  /** The hashes of a tile, at least `width` × 32 bytes. */
  readonly readTile: (tile: Tile & { readonly level: number }) => Promise<Uint8Array>;
};

/** The root of the tree, or of the tree when it had an earlier size. */
export async function treeRoot(tree: TiledTree, size: number = tree.size): Promise<Hash> {
  return size === 0 ? tree.sha256(new Uint8Array()) : rangeHash(tree, 0, size);
}

export async function proveInclusion(tree: TiledTree, index: number): Promise<Hash[]> {
  return hashesOf(tree, inclusionRanges(index, tree.size));
}

/** Consistency proof with the tree of size `before`. */
export async function proveConsistency(tree: TiledTree, before: number): Promise<Hash[]> {
  return hashesOf(tree, consistencyRanges(before, tree.size));
}

async function hashesOf(
  tree: TiledTree,
  ranges: readonly (readonly [number, number])[],
): Promise<Hash[]> {
  const hashes: Hash[] = [];
  for (const [start, end] of ranges) hashes.push(await rangeHash(tree, start, end));
  return hashes;
}

async function rangeHash(tree: TiledTree, start: number, end: number): Promise<Hash> {
  const count = end - start;
  if (isPowerOfTwo(count) && start % count === 0) return nodeHash(tree, count, start / count);
  const middle = start + largestPowerOfTwoBelow(count);
  const left = await rangeHash(tree, start, middle);
  return tree.sha256(nodeBytes(left, await rangeHash(tree, middle, end)));
}

/** The hash of the `nth` full subtree with `count` leaves, a power of two. */
async function nodeHash(tree: TiledTree, count: number, nth: number): Promise<Hash> {
  const level = Math.floor(Math.log2(count) / TILE_HEIGHT);
  const inTile = count / TILE_WIDTH ** level;
  const first = nth * inTile;
  const index = Math.floor(first / TILE_WIDTH);
  const width = tileWidth(level, index, tree.size);
  const hashes = await tree.readTile({ level, index, width });
  if (hashes.length < width * HASH_BYTES) throw new Error('a tile is too short');
  const at = (first % TILE_WIDTH) * HASH_BYTES;
  return foldHashes(tree.sha256, hashes.subarray(at, at + inTile * HASH_BYTES));
}

/** The root over a power-of-two number of hashes, e.g. of a full tile. */
async function foldHashes(sha256: Sha256, hashes: Uint8Array): Promise<Hash> {
  if (hashes.length === HASH_BYTES) return hashes;
  const half = hashes.length / 2;
  const left = await foldHashes(sha256, hashes.subarray(0, half));
  return sha256(nodeBytes(left, await foldHashes(sha256, hashes.subarray(half))));
}

/** Encodes entries as a bundle, each after its length (two bytes, big-endian). */
export function packEntries(entries: readonly Uint8Array[]): Uint8Array {
  const bundle = new Uint8Array(entries.reduce((sum, { length }) => sum + 2 + length, 0));
  let at = 0;
  for (const entry of entries) {
    if (entry.length > 0xff_ff) throw new Error('an entry is too long');
    bundle.set([entry.length >> 8, entry.length & 0xff], at);
    bundle.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bundle;
}

/** Decodes a bundle; null when truncated. */
export function unpackEntries(bundle: Uint8Array): Uint8Array[] | null {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bundle.length) {
    const [high, low] = [bundle[at], bundle[at + 1]];
    if (high === undefined || low === undefined) return null;
    const end = at + 2 + high * 256 + low;
    if (end > bundle.length) return null;
    entries.push(bundle.subarray(at + 2, end));
    at = end;
  }
  return entries;
}
