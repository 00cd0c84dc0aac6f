import { z } from 'zod/mini';
import { SIGNING_API_DESCRIPTION } from '#server/evidence/attribution/api-description.ts';
import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { writesOrCreates } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { slug } from '#shared/core/form-fields.ts';
import { clientReviewForm } from '#shared/directory/client-reviews.ts';
import { saveClientReview } from './actions.ts';

const params = z.object({ slug });

export function registerClientReviews(
  app: Server,
  { database: { prisma }, clock }: BaseDeps,
): void {
  const postAsMember = createPostAsMember(app, prisma, clock);

  postAsMember(
    '/api/clients/:slug/review',
    writesOrCreates('Review a client, or edit my review of it', {
      description: SIGNING_API_DESCRIPTION,
      params,
      body: clientReviewForm,
    }),
    (tx, viewer, request, now) =>
      saveClientReview(tx, viewer, request.params.slug, request.body, now),
    (review) => {
      const published = review.change === 'published';
      return {
        page: 'client',
        parameters: { slug: review.slug },
        id: review.id,
        done: published ? 'review-published' : 'review-changed',
        created: published,
      };
    },
  );
}
