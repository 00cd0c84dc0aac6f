import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
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
import { answerProposedChange, withdrawProposedChange } from './answer-proposal.ts';
import type { ChangeKinds } from './proposal-kinds.ts';
import { proposeReversal } from './propose-change.ts';
import { findProposedChange, listProposedChanges } from './queries.ts';

const params = z.object({ id });

/** Routes of changes that one person proposes and another confirms. */
export function registerProposedChanges(
  app: Server,
  { database, clock }: Pick<BaseDeps, 'database' | 'clock'>,
  kinds: ChangeKinds,
): void {
  const { prisma, sql } = database;

  app.get(
    '/api/moderation/acts',
    answers('Acts that I may confirm, and those that I proposed; members only', {
      answer: proposedChangesResponse,
    }),
    (request) => listProposedChanges(sql, kinds, requireSignedIn(request), clock()),
  );

  app.get(
    '/api/moderation/acts/:id',
    answers('One act, once it is in effect; before, for who may answer it', {
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

  app.post(
    '/api/moderation/acts/:id/answer',
    writes('Confirm or refuse an act as the second person', { params, body: changeAnswerBody }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const parameters = await prisma.$transaction((tx) =>
        answerProposedChange(tx, kinds, viewer, request.params.id, request.body, clock()),
      );
      const done = request.body.answer === 'confirm' ? 'confirmed' : 'refused';
      return answerWrite(request, reply, { page: 'secondPerson', id: parameters.id, done });
    },
  );

  app.post(
    '/api/moderation/acts/:id/withdraw',
    writes('Take back what I proposed', { params, body: emptyFormBody }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      await prisma.$transaction((tx) =>
        withdrawProposedChange(tx, kinds, viewer, request.params.id, clock()),
      );
      return answerWrite(request, reply, { page: 'secondPerson', done: 'act-withdrawn' });
    },
  );

  app.post(
    '/api/moderation/acts/:id/reverse',
    creates('Propose to turn back what one person decided alone; established members, moderators', {
      params,
      body: reversalBody,
    }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const parameters = await prisma.$transaction((tx) =>
        proposeReversal(tx, kinds, viewer, request.params.id, request.body, clock()),
      );
      const shown = { page: 'act', parameters, id: parameters.id, done: 'proposed' } as const;
      return answerWrite(request, reply, { ...shown, created: true });
    },
  );
}
