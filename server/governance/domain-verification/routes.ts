import { z } from 'zod/mini';
import type { SafeFetch } from '#server/core/safe-fetch/safe-fetch.ts';
import type { BaseDeps } from '#server/http/deps.ts';
import { rateLimitKey, requireRateLimit } from '#server/http/address-limits.ts';
import { answerWrite, requestLanguage, wantsHtml } from '#server/http/forms.ts';
import { answers, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { createTokenBuckets, type RateLimit } from '#server/http/token-buckets.ts';
import {
  domainCodeIssued,
  domainCheckRequest,
  domainProof,
  domainCodeRequest,
  domainsQuery,
  domainsResponse,
} from '#shared/governance/domain-verification.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { id } from '#shared/core/form-fields.ts';
import { PAGE_PATHS, pathTo } from '#shared/core/paths.ts';
import { issueDomainCode, checkDomainCode, type CheckDomainDeps } from './actions.ts';
import { DOMAIN_RECEIPT_KEY_PURPOSE } from './receipt-holder.ts';
import { findDomainProof, findDomains } from './queries.ts';

/** Limit on codes and checks per address, or per member. */
export const DOMAIN_RATE: RateLimit = { burst: 20, perMinute: 2 };

export function registerDomains(
  app: Server,
  deps: BaseDeps & { readonly safeFetch: SafeFetch },
): void {
  const { database, secrets, clock, safeFetch } = deps;
  const { prisma, sql } = database;
  const key = secrets.keyFor(DOMAIN_RECEIPT_KEY_PURPOSE);
  const limits = createTokenBuckets(DOMAIN_RATE, deps);

  app.get(
    '/api/domains',
    answers('The domains of a platform or a client by which somebody can speak for it', {
      querystring: domainsQuery,
      answer: domainsResponse,
    }),
    (request) => findDomains(sql, request.query, clock()),
  );

  app.post(
    '/api/domains/code',
    {
      schema: {
        summary: 'A code to put on a domain, without an account; code and receipt are said once',
        body: domainCodeRequest,
        response: { 201: domainCodeIssued, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      requireRateLimit(limits, request);
      const asked = await prisma.$transaction((tx) =>
        issueDomainCode(tx, key, request.body, clock()),
      );
      if (wantsHtml(request)) {
        const proof = await findDomainProof(sql, asked.id, clock());
        return reply.showOnce('domain', { ...asked, proof, choice: null });
      }
      const path = pathTo(requestLanguage(request), 'domain', {}, { preuve: asked.id });
      return reply.status(201).send({ ...asked, path });
    },
  );

  app.post(
    '/api/domains/check',
    writes('Look for the code of a receipt on its domain; found, it is proven for 90 days', {
      body: domainCheckRequest,
    }),
    async (request, reply) => {
      requireRateLimit(limits, request);
      const write: CheckDomainDeps['write'] = (act) => prisma.$transaction(act);
      const parts = { sql, write, key, requests: safeFetch.askFor(rateLimitKey(request)) };
      const proven = await checkDomainCode(parts, request.body, clock());
      const query = { preuve: proven.id };
      return answerWrite(request, reply, { id: proven.id, page: 'domain', query, done: 'proven' });
    },
  );

  // A reload of the answer requests this address; the code is not shown twice.
  app.get('/api/domains/code', { schema: { hide: true } }, (_request, reply) =>
    reply.redirect(PAGE_PATHS.domain.fr, 303),
  );

  app.get(
    '/api/domains/:id',
    answers('Whether control of a domain was shown, how and until when', {
      params: z.object({ id }),
      answer: domainProof,
    }),
    (request) => findDomainProof(sql, request.params.id, clock()),
  );
}
