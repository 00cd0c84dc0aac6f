import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { answers, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { secondReviewsResponse } from '#shared/governance/case-handling.ts';
import { id, emptyFormBody } from '#shared/core/form-fields.ts';
import { releaseSecondReview, takeNextSecondReview } from './actions.ts';
import { listCasesForSecondReview } from './queries.ts';

const params = z.object({ id });

/** Routes of cases that wait for a second person, and of taking guarded ones. */
export function registerSecondReviews(
  app: Server,
  { database, clock }: Pick<BaseDeps, 'database' | 'clock'>,
): void {
  const { prisma, sql } = database;

  app.get(
    '/api/moderation/seconds',
    answers('Cases that wait for a second person; established members and moderators', {
      answer: secondReviewsResponse,
    }),
    (request) => listCasesForSecondReview(sql, requireSignedIn(request), clock()),
  );

  app.post(
    '/api/moderation/seconds/next',
    writes('Take the next case of what few may read; established members', { body: emptyFormBody }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const parameters = await prisma.$transaction((tx) =>
        takeNextSecondReview(tx, viewer, clock()),
      );
      const shown = { page: 'moderationCase', parameters, done: 'second-taken' } as const;
      return answerWrite(request, reply, { id: parameters.id, ...shown });
    },
  );

  app.post(
    '/api/moderation/seconds/:id/release',
    writes('Give back the case that I took as the second person; established members', {
      params,
      body: emptyFormBody,
    }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      await prisma.$transaction((tx) =>
        releaseSecondReview(tx, viewer, request.params.id, clock()),
      );
      return answerWrite(request, reply, { page: 'secondPerson', done: 'released' });
    },
  );
}
