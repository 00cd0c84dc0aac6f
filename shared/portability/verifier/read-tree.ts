import { createSha256 } from '#sha256';
import { toHex } from '#shared/core/hex.ts';
import { FetchFailed } from '#shared/core/fetch-with-retry.ts';
import { HASH_BYTES, bytesEqual, concatBytes, type Hash } from '#shared/transparency-log/merkle.ts';
import type { LogSource } from '#shared/transparency-log/check-log.ts';
import { TILE_WIDTH, tilePath, tileWidth, unpackEntries } from '#shared/transparency-log/tiles.ts';
import type { Fault } from './faults.ts';

type Bytes = Pick<LogSource, 'fetchBytes'>;

export type TreeReadResult = {
  /** The roots at the requested sizes, as far as the leaves could be read. */
  readonly roots: ReadonlyMap<number, Hash>;
  readonly faults: readonly Fault[];
};

/** Tiles requested concurrently; otherwise latency dominates for a remote record. */
const AHEAD = 8;

/**
 * Reads every leaf of a record in order, hashes it, and compares all tiles. Keeps no leaf: `onLeaf`
 * gets each.
 * @param sizes tree sizes whose roots are wanted, including the record's own.
 */
export async function readTree(
  source: Bytes,
  size: number,
  sizes: Iterable<number>,
  onLeaf: (number: number, leaf: Uint8Array) => void,
): Promise<TreeReadResult> {
  const wanted = new Set(sizes);
  const roots = new Map<number, Hash>();
  const faults: Fault[] = [];
  const range = new GrowingRoot();
  const upper: Hash[][] = [];
  if (wanted.has(0)) roots.set(0, range.root());
  let complete = true;
  const last = Math.ceil(size / TILE_WIDTH);
  const asked: Promise<Pair>[] = [];
  for (let index = 0; index < last; index += 1) {
    while (asked.length < AHEAD && index + asked.length < last) {
      asked.push(fetchPair(source, index + asked.length, size));
    }
    const { hashes, entries } = (await asked.shift()) ?? { hashes: null, entries: null };
    const width = tileWidth(0, index, size);
    const start = index * TILE_WIDTH;
    if (entries === null || entries.length !== width || hashes?.length !== width * HASH_BYTES) {
      faults.push(...(await nameDropped(source, { start, width, hashes, entries })));
      // With leaves missing there is no root to compare.
      complete = false;
      if (entries?.length !== width) continue;
    }
    const own = entries.map(hashLeaf);
    for (const [nth, entry] of entries.entries()) {
      const hash = own[nth];
      if (hash === undefined) continue;
      if (hashes !== null && !bytesEqual(hash, hashAt(hashes, nth))) {
        faults.push({ code: 'leaf-changed', name: `leaf ${start + nth}` });
      }
      onLeaf(start + nth, entry);
      if (!complete) continue;
      range.add(hash);
      if (wanted.has(start + nth + 1)) roots.set(start + nth + 1, range.root());
    }
    if (complete && width === TILE_WIDTH) faults.push(...(await climb(source, upper, 1, own)));
  }
  if (complete) faults.push(...(await checkEdge(source, upper, size)));
  return { roots, faults };
}

type Pair = { readonly hashes: Uint8Array | null; readonly entries: Uint8Array[] | null };

async function fetchPair(source: Bytes, index: number, size: number): Promise<Pair> {
  const width = tileWidth(0, index, size);
  const [hashes, bundle] = await Promise.all([
    fetchOrNull(source, tilePath({ level: 0, index, width })),
    fetchOrNull(source, tilePath({ level: 'entries', index, width })),
  ]);
  return { hashes, entries: bundle === null ? null : unpackEntries(bundle) };
}

const NOT_THERE: ReadonlySet<number | null> = new Set([404, 410]);

/**
 * Fetches a file; null for a 404. Any other failure says nothing about the record, and is thrown.
 */
async function fetchOrNull(source: Bytes, path: string): Promise<Uint8Array | null> {
  try {
    return await source.fetchBytes(path);
  } catch (error) {
    if (error instanceof FetchFailed && NOT_THERE.has(error.status)) return null;
    throw error;
  }
}

/**
 * Names the missing leaves of a bundle, by their hashes or, when those are missing too, by
 * requesting a proof of each.
 * @returns one fault per leaf, or one for the whole bundle.
 */
async function nameDropped(
  source: Bytes,
  { start, width, hashes, entries }: Pair & { readonly start: number; readonly width: number },
): Promise<Fault[]> {
  const all = Array.from({ length: width }, (_, nth) => nth);
  const there = new Set((entries ?? []).map((entry) => toHex(hashLeaf(entry))));
  const missing =
    hashes !== null && entries !== null && hashes.length === width * HASH_BYTES
      ? all.filter((nth) => !there.has(toHex(hashAt(hashes, nth))))
      : await unproven(source, start, all);
  const named = missing.length === 0 || missing.length === width ? null : missing;
  if (named === null) {
    return [{ code: 'leaf-dropped', name: `leaves ${start} to ${start + width - 1}` }];
  }
  return named.map((nth) => ({ code: 'leaf-dropped', name: `leaf ${start + nth}` }));
}

/** Finds the leaves for which the site returns no proof. */
async function unproven(source: Bytes, start: number, all: readonly number[]): Promise<number[]> {
  const missing: number[] = [];
  for (const nth of all) {
    const proof = await fetchOrNull(source, `proof/${start + nth}.tlog-proof`);
    if (proof === null) missing.push(nth);
  }
  return missing;
}

/**
 * Adds the root of a full tile to the level above, and compares that level's tile once it is full.
 */
async function climb(
  source: Bytes,
  upper: Hash[][],
  level: number,
  below: readonly Hash[],
): Promise<Fault[]> {
  const known = upper[level - 1] ?? [];
  upper[level - 1] = known;
  known.push(foldFull(below));
  if (known.length % TILE_WIDTH !== 0) return [];
  const index = known.length / TILE_WIDTH - 1;
  const own = known.slice(-TILE_WIDTH);
  return [
    ...(await compareTile(source, level, index, own)),
    ...(await climb(source, upper, level + 1, own)),
  ];
}

/** Compares the partial tiles above the leaves. */
async function checkEdge(source: Bytes, upper: Hash[][], size: number): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const [at, known] of upper.entries()) {
    const level = at + 1;
    const index = Math.floor(known.length / TILE_WIDTH);
    const width = tileWidth(level, index, size);
    if (width === 0) continue;
    faults.push(...(await compareTile(source, level, index, known.slice(-width))));
  }
  return faults;
}

async function compareTile(
  source: Bytes,
  level: number,
  index: number,
  own: readonly Hash[],
): Promise<Fault[]> {
  const path = tilePath({ level, index, width: own.length });
  const tile = await fetchOrNull(source, path);
  const fits = tile !== null && bytesEqual(tile, concatBytes(...own));
  return fits ? [] : [{ code: 'tile-changed', name: path }];
}

/** Computes a Merkle root incrementally: keeps the full subtrees so far, largest first. */
class GrowingRoot {
  readonly #subtrees: { readonly leaves: number; readonly hash: Hash }[] = [];

  add(hash: Hash): void {
    let added = { leaves: 1, hash };
    for (;;) {
      const before = this.#subtrees.at(-1);
      if (before?.leaves !== added.leaves) break;
      this.#subtrees.pop();
      added = { leaves: added.leaves * 2, hash: hashNode(before.hash, added.hash) };
    }
    this.#subtrees.push(added);
  }

  root(): Hash {
    const [right, ...others] = this.#subtrees.map(({ hash }) => hash).toReversed();
    if (right === undefined) return createSha256().digest();
    return others.reduce((root, left) => hashNode(left, root), right);
  }
}

function foldFull(hashes: readonly Hash[]): Hash {
  const range = new GrowingRoot();
  for (const hash of hashes) range.add(hash);
  return range.root();
}

function hashAt(hashes: Uint8Array | null, nth: number): Uint8Array {
  return (hashes ?? new Uint8Array()).subarray(nth * HASH_BYTES, (nth + 1) * HASH_BYTES);
}

function hashLeaf(entry: Uint8Array): Hash {
  return createSha256().update(LEAF).update(entry).digest();
}

function hashNode(left: Hash, right: Hash): Hash {
  return createSha256().update(NODE).update(left).update(right).digest();
}

// Prefixes that separate the hashes of leaves from those of nodes (RFC 6962).
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
