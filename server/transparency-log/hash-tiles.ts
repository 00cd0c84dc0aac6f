import { col, statement, type Sql } from '#server/database/sql.ts';
import { HASH_BYTES, leafBytes, nodeBytes, type Hash } from '#shared/transparency-log/merkle.ts';
import {
  TILE_WIDTH,
  tilePath,
  tileWidth,
  type Tile,
  type TiledTree,
} from '#shared/transparency-log/tiles.ts';
import { nodeCrypto } from './ed25519-signer.ts';
import { LEAF_COLUMNS, LEAF_ROW, encodeLeaf } from './encode-leaf.ts';
import { createHash } from 'node:crypto';

export type HashTile = Tile & { readonly level: number };

export async function readTreeSize(sql: Sql): Promise<number> {
  const [row] = await sql(
    statement({ size: col.int }, 'SELECT COALESCE(max(leaf), -1) + 1 AS size FROM record_entry'),
  );
  return row?.size ?? 0;
}

/** The hashes of a tile with the given width; null where the tree is not that wide yet. */
export async function readTile(
  sql: Sql,
  { level, index, width }: HashTile,
): Promise<Buffer | null> {
  const [row] = await sql(
    statement(
      { hashes: col.bytes },
      `SELECT substring(hashes FROM 1 FOR $3::int) AS hashes FROM record_tile
      WHERE level = $1::int AND index = $2::bigint`,
    ),
    [level, index, width * HASH_BYTES],
  );
  return row === undefined || row.hashes.length < width * HASH_BYTES ? null : row.hashes;
}

/** The tree of this size, read from the database; reads each tile only once. */
export function openDatabaseTree(sql: Sql, size: number): TiledTree {
  const read = new Map<string, Promise<Buffer>>();
  return {
    size,
    sha256: nodeCrypto.sha256,
    readTile: (tile) => {
      const path = tilePath(tile);
      const known = read.get(path);
      if (known !== undefined) return known;
      const hashes = readTile(sql, tile).then((found) => {
        if (found === null) throw new Error(`${path} is missing`);
        return found;
      });
      read.set(path, hashes);
      return hashes;
    },
  };
}

/** Up to `count` leaves from `start` on. */
export async function readLeaves(sql: Sql, start: number, count: number): Promise<Buffer[]> {
  const rows = await sql(
    statement(
      LEAF_ROW,
      `SELECT ${LEAF_COLUMNS} FROM record_entry e
      WHERE e.leaf >= $1::bigint AND e.leaf < $2::bigint ORDER BY e.leaf`,
    ),
    [start, start + count],
  );
  return rows.map(encodeLeaf);
}

export function hashLeaf(leaf: Uint8Array): Hash {
  return createHash('sha256').update(leafBytes(leaf)).digest();
}

/** Appends leaf hashes to the tiles of a tree of `size`, in the same transaction as the leaves. */
export async function appendLeafHashes(
  sql: Sql,
  size: number,
  leaves: readonly Hash[],
): Promise<void> {
  const changed: { level: number; index: number; hashes: string }[] = [];
  let [added, before] = [leaves, size];
  for (let level = 0; added.length > 0; level += 1) {
    const above: Hash[] = [];
    let index = Math.floor(before / TILE_WIDTH);
    const width = tileWidth(0, index, before);
    const there = width === 0 ? Buffer.alloc(0) : await readTile(sql, { level, index, width });
    if (there === null) throw new Error(`${tilePath({ level, index, width })} is missing`);
    let hashes = [there, ...added.slice(0, TILE_WIDTH - width)];
    for (let at = TILE_WIDTH - width; ; at += TILE_WIDTH) {
      const tile = Buffer.concat(hashes);
      changed.push({ level, index, hashes: tile.toString('base64') });
      if (tile.length === TILE_WIDTH * HASH_BYTES) above.push(rootOfTile(tile));
      if (at >= added.length) break;
      hashes = added.slice(at, at + TILE_WIDTH) as Buffer[];
      index += 1;
    }
    added = above;
    before = Math.floor(before / TILE_WIDTH);
  }
  await sql(
    `INSERT INTO record_tile (level, index, hashes)
     SELECT t.level, t.index, decode(t.hashes, 'base64')
       FROM json_to_recordset($1::text::json) AS t (level int, index bigint, hashes text)
     ON CONFLICT (level, index) DO UPDATE SET hashes = EXCLUDED.hashes`,
    [JSON.stringify(changed)],
  );
}

function rootOfTile(hashes: Uint8Array): Hash {
  if (hashes.length === HASH_BYTES) return hashes;
  const half = hashes.length / 2;
  const [left, right] = [hashes.subarray(0, half), hashes.subarray(half)].map(rootOfTile);
  if (left === undefined || right === undefined) throw new Error('half a tile');
  return createHash('sha256').update(nodeBytes(left, right)).digest();
}

/**
 * Computes missing tiles of entries that already have a leaf number, as in a database restored from a
 * backup or dump.
 * @returns the size of the tree.
 */
export async function rebuildTiles(sql: Sql): Promise<number> {
  const size = await readTreeSize(sql);
  const [row] = await sql(
    statement(
      { done: col.float },
      `SELECT COALESCE(sum(length(hashes)), 0)::float8 / ${HASH_BYTES} AS done
       FROM record_tile WHERE level = 0`,
    ),
  );
  for (let done = row?.done ?? 0; done < size;) {
    const leaves = await readLeaves(sql, done, REBUILT_AT_ONCE);
    if (leaves.length === 0) throw new Error(`leaf ${done} is missing`);
    await appendLeafHashes(sql, done, leaves.map(hashLeaf));
    done += leaves.length;
  }
  return size;
}

const REBUILT_AT_ONCE = 2048;
