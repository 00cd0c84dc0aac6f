import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  leafBytes,
  verifyConsistency,
  verifyInclusion,
  type Sha256,
} from '#shared/transparency-log/merkle.ts';
import {
  TILE_WIDTH,
  packEntries,
  parseTilePath,
  proveConsistency,
  proveInclusion,
  treeRoot,
  tilePath,
  tilesOf,
  unpackEntries,
  type TiledTree,
} from '#shared/transparency-log/tiles.ts';
import { naivePath, naiveProof, naiveRoot } from './merkle.testing.ts';

const sha256: Sha256 = (bytes) => Uint8Array.from(createHash('sha256').update(bytes).digest());

/** A tree whose tiles are computed by definition, each from the entries. */
function treeOver(entries: readonly Uint8Array[]): TiledTree & { asked: Set<string> } {
  const asked = new Set<string>();
  return {
    size: entries.length,
    sha256,
    asked,
    readTile: async (tile) => {
      asked.add(tilePath(tile));
      const { level, index, width } = tile;
      const under = TILE_WIDTH ** level;
      const hashes = Array.from({ length: width }, (_, nth) => {
        const start = (index * TILE_WIDTH + nth) * under;
        return naiveRoot(entries.slice(start, start + under));
      });
      return Uint8Array.from(Buffer.concat(hashes));
    },
  };
}

const entries = Array.from({ length: 700 }, () => randomBytes(20));

describe('addresses of tiles', () => {
  test.each([
    [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
    [{ level: 0, index: 1_234_067, width: 256 }, 'tile/0/x001/x234/067'],
    [{ level: 2, index: 5, width: 17 }, 'tile/2/005.p/17'],
    [{ level: 'entries' as const, index: 1000, width: 1 }, 'tile/entries/x001/000.p/1'],
  ])('%j is at %s, and nowhere else', (tile, path) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  });

  test.each([
    'tile/0/0',
    'tile/00/000',
    'tile/0/x000/001',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/001/000',
    'tile/0/x001',
    'tile/-1/000',
    'tile/x/000',
    'tile/0/000/',
    'tile/0/../000',
    `tile/0/${'x999/'.repeat(6)}999`,
  ])('%s names none', (path) => {
    expect(parseTilePath(path)).toBeNull();
  });

  test('of a tree of 70,000 are those of the example of the standard', () => {
    const tiles = [...tilesOf(70_000)];
    const of = (level: number) => tiles.filter((tile) => tile.level === level);
    expect([of(0).length, of(1).length, of(2).length]).toEqual([274, 2, 1]);
    expect([of(0), of(1), of(2)].map((level) => level.at(-1)?.width)).toEqual([112, 17, 1]);
    expect([...tilesOf(256)]).toEqual([
      { level: 0, index: 0, width: 256 },
      { level: 1, index: 0, width: 1 },
    ]);
    expect([...tilesOf(0)]).toEqual([]);
  });
});

describe('a tree in tiles', () => {
  test.each([0, 1, 2, 255, 256, 257, 511, 512, 600, 700])('of %i has its root', async (size) => {
    const tree = treeOver(entries.slice(0, size));
    expect(await treeRoot(tree)).toEqual(naiveRoot(entries.slice(0, size)));
    const real = new Set([...tilesOf(size)].map(tilePath));
    expect([...tree.asked].filter((path) => !real.has(path))).toEqual([]);
  });

  test('proves leaves and earlier trees as the definition does', async () => {
    const tree = treeOver(entries);
    const root = await treeRoot(tree);
    for (const index of [0, 1, 255, 256, 400, 511, 512, 698, 699]) {
      const proof = await proveInclusion(tree, index);
      expect(proof).toEqual(naivePath(index, entries));
      const leaf = await sha256(leafBytes(entries[index] ?? new Uint8Array()));
      expect(await verifyInclusion(sha256, { size: 700, root }, index, leaf, proof)).toBe(true);
    }
    for (const before of [1, 100, 256, 300, 512, 699, 700]) {
      const proof = await proveConsistency(tree, before);
      expect(proof).toEqual(naiveProof(before, entries));
      const then = { size: before, root: await treeRoot(tree, before) };
      expect(await verifyConsistency(sha256, then, { size: 700, root }, proof)).toBe(true);
    }
  });

  test('does not take a tile that is too short', async () => {
    const tree = { ...treeOver(entries), readTile: async () => new Uint8Array(32) };
    await expect(treeRoot(tree)).rejects.toThrow('too short');
  });
});

describe('a bundle of entries', () => {
  test('gives back what was put in', () => {
    const some = [new Uint8Array(), randomBytes(300), randomBytes(65_535)].map((bytes) =>
      Uint8Array.from(bytes),
    );
    const bundle = packEntries(some);
    expect([...bundle.subarray(0, 5)]).toEqual([0, 0, 1, 44, some[1]?.[0]]);
    expect(unpackEntries(bundle)).toEqual(some);
  });

  test('that is cut short is none, nor is an entry that is too long', () => {
    const bundle = packEntries([randomBytes(300)]);
    for (const end of [1, 2, 3, 301]) expect(unpackEntries(bundle.subarray(0, end))).toBeNull();
    expect(() => packEntries([randomBytes(65_536)])).toThrow('too long');
  });
});
