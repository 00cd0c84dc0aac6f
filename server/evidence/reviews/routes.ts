import { z } from 'zod/mini';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, creates, writesOrCreates } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import type { IdentityDeps } from '#server/identity/accounts/deps.ts';
import {
  WITH_ACCOUNT,
  createPostWithAccount,
} from '#server/identity/accounts/post-with-account.ts';
import type { Sessions } from '#server/identity/accounts/sessions.ts';
import type { SignInRateLimit } from '#server/identity/accounts/sign-in-rate-limit.ts';
import { slug } from '#shared/core/form-fields.ts';
import {
  ownReviewsResponse,
  reviewCursor,
  reviewForm,
  reviewSort,
  reviewWithAccountForm,
  reviewsResponse,
} from '#shared/evidence/reviews.ts';
import { savePlatformReview } from './actions.ts';
import { findOwnPlatformReviews, findPlatformReviews } from './queries.ts';

export function registerReviews(
  app: Server,
  deps: IdentityDeps,
  sessions: Sessions,
  limit: SignInRateLimit,
): void {
  const { database, clock } = deps;
  const { prisma, sql } = database;
  const params = z.object({ slug });

  const postAsMember = createPostAsMember(app, prisma, clock);
  const postWithAccount = createPostWithAccount(app, deps, sessions, limit);

  app.get(
    '/api/platforms/:slug/reviews',
    answers('Shown reviews of a platform: since which Monday, and the quarter of experience', {
      params,
      querystring: z.object({
        sort: z._default(reviewSort, 'newest'),
        before: z.optional(reviewCursor),
      }),
      answer: reviewsResponse,
    }),
    (request) => findPlatformReviews(sql, request.viewer, request.params.slug, request.query),
  );

  app.get('/api/me/reviews', answers('My reviews', { answer: ownReviewsResponse }), (request) =>
    findOwnPlatformReviews(sql, requireSignedIn(request)),
  );

  postAsMember(
    '/api/platforms/:slug/review',
    writesOrCreates('Review a platform, or edit my review of it', { params, body: reviewForm }),
    (tx, viewer, request, now) =>
      savePlatformReview(tx, viewer, request.params.slug, request.body, now),
    (review, request) => {
      const published = review.change === 'published';
      return {
        page: 'platformReviews',
        parameters: request.params,
        id: review.id,
        done: published ? 'review-published' : 'review-changed',
        created: published,
      };
    },
  );

  postWithAccount(
    '/api/platforms/:slug/review/with-account',
    creates('Review a platform as a visitor, with a new account or an existing one', {
      description: WITH_ACCOUNT,
      params,
      body: reviewWithAccountForm,
    }),
    {
      findErrors: async () => ({}),
      read: (request) => ({
        ...params.parse(request.params),
        review: reviewForm.parse(request.body),
      }),
      publish: (tx, viewer, input, _, now) =>
        savePlatformReview(tx, viewer, input.slug, input.review, now),
      receipt: (_, { slug: about }) => ({
        page: 'platformReviews',
        parameters: { slug: about },
        done: 'review-published',
      }),
    },
  );
}
