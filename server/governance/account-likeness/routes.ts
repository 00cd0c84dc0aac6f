import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { emptyFormBody, id } from '#shared/core/form-fields.ts';
import { likenessAnswerForm, likenessResponse } from '#shared/governance/account-likeness.ts';
import { answerLikeness, askLikeness, findLikeness } from './likeness.ts';

const params = z.object({ id });
const LIKENESS = '/api/moderation/cases/:id/likeness';

/** Registers the question, to two moderators a case, whether accounts are one person's. */
export function registerAccountLikeness(app: Server, { database, clock }: BaseDeps): void {
  const { prisma } = database;
  const postAsMember = createPostAsMember(app, prisma, clock);

  app.get(
    LIKENESS,
    answers('Which accounts wrote what is alike a case’s posts; two moderators who are no party', {
      params,
      answer: likenessResponse,
    }),
    (request) => findLikeness(prisma, requireSignedIn(request), request.params.id, clock()),
  );

  postAsMember(
    LIKENESS,
    writes('Ask whether one person has several accounts; two moderators a case', {
      params,
      body: emptyFormBody,
    }),
    (tx, viewer, request, now) => askLikeness(tx, viewer, request.params.id, now),
    (parameters) => ({ page: 'moderationCase', parameters, anchor: 'likeness' }),
  );

  postAsMember(
    `${LIKENESS}/answer`,
    writes('Answer it, before seeing the other moderator’s answer', {
      params,
      body: likenessAnswerForm,
    }),
    (tx, viewer, request, now) => answerLikeness(tx, viewer, request.params.id, request.body, now),
    (parameters) => ({ page: 'moderationCase', parameters, done: 'likeness-answered' }),
  );
}
