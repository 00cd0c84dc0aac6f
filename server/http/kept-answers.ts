import { gunzipSync } from 'node:zlib';
import type { FastifyInstance, RouteHandlerMethod } from 'fastify';
import { z } from 'zod/mini';
import { MINUTE_MS, type ChangeFeed } from '#server/database/changes/change-feed.ts';
import { createKeptValues } from '#server/database/changes/kept-values.ts';
import {
  compressPiece,
  joinPieces,
  makePieceNow,
  negotiatePieceEncoding,
  type Piece,
} from './compressed-pieces.ts';
import { addVaryHeader } from './compression.ts';
import { VIEWER_OF_MANY, type Own } from './own.ts';
import { NO_REPLY } from './pages-api.ts';
import { serializerCompiler } from './response-serializer.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** How long the kept answer stays right while nothing that it says changes; by default a minute. */
    keptMs?: number;
  }
}

type KeptAnswer = { readonly piece: Piece; readonly keptMs: number };

const MOST_BYTES = 12 * 1024 * 1024;
/** Bytes counted beside those of a piece. */
const PIECE_BYTES = 400;

/**
 * Keeps the JSON of routes that say what of their answer is the viewer's own (`readOwn`), for all to whom
 * the same applies, until what it says changes; her own fields (`Own.fields`) are put in for each request.
 * Call before the routes are registered, and after `createPagesApi`: pages call the handlers as they are.
 */
export function registerKeptAnswers(app: FastifyInstance, changes: ChangeFeed | null): void {
  if (changes === null) return;
  const keep = createKeptValues<KeptAnswer>(
    changes,
    MOST_BYTES,
    ({ piece }) => piece.bytes.length + PIECE_BYTES,
    ({ keptMs }) => keptMs,
  );
  app.addHook('onRoute', (route) => {
    const { handler, url } = route;
    const { readOwn, keptMs = MINUTE_MS } = route.config ?? {};
    const schema = (route.schema?.response as { 200?: unknown } | undefined)?.[200];
    if (readOwn === undefined || !(schema instanceof z.core.$ZodType)) return;
    const write = serializerCompiler({ schema, method: 'GET', url });
    const answer: RouteHandlerMethod = async function (request, reply) {
      const { viewer } = request;
      if (viewer !== null) request.own = await readOwn(request, viewer);
      const { own } = request;
      const isShared =
        viewer === null || (viewer.roles.length === 0 && own !== null && own.alone !== true);
      if (!isShared) return handler.call(this, request, reply);
      const fields = own?.fields ?? null;
      const shared = own === null ? null : sharedPartOf(own);
      const accepted = negotiatePieceEncoding(request.headers);
      const encoding = accepted ?? 'gzip';
      const key = JSON.stringify([request.url, encoding, viewer === null, shared]);
      const asking = Object.create(request, {
        viewer: { value: viewer === null ? null : VIEWER_OF_MANY },
        own: { value: shared },
      }) as typeof request;
      const { piece } = await keep(key, async () => {
        const said: unknown = await Reflect.apply(handler, this, [asking, NO_REPLY]);
        const text = write(said) as string;
        const kept = fields === null ? text : withoutEnd(text, fields);
        return { piece: await compressPiece(kept, encoding), keptMs };
      });
      const pieces =
        fields === null ? [piece] : [piece, makePieceNow(endOfObject(fields), encoding)];
      const joined = joinPieces(pieces, encoding);
      addVaryHeader(reply, 'Accept-Encoding');
      if (accepted !== null) reply.header('content-encoding', accepted);
      return reply
        .type('application/json; charset=utf-8')
        .send(accepted === null ? gunzipSync(joined) : joined);
    };
    route.handler = answer;
  });
}

/** What the kept JSON is made from: `inserted` only where its values are not appended as `fields`. */
function sharedPartOf({ variant, inserted, fields }: Own): Own {
  return fields === undefined && inserted !== undefined ? { variant, inserted } : { variant };
}

/** A JSON object without these fields and without its closing brace. */
function withoutEnd(text: string, fields: Readonly<Record<string, unknown>>): string {
  const object = JSON.parse(text) as Record<string, unknown>;
  for (const name of Object.keys(fields)) delete object[name];
  return JSON.stringify(object).slice(0, -1);
}

/** These fields as the end of a JSON object that has others before them. */
function endOfObject(fields: Readonly<Record<string, unknown>>): string {
  return `,${JSON.stringify(fields).slice(1)}`;
}
