import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { BaseDeps } from '#server/http/deps.ts';
import { preferredLanguage } from '#server/http/preferred-language.ts';
import { pathTo } from '#shared/core/paths.ts';
import { findClientsByForeignId, PLATFORM } from './queries.ts';

/** Route pattern of a Mechanical Turk requester id; no page of ours has such a name. */
const RID = '/:rid(^A[0-9A-Z]{7,29}$)';

type Query = { Querystring: Record<string, string | string[] | undefined> };

/** Parameters of old links to report a task; a form is filled with them. */
const REPORT_LINKS = {
  '/report': {
    rid: 'requester[amzn_id]',
    name: 'requester[amzn_name]',
    title: 'report[hit_names]',
  },
  '/reviews/new': { rid: 'rid', name: 'name', title: 'title' },
  '/review.php': { rid: 'rid', name: 'rname', title: 'title' },
} as const;
const MAX_GIVEN_LENGTH = 200;

/** A parameter as a form may hold it; scripts write "undefined" and "null" where they know nothing. */
function tidy(given: string): string {
  const text = given
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, MAX_GIVEN_LENGTH);
  return text === 'undefined' || text === 'null' ? '' : text;
}

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
  // Of Turkopticon's first version, its second one, and TurkerView.
  for (const [path, names] of Object.entries(REPORT_LINKS)) {
    app.get<Query>(path, options, async (request, reply) => {
      const told = (name: string): string => tidy(first(request.query[name]));
      const title = told(names.title);
      const rid = told(names.rid);
      if (title === '') return showClient(request, reply, rid, 'reviewClient');
      const reward = /^\d{1,5}(?:\.\d{1,4})?$/.exec(told('reward'))?.[0];
      const language = preferredLanguage(request);
      const form = pathTo(
        language,
        'reportTask',
        {},
        {
          plateforme: PLATFORM,
          title,
          client: told(names.name),
          clientId: rid,
          reward: reward === undefined ? '' : String(Math.round(Number(reward) * 100)),
          currency: 'USD',
        },
      );
      return reply
        .header('cache-control', 'no-cache')
        .header('vary', 'Accept, Accept-Language')
        .redirect(form, 303);
    });
  }
  for (const path of ['/help', '/main/help']) {
    app.get(path, options, (request, reply) =>
      reply
        .header('cache-control', 'no-cache')
        .header('vary', 'Accept, Accept-Language')
        // Browsers keep the fragment: #attr and #pay_buckets.
        .redirect(pathTo(preferredLanguage(request), 'overlay'), 303),
    );
  }
  return showClient;
}
