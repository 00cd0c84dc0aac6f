import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { BaseDeps } from '#server/http/deps.ts';
import { preferredLanguage } from '#server/http/preferred-language.ts';
import { pathTo } from '#shared/core/paths.ts';
import { findClientsByForeignId } from './queries.ts';

/** Route pattern of a Mechanical Turk requester id; no page of ours has such a name. */
const RID = '/:rid(^A[0-9A-Z]{7,29}$)';

type Query = { Querystring: Record<string, string | string[] | undefined> };

/** Redirects a browser to the page of the client with an id, or to the list of clients. */
export type RedirectToClient = (
  request: FastifyRequest,
  reply: FastifyReply,
  rid: string,
  page?: 'client' | 'reviewClient',
) => Promise<FastifyReply>;

/** Redirects links that old tools put beside a client's name to our pages. */
export function registerOldClientLinks(
  app: FastifyInstance,
  { database }: BaseDeps,
): RedirectToClient {
  const showClient: RedirectToClient = async (request, reply, rid, page = 'client') => {
    // TurkerView's own links append the name: "A3ATHS7YPF6VQE-john-doe".
    const id = /^[0-9A-Za-z]+/.exec(rid)?.[0] ?? rid.slice(0, 80);
    const client = (await findClientsByForeignId(database.sql, [id], 'attrs')).get(id);
    const language = preferredLanguage(request);
    const path =
      client === undefined
        ? pathTo(language, 'clients', {}, { q: id })
        : pathTo(language, page, { slug: client.slug });
    return reply
      .header('cache-control', 'no-cache')
      .header('vary', 'Accept, Accept-Language')
      .redirect(path, 303);
  };
  const options = { config: { anonymous: true }, schema: { hide: true } };
  const first = (value: string | string[] | undefined): string => [value].flat()[0] ?? '';

  app.get<{ Params: { rid: string } }>(RID, options, (request, reply) =>
    showClient(request, reply, request.params.rid),
  );
  app.get<{ Params: { rid: string } }>('/requesters/:rid/reviews', options, (request, reply) =>
    showClient(request, reply, request.params.rid),
  );
  app.get<Query>('/reports', options, (request, reply) =>
    showClient(request, reply, first(request.query['id'])),
  );
  app.get<Query>('/report', options, (request, reply) =>
    showClient(request, reply, first(request.query['requester[amzn_id]']), 'reviewClient'),
  );
  app.get<Query>('/reviews/new', options, (request, reply) =>
    showClient(request, reply, first(request.query['rid']), 'reviewClient'),
  );
  return showClient;
}
