import type { FastifyInstance, RouteHandlerMethod } from 'fastify';
import { z } from 'zod/mini';
import type { ChangeFeed } from '#server/database/changes/change-feed.ts';
import { createKeptValues } from '#server/database/changes/kept-values.ts';
import {
  bytesIn,
  createCompressedText,
  findBytes,
  sizeOfText,
  type CompressedText,
} from './compressed-text.ts';
import { addVaryHeader, negotiateEncoding } from './compression.ts';
import { VIEWER_OF_MANY } from './own.ts';
import { NO_REPLY } from './pages-api.ts';
import { serializerCompiler } from './response-serializer.ts';

const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Keeps the JSON of routes that say what of their answer is the viewer's own (`readOwn`), for all to whom
 * the same applies, until what it says changes. Call before the routes are registered, and after
 * `createPagesApi`: pages call the handlers as they are.
 */
export function registerKeptAnswers(app: FastifyInstance, changes: ChangeFeed | null): void {
  if (changes === null) return;
  const keep = createKeptValues<CompressedText>(changes, MOST_BYTES, sizeOfText);
  app.addHook('onRoute', (route) => {
    const { handler } = route;
    const readOwn = route.config?.readOwn;
    const schema = (route.schema?.response as { 200?: unknown } | undefined)?.[200];
    if (readOwn === undefined || !(schema instanceof z.core.$ZodType)) return;
    const write = serializerCompiler({ schema, method: 'GET', url: route.url });
    const answer: RouteHandlerMethod = async function (request, reply) {
      const { viewer } = request;
      if (viewer !== null) request.own = await readOwn(request, viewer);
      const { own } = request;
      const isShared =
        viewer === null || (viewer.roles.length === 0 && own !== null && own.alone !== true);
      if (!isShared) return handler.call(this, request, reply);
      const key = JSON.stringify([request.url, viewer === null, own]);
      const asking = Object.create(request, {
        viewer: { value: viewer === null ? null : VIEWER_OF_MANY },
      }) as typeof request;
      const encoding = negotiateEncoding(request.headers['accept-encoding']);
      const kept = await keep(key, async () => {
        const said: unknown = await Reflect.apply(handler, this, [asking, NO_REPLY]);
        const text = createCompressedText(write(said) as string);
        await bytesIn(text, encoding);
        return text;
      });
      addVaryHeader(reply, 'Accept-Encoding');
      if (encoding !== null) reply.header('content-encoding', encoding);
      const bytes = findBytes(kept, encoding) ?? (await bytesIn(kept, encoding));
      return reply.type('application/json; charset=utf-8').send(bytes);
    };
    route.handler = answer;
  });
}
