import type { FastifyReply } from 'fastify';
import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { AppError } from '#server/core/errors.ts';
import { compress } from '#server/http/compression.ts';
import type { Server } from '#server/http/server.ts';
import {
  TILE_WIDTH,
  packEntries,
  parseTilePath,
  type Tile,
} from '#shared/transparency-log/tiles.ts';
import { findLatestCheckpoint, findTileFolder } from './find-checkpoints.ts';
import { readLeaves, readTile, type HashTile } from './hash-tiles.ts';

const FOR_EVER = 'public, max-age=31536000, immutable';
// Cache-Control of the checkpoint: absorbs a crowd, as a new checkpoint comes only every few minutes.
const MOMENT = 'public, max-age=5';

/** Dependencies of the log's routes; `verifier` is the source text of the verifier script. */
export type TileDeps = BaseDeps & { readonly verifier: string };

/** Serves the log as C2SP tlog-tiles: checkpoint, hash tiles, and entry bundles; and the verifier. */
export function registerTiles(app: Server, { database, verifier }: TileDeps): void {
  const options = { config: { anonymous: true }, schema: { hide: true } };

  app.get('/record/checkpoint', options, async (_, reply) => sendCheckpoint(reply));
  app.get(
    '/record/:log/checkpoint',
    { ...options, schema: { hide: true, params: z.object({ log: z.string() }) } },
    async ({ params }, reply) => {
      if (`${params.log}/` !== (await findTileFolder(database.sql)))
        throw new AppError('not-found');
      return sendCheckpoint(reply);
    },
  );

  // Cautious users read the verifier before running it, or download it from another site.
  app.get('/record/verify.mjs', options, (_, reply) =>
    open(reply, 'no-cache').type('text/javascript; charset=utf-8').send(verifier),
  );

  app.get(
    '/record/tile/*',
    { ...options, schema: { hide: true, params: z.object({ '*': z.string() }) } },
    ({ params, headers }, reply) =>
      sendTile(reply, '', params['*'], headers['accept-encoding'] ?? ''),
  );
  app.get(
    '/record/:log/tile/*',
    { ...options, schema: { hide: true, params: z.object({ log: z.string(), '*': z.string() }) } },
    ({ params, headers }, reply) =>
      sendTile(reply, `${params.log}/`, params['*'], headers['accept-encoding'] ?? ''),
  );

  const sendCheckpoint = async (reply: FastifyReply): Promise<FastifyReply> => {
    const checkpoint = await findLatestCheckpoint(database.sql);
    if (checkpoint === null) throw new AppError('not-found');
    return open(reply, MOMENT).type('text/plain; charset=utf-8').send(checkpoint.note);
  };

  // Only the current log's tiles: a log started after a restore has other leaves and its own path.
  const sendTile = async (
    reply: FastifyReply,
    folder: string,
    path: string,
    accepted: string,
  ): Promise<FastifyReply> => {
    const here = folder === (await findTileFolder(database.sql));
    const tile = here ? parseTilePath(`tile/${path}`) : null;
    const bytes = tile === null ? null : await (isHashTile(tile) ? hashes(tile) : bundle(tile));
    if (bytes === null) throw new AppError('not-found');
    open(reply, FOR_EVER).type('application/octet-stream');
    if (tile?.level !== 'entries') return reply.send(bytes);
    reply.header('vary', 'Accept-Encoding');
    if (!accepted.includes('gzip')) return reply.send(bytes);
    return reply.header('content-encoding', 'gzip').send(await compress(bytes, 'gzip'));
  };

  const hashes = (tile: HashTile): Promise<Buffer | null> => readTile(database.sql, tile);
  const bundle = async ({ index, width }: Tile): Promise<Buffer | null> => {
    const leaves = await readLeaves(database.sql, index * TILE_WIDTH, width);
    return leaves.length < width ? null : Buffer.from(packEntries(leaves));
  };
}

function isHashTile(tile: Tile): tile is HashTile {
  return tile.level !== 'entries';
}

/** Allows any origin (CORS) and public caching. */
function open(reply: FastifyReply, cacheControl: string): FastifyReply {
  return reply
    .header('cache-control', cacheControl)
    .header('access-control-allow-origin', '*')
    .header('cross-origin-resource-policy', 'cross-origin');
}
