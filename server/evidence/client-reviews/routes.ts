import { z } from 'zod/mini';
import { SIGNING_API_DESCRIPTION } from '#server/evidence/attribution/api-description.ts';
import type { BaseDeps } from '#server/http/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { writesOrCreates } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { slug } from '#shared/core/form-fields.ts';
import { clientReviewForm } from '#shared/directory/clients.ts';
import { saveClientReview } from './actions.ts';

const params = z.object({ slug });

export function registerClientReviews(
  app: Server,
  { database: { prisma }, clock }: BaseDeps,
): void {
  app.post(
    '/api/clients/:slug/review',
    writesOrCreates('Review a client, or edit my review of it', {
      description: SIGNING_API_DESCRIPTION,
      params,
      body: clientReviewForm,
    }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      // Concurrent requests of one member may deadlock; the transaction is retried.
      const review = await prisma.$transaction((tx) =>
        saveClientReview(tx, viewer, request.params.slug, request.body, clock()),
      );
      const published = review.change === 'published';
      return answerWrite(request, reply, {
        page: 'client',
        parameters: { slug: review.slug },
        id: review.id,
        done: published ? 'review-published' : 'review-changed',
        created: published,
      });
    },
  );
}
