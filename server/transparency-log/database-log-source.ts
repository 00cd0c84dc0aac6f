import type { Sql } from '#server/database/sql.ts';
import type { LogSource } from '#shared/transparency-log/check-log.ts';
import { TILE_WIDTH, packEntries, parseTilePath } from '#shared/transparency-log/tiles.ts';
import { findLatestCheckpoint, findTileFolder } from './find-checkpoints.ts';
import { nodeCrypto } from './ed25519-signer.ts';
import { readLogState } from './queries.ts';
import { readLeaves, readTile } from './hash-tiles.ts';

/** Reads this database's own log through the interface that HTTP clients use. */
export function databaseLogSource(sql: Sql): LogSource {
  return {
    crypto: nodeCrypto,
    fetchLogs: async () => (await readLogState(sql)).logs,
    fetchBytes: async (path) => {
      const bytes = await read(sql, path);
      if (bytes === null) throw new Error(`record/${path} is missing`);
      return bytes;
    },
  };
}

async function read(sql: Sql, path: string): Promise<Uint8Array | null> {
  if (path === 'checkpoint') {
    const checkpoint = await findLatestCheckpoint(sql);
    return checkpoint === null ? null : Buffer.from(checkpoint.note);
  }
  // The database has the tiles of the current log only.
  const below = await findTileFolder(sql);
  const tile = path.startsWith(below) ? parseTilePath(path.slice(below.length)) : null;
  if (tile === null) return null;
  const { level, index, width } = tile;
  if (level !== 'entries') return readTile(sql, { level, index, width });
  return packEntries(await readLeaves(sql, index * TILE_WIDTH, width));
}
