import type { FastifyInstance, RouteHandlerMethod } from 'fastify';
import { z } from 'zod/mini';
import type { ChangeFeed } from '#server/database/changes/change-feed.ts';
import { createKeptValues } from '#server/database/changes/kept-values.ts';
import { viewerOfMany } from './own.ts';
import { serializerCompiler } from './response-serializer.ts';

const MOST_BYTES = 8 * 1024 * 1024;
/** The route's own headers are set for each answer anew. */
const NO_REPLY = { header: () => NO_REPLY };

/**
 * Keeps the JSON of routes that say what of their answer is the viewer's own (`readOwn`), for all to whom
 * the same applies, until what it says changes. Call before the routes are registered, and after
 * `createPagesApi`: pages call the handlers as they are.
 */
export function registerKeptAnswers(app: FastifyInstance, changes: ChangeFeed | null): void {
  if (changes === null) return;
  const keep = createKeptValues<string>(changes, MOST_BYTES, ({ length }) => length);
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
      const isShared = viewer === null || (own !== null && own.alone !== true);
      if (!isShared || viewer?.roles.length) return handler.call(this, request, reply);
      const key = JSON.stringify([request.url, viewer?.established, own]);
      const asking = Object.create(request, {
        viewer: { value: viewer === null ? null : viewerOfMany(viewer) },
      }) as typeof request;
      const kept = await keep(key, async () => {
        const said: unknown = await Reflect.apply(handler, this, [asking, NO_REPLY]);
        return write(said) as string;
      });
      return reply.type('application/json; charset=utf-8').send(kept);
    };
    route.handler = answer;
  });
}
