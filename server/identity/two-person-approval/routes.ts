import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, creates, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import {
  changeAnswerBody,
  proposedChangesResponse,
  proposedChange,
  reversalBody,
} from '#shared/identity/two-person-approval.ts';
import { id, emptyFormBody } from '#shared/core/form-fields.ts';
import { answerProposedChange, withdrawProposedChange } from './answer-proposed-change.ts';
import type { ChangeKinds } from './change-kind.ts';
import { proposeReversal } from './propose-change.ts';
import { findProposedChange, listProposedChanges } from './queries.ts';

const params = z.object({ id });

/** Routes of changes that one person proposes and another confirms. */
export function registerProposedChanges(
  app: Server,
  { database, clock }: BaseDeps,
  kinds: ChangeKinds,
): void {
  const { prisma, sql } = database;

  const postAsMember = createPostAsMember(app, prisma, clock);

  app.get(
    '/api/moderation/acts',
    answers('Acts that I may confirm, and those that I proposed; members only', {
      answer: proposedChangesResponse,
    }),
    (request) => listProposedChanges(sql, kinds, requireSignedIn(request), clock()),
  );

  app.get(
    '/api/moderation/acts/:id',
    answers('One proposed change, once it is in effect; before, for who may answer it', {
      params,
      answer: proposedChange,
    }),
    (request, reply) => {
      reply.header('cache-control', 'private, no-store');
      const { viewer } = request;
      return prisma.$transaction((tx) =>
        findProposedChange(tx, kinds, viewer, request.params.id, clock()),
      );
    },
  );

  postAsMember(
    '/api/moderation/acts/:id/answer',
    writes('Confirm or refuse a proposed change as the second person', {
      params,
      body: changeAnswerBody,
    }),
    (tx, viewer, request, now) =>
      answerProposedChange(tx, kinds, viewer, request.params.id, request.body, now),
    (parameters, request) => {
      const done = request.body.answer === 'confirm' ? 'confirmed' : 'refused';
      return { page: 'secondPerson', id: parameters.id, done };
    },
  );

  postAsMember(
    '/api/moderation/acts/:id/withdraw',
    writes('Take back what I proposed', { params, body: emptyFormBody }),
    (tx, viewer, request, now) => withdrawProposedChange(tx, kinds, viewer, request.params.id, now),
    () => ({ page: 'secondPerson', done: 'act-withdrawn' }),
  );

  postAsMember(
    '/api/moderation/acts/:id/reverse',
    creates('Propose to turn back what one person decided alone; established members, moderators', {
      params,
      body: reversalBody,
    }),
    (tx, viewer, request, now) =>
      proposeReversal(tx, kinds, viewer, request.params.id, request.body, now),
    (parameters) => {
      const shown = { page: 'act', parameters, id: parameters.id, done: 'proposed' } as const;
      return { ...shown, created: true };
    },
  );
}
