import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { BaseDeps } from '#server/http/deps.ts';
import { wantsHtml } from '#server/http/forms.ts';
import { HIT_PATHS, registerHitReads } from './hit-routes.ts';
import { parseRequestedFields, parseRequestedIds } from './parse-request.ts';
import { registerOldClientLinks } from './old-client-links.ts';
import { findClientsByForeignId } from './queries.ts';
import {
  writeTurkopticonV1Attributes,
  writeTurkopticonV2Error,
  writeTurkopticonV2Requesters,
  writeTurkerViewResponse,
} from './write-responses.ts';

/** Cache lifetime in seconds: a script asks again on each page of tasks. */
const KEPT_SECONDS = 300;
/** Its address, and the one of mirrors of the time. */
const MULTI_ATTRS = ['/api/multi-attrs.php', '/multi-attrs.php'] as const;

/**
 * The read APIs of Turkopticon and TurkerView, for scripts configured with another host. No
 * session, no cookie, no rate limit: one page of tasks asks for a hundred ids at once.
 */
export function registerTurkopticonApis(server: FastifyInstance, deps: BaseDeps): void {
  const { sql } = deps.database;
  server.register(async (app) => {
    const showClient = registerOldClientLinks(app, deps);
    app.addHook('onRequest', async (_, reply) => allowAnyOrigin(reply));
    app.addHook('onSend', async (request, reply, payload) =>
      reply.statusCode < 500 || wantsHtml(request) ? payload : sayThatItFailed(reply),
    );
    registerHitReads(app, deps);
    const options = { config: { anonymous: true }, schema: { hide: true } };

    for (const path of MULTI_ATTRS) {
      app.get(path, options, async (request, reply) => {
        const ids = parseRequestedIds(request.url, 'ids');
        const text = writeTurkopticonV1Attributes(
          ids,
          await findClientsByForeignId(sql, ids, 'attrs'),
        );
        // The content type of the original server: some tools parse the text only then.
        return reply.header('content-type', 'text/html').send(text);
      });
    }

    app.get('/requesters', options, async (request, reply) => {
      const ids = parseRequestedIds(request.url, 'rids');
      const fields = parseRequestedFields(request.url);
      if (ids.length === 0) return refuse(reply, 400, 'Missing required parameter: rids.');
      const known = await findClientsByForeignId(sql, ids, 'aggregates');
      return json(reply, writeTurkopticonV2Requesters(ids, known, fields).text);
    });

    app.get<ById>('/requesters/:rid', options, async (request, reply) => {
      const { rid } = request.params;
      reply.header('vary', 'Accept');
      if (wantsHtml(request)) return showClient(request, reply, rid);
      const known = await findClientsByForeignId(sql, [rid], 'aggregates');
      const one = writeTurkopticonV2Requesters([rid], known, parseRequestedFields(request.url));
      if (one.isEmpty) return refuse(reply, 404, `RequesterId '${rid}' does not exist.`);
      return json(reply, one.text);
    });

    app.get('/v1/requesters', options, async (request, reply) => {
      const ids = parseRequestedIds(request.url, 'requester_ids');
      return json(
        reply,
        writeTurkerViewResponse(ids, await findClientsByForeignId(sql, ids, 'view')),
      );
    });

    const reads = [...MULTI_ATTRS, '/requesters', '/requesters/:rid', '/v1/requesters'];
    for (const path of [...reads, ...HIT_PATHS]) app.options(path, options, answerPreflight);
  });
}

type ById = { Params: { rid: string } };

function allowAnyOrigin(reply: FastifyReply): void {
  reply.header('access-control-allow-origin', '*');
  reply.header('cross-origin-resource-policy', 'cross-origin');
  reply.header('cache-control', `public, max-age=${KEPT_SECONDS}`);
  // Never rendered as a page, whatever the content type.
  reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'; sandbox");
}

/**
 * Replaces the body of a failure, which must be no JSON: some tools parse whatever comes, and would keep
 * an object without their ids as "no reviews" of all of them.
 */
function sayThatItFailed(reply: FastifyReply): string {
  reply.header('access-control-allow-origin', '*');
  reply.header('cross-origin-resource-policy', 'cross-origin');
  reply.header('content-type', 'text/plain; charset=utf-8').removeHeader('content-length');
  return 'Not now. Ask again later.';
}

/** Allows any header that a tool sends; none is read. */
function answerPreflight(_: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply
    .status(204)
    .header('access-control-allow-methods', 'GET, HEAD, POST, OPTIONS')
    .header(
      'access-control-allow-headers',
      'X-VIEW-KEY, X-APP-KEY, X-APP-VER, Accept, Content-Type, *',
    )
    .header('access-control-max-age', '86400')
    .send();
}

function refuse(reply: FastifyReply, status: 400 | 404, detail: string): FastifyReply {
  return json(reply.status(status), writeTurkopticonV2Error(status, detail));
}

function json(reply: FastifyReply, text: string): FastifyReply {
  return reply.header('content-type', 'application/json; charset=utf-8').send(text);
}
