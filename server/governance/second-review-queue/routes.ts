import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { secondReviewsResponse } from '#shared/governance/case-handling.ts';
import { id, emptyFormBody } from '#shared/core/form-fields.ts';
import { releaseSecondReview, takeNextSecondReview } from './actions.ts';
import { listCasesForSecondReview } from './queries.ts';

const params = z.object({ id });

/** Registers the routes of cases that wait for a second person, and of taking guarded ones. */
export function registerSecondReviews(app: Server, { database, clock }: BaseDeps): void {
  const { prisma, sql } = database;

  const postAsMember = createPostAsMember(app, prisma, clock);

  app.get(
    '/api/moderation/seconds',
    answers('Cases that wait for a second person; established members and moderators', {
      answer: secondReviewsResponse,
    }),
    (request) => listCasesForSecondReview(sql, requireSignedIn(request), clock()),
  );

  postAsMember(
    '/api/moderation/seconds/next',
    writes('Take the next case of what few may read; established members', { body: emptyFormBody }),
    (tx, viewer, _, now) => takeNextSecondReview(tx, viewer, now),
    (parameters) => {
      const shown = { page: 'moderationCase', parameters, done: 'second-taken' } as const;
      return { id: parameters.id, ...shown };
    },
  );

  postAsMember(
    '/api/moderation/seconds/:id/release',
    writes('Give back the case that I took as the second person; established members', {
      params,
      body: emptyFormBody,
    }),
    (tx, viewer, request, now) => releaseSecondReview(tx, viewer, request.params.id, now),
    () => ({ page: 'secondPerson', done: 'released' }),
  );
}
