import { z } from 'zod/mini';
import type { BoycottDeps } from './deps.ts';
import { createRefusalLimit } from '#server/collective/blind-signing/refusal-limit.ts';
import { answers } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { id } from '#shared/core/form-fields.ts';
import {
  pledgerActForm,
  pledgerActsResponse,
  storedResponse,
  ownTokensResponse,
  pledgeForm,
  pledgesResponse,
  tokenForm,
  tokenResponse,
} from '#shared/collective/pledges.ts';
import { acceptPledgerAct } from './accept-pledger-act.ts';
import { acceptPledge } from './accept-pledge.ts';
import { listPublishedPledgerActs, listPublishedPledges } from './published-pledges.ts';
import { issueBlindToken, listBoycottsForOwnTokens } from './blind-tokens.ts';

const PRIVATE = 'private, no-store';
const params = z.object({ id });
/** Cookies are never read here: the site does not know who pledges. */
const anonymous = { config: { anonymous: true } };

/**
 * Registers the routes that browsers call signed in (tokens), and without a cookie (pledges and
 * acts).
 */
export function registerPledges(app: Server, deps: BoycottDeps): void {
  const { database, clock } = deps;
  const { prisma, sql } = database;
  const kept = createRefusalLimit(deps);

  app.get(
    '/api/me/boycott-tokens',
    answers('The boycotts that I could pledge in, with the keys that sign for them', {
      answer: ownTokensResponse,
    }),
    (request) =>
      listBoycottsForOwnTokens(
        { sql, secrets: deps.secrets },
        requireSignedIn(request).id,
        clock(),
      ),
  );

  app.post(
    '/api/boycotts/:id/token',
    answers('My one blind signature (RFC 9474) for a boycott, of each key that signs; members', {
      params,
      body: tokenForm,
      answer: tokenResponse,
    }),
    async (request, reply) => {
      void reply.header('cache-control', PRIVATE);
      const blinded = Buffer.from(request.body.blinded, 'base64');
      const token = await issueBlindToken(
        deps,
        requireSignedIn(request),
        request.params.id,
        blinded,
      );
      return {
        signature: token.signature.toString('base64'),
        cosigned: token.cosigned.map((one) => one?.toString('base64') ?? null),
      };
    },
  );

  app.post(
    '/api/boycotts/:id/pledges',
    {
      ...anonymous,
      ...answers('A sealed pledge; from nobody, without a cookie', {
        params,
        body: pledgeForm,
        answer: storedResponse,
      }),
    },
    (request) => kept(request, acceptPledge(deps, request.params.id, request.body)),
  );

  app.post(
    '/api/boycotts/:id/acts',
    {
      ...anonymous,
      ...answers(
        'A withdrawal, a check-in or a vote, signed by the key of a pledge; without a cookie',
        { params, body: pledgerActForm, answer: storedResponse },
      ),
    },
    (request) => kept(request, acceptPledgerAct(deps, request.params.id, request.body)),
  );

  app.get(
    '/api/boycotts/:id/pledges',
    {
      ...anonymous,
      ...answers('All pledges of a boycott that is on, sorted by key: to be counted by anybody', {
        params,
        answer: pledgesResponse,
      }),
    },
    (request) => listPublishedPledges(prisma, request.params.id),
  );

  app.get(
    '/api/boycotts/:id/acts',
    {
      ...anonymous,
      ...answers('What the pledgers of a boycott said, sorted by key', {
        params,
        answer: pledgerActsResponse,
      }),
    },
    (request) => listPublishedPledgerActs(prisma, request.params.id),
  );
}
