import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { requireRateLimit } from '#server/http/address-limits.ts';
import { answerWrite } from '#server/http/forms.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, creates, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { createTokenBuckets, type RateLimit } from '#server/http/token-buckets.ts';
import {
  disputeAnswerBody,
  disputeRequest,
  disputeStatus,
  factDisputesResponse,
  waitingDisputesResponse,
} from '#shared/governance/disputes.ts';
import { id, slug } from '#shared/core/form-fields.ts';
import { answerFactDispute, openDisputeByDomain } from './actions.ts';
import { findDisputeStatus, findFactDisputes, findWaitingDisputes } from './queries.ts';
import { DOMAIN_RECEIPT_KEY_PURPOSE } from '#server/governance/domain-verification/receipt-holder.ts';

/** Limit on disputes per address, or per member; as for notices. */
const DISPUTE_RATE: RateLimit = { burst: 30, perMinute: 2 };

export function registerFactDisputes(app: Server, deps: BaseDeps): void {
  const { database, secrets, clock } = deps;
  const { prisma, sql } = database;
  const key = secrets.keyFor(DOMAIN_RECEIPT_KEY_PURPOSE);
  const limits = createTokenBuckets(DISPUTE_RATE, deps);

  const postAsMember = createPostAsMember(app, prisma, clock);

  app.get(
    '/api/platforms/:slug/fact-disputes',
    answers('What who controls a domain of a platform disputes of its facts, and the answers', {
      params: z.object({ slug }),
      answer: factDisputesResponse,
    }),
    (request) => findFactDisputes(sql, request.params.slug),
  );

  app.get(
    '/api/disputes',
    answers('Disputes of facts that wait for an answer, the longest first; moderators only', {
      answer: waitingDisputesResponse,
    }),
    (request) => findWaitingDisputes(sql, requireSignedIn(request), clock()),
  );

  app.get(
    '/api/disputes/:id',
    answers('Where a dispute stands, and how it was answered', {
      params: z.object({ id }),
      answer: disputeStatus,
    }),
    (request) => findDisputeStatus(sql, request.params.id),
  );

  app.post(
    '/api/disputes',
    creates('Dispute a fact or a thing, in the name of a domain whose control was shown', {
      body: disputeRequest,
    }),
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

  postAsMember(
    '/api/disputes/:id/answer',
    writes('Answer a dispute of a fact; moderators only', {
      params: z.object({ id }),
      body: disputeAnswerBody,
    }),
    (tx, viewer, request, now) =>
      answerFactDispute(tx, viewer, request.params.id, request.body, now),
    (answered) => ({ id: answered.id, page: 'replies', done: 'answered' }),
  );
}
