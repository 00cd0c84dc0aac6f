import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { DOMAIN_RECEIPT_KEY_PURPOSE } from '#server/governance/domain-verification/receipt-holder.ts';
import { requireRateLimit } from '#server/http/address-limits.ts';
import { answerWrite } from '#server/http/forms.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, creates, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { createTokenBuckets, type RateLimit } from '#server/http/token-buckets.ts';
import { id, slug } from '#shared/core/form-fields.ts';
import {
  offerableQuery,
  offerableResponse,
  repliesResponse,
  repliesToQuery,
  replyDecisionBody,
  replyTarget,
  replyTargetQuery,
  replyRequest,
  replyStatus,
  waitingRepliesQuery,
  waitingRepliesResponse,
} from '#shared/governance/right-of-reply.ts';
import { decideOnReply, sendReply } from './actions.ts';
import {
  findClientReplies,
  findOfferableBoycotts,
  findPlatformReplies,
  findRepliesToSubjects,
  findReplyTarget,
  findReplyStatus,
  findWaitingReplies,
} from './queries.ts';

/** Limit on replies per address, or per member; as for notices. */
export const REPLY_RATE: RateLimit = { burst: 30, perMinute: 2 };

export function registerReplies(app: Server, deps: BaseDeps): void {
  const { database, secrets, clock } = deps;
  const { prisma, sql } = database;
  const keys = {
    senders: secrets.keyFor('replies'),
    receipts: secrets.keyFor(DOMAIN_RECEIPT_KEY_PURPOSE),
  };
  const limits = createTokenBuckets(REPLY_RATE, deps);

  const postAsMember = createPostAsMember(app, prisma, clock);

  app.get(
    '/api/platforms/:slug/replies',
    answers('What a platform, or who speaks for it, replied; not verified, moves no figure', {
      params: z.object({ slug }),
      answer: repliesResponse,
    }),
    (request) => findPlatformReplies(sql, request.params.slug),
  );

  app.get(
    '/api/clients/:slug/replies',
    answers('What a client, or who speaks for it, replied; not verified, moves no figure', {
      params: z.object({ slug }),
      answer: repliesResponse,
    }),
    (request) => findClientReplies(sql, request.params.slug),
  );

  app.get(
    '/api/replies',
    answers('Replies that wait to be read, the longest first; moderators only', {
      querystring: waitingRepliesQuery,
      answer: waitingRepliesResponse,
    }),
    (request) =>
      findWaitingReplies(sql, requireSignedIn(request), request.query.page ?? 1, clock()),
  );

  app.get(
    '/api/replies/to',
    answers('What was replied to things, e.g. ?subjects=payout/3k9…,review/7h2…', {
      querystring: repliesToQuery,
      answer: repliesResponse,
    }),
    (request) => findRepliesToSubjects(sql, request.query.subjects),
  );

  app.get(
    '/api/replies/place',
    answers('Where a thing stands that can be answered, and who is named there', {
      querystring: replyTargetQuery,
      answer: replyTarget,
    }),
    (request) => findReplyTarget(sql, request.query.subject),
  );

  app.get(
    '/api/replies/offers',
    answers('Boycotts that are on and that who is named can offer to end', {
      querystring: offerableQuery,
      answer: offerableResponse,
    }),
    (request) => findOfferableBoycotts(database, request.query),
  );

  app.get(
    '/api/replies/:id',
    answers('Where a reply stands, and why it was refused if it was', {
      params: z.object({ id }),
      answer: replyStatus,
    }),
    (request) => findReplyStatus(sql, request.params.id),
  );

  app.post(
    '/api/replies',
    creates(
      'Reply as who is named, without an account; a moderator reads it first, or a domain is shown',
      { body: replyRequest },
    ),
    async (request, reply) => {
      requireRateLimit(limits, request);
      const sent = await prisma.$transaction((tx) => sendReply(tx, keys, request.body, clock()));
      return answerWrite(request, reply, {
        id: sent.id,
        page: 'reply',
        query: { reponse: sent.id },
        done: sent.published ? 'published' : 'sent',
        created: true,
      });
    },
  );

  postAsMember(
    '/api/replies/:id/decision',
    writes('Publish a reply that waits, or refuse it by a rule; moderators only', {
      params: z.object({ id }),
      body: replyDecisionBody,
    }),
    (tx, viewer, request, now) => decideOnReply(tx, viewer, request.params.id, request.body, now),
    ({ id: decided }) => ({ id: decided, page: 'replies', done: 'decided' }),
  );
}
