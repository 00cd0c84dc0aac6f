import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { requireRateLimit } from '#server/http/address-limits.ts';
import { answerWrite } from '#server/http/forms.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { createTokenBuckets, type RateLimit } from '#server/http/token-buckets.ts';
import {
  disputeAnswerBody,
  disputeRequest,
  disputeStatus,
  factDisputesResponse,
  waitingDisputesResponse,
} from '#shared/governance/fact-disputes.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { id, slug, writeResponse } from '#shared/core/form-fields.ts';
import { answerFactDispute, openDisputeByDomain } from './actions.ts';
import { findDisputeStatus, findFactDisputes, findWaitingDisputes } from './queries.ts';
import { DOMAIN_RECEIPT_KEY_PURPOSE } from '#server/governance/domain-verification/receipt-holder.ts';

/** Disputes per address, or per member, at once and a minute; as for notices. */
const DISPUTE_RATE: RateLimit = { burst: 30, perMinute: 2 };

export function registerFactDisputes(server: FastifyInstance, deps: BaseDeps): void {
  const { database, secrets, clock } = deps;
  const { prisma, sql } = database;
  const app = server.withTypeProvider<ZodTypeProvider>();
  const key = secrets.keyFor(DOMAIN_RECEIPT_KEY_PURPOSE);
  const limits = createTokenBuckets(DISPUTE_RATE, deps);

  app.get(
    '/api/platforms/:slug/fact-disputes',
    {
      schema: {
        summary: 'What who controls a domain of a platform disputes of its facts, and the answers',
        params: z.object({ slug }),
        response: { 200: factDisputesResponse, '4xx': errorResponse },
      },
    },
    (request) => findFactDisputes(sql, request.params.slug),
  );

  app.get(
    '/api/disputes',
    {
      schema: {
        summary: 'Disputes of facts that wait for an answer, the longest first; moderators only',
        response: { 200: waitingDisputesResponse, '4xx': errorResponse },
      },
    },
    (request) => findWaitingDisputes(sql, requireSignedIn(request), clock()),
  );

  app.get(
    '/api/disputes/:id',
    {
      schema: {
        summary: 'Where a dispute stands, and how it was answered',
        params: z.object({ id }),
        response: { 200: disputeStatus, '4xx': errorResponse },
      },
    },
    (request) => findDisputeStatus(sql, request.params.id),
  );

  app.post(
    '/api/disputes',
    {
      schema: {
        summary: 'Dispute a fact or a thing, in the name of a domain whose control was shown',
        body: disputeRequest,
        response: { 201: writeResponse, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      requireRateLimit(limits, request);
      const sent = await prisma.$transaction((tx) =>
        openDisputeByDomain(tx, key, request.body, clock()),
      );
      return answerWrite(request, reply, {
        id: sent.id,
        page: 'dispute',
        query: { contestation: sent.id },
        done: 'sent',
        created: true,
      });
    },
  );

  app.post(
    '/api/disputes/:id/answer',
    {
      schema: {
        summary: 'Answer a dispute of a fact; moderators only',
        params: z.object({ id }),
        body: disputeAnswerBody,
        response: { 200: writeResponse, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const answered = await prisma.$transaction((tx) =>
        answerFactDispute(tx, viewer, request.params.id, request.body, clock()),
      );
      return answerWrite(request, reply, { id: answered.id, page: 'replies', done: 'answered' });
    },
  );
}
