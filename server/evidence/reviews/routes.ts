import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, writesOrCreates } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { slug } from '#shared/core/form-fields.ts';
import {
  ownReviewsResponse,
  reviewCursor,
  reviewForm,
  reviewSort,
  reviewsResponse,
} from '#shared/evidence/reviews.ts';
import { savePlatformReview } from './actions.ts';
import { findOwnPlatformReviews, findPlatformReviews } from './queries.ts';

export function registerReviews(app: Server, { database, clock }: BaseDeps): void {
  const { prisma, sql } = database;
  const params = z.object({ slug });

  const postAsMember = createPostAsMember(app, prisma, clock);

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
}
