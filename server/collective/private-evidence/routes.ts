import { z } from 'zod/mini';
import type { MediaDeps } from '#server/media/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, creates, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { receiveMultipartForm } from '#server/media/pictures/multipart-uploads.ts';
import { deletePictureIfUnused } from '#server/media/pictures/attach-picture.ts';
import { receiveWithPicture } from '#server/media/pictures/receive-with-picture.ts';
import { sendPrivatePicture } from '#server/media/pictures/send-private-picture.ts';
import { PICTURE_DESCRIPTION, PICTURE_FIELD } from '#server/media/pictures/form-picture.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { id, emptyFormBody } from '#shared/core/form-fields.ts';
import {
  ownPrivateEvidenceResponse,
  privateCheckResponse,
  privateChecksResponse,
  privateEvidenceForm,
  privateEvidenceAnswerForm,
} from '#shared/collective/private-evidence.ts';
import { answerPrivateEvidence, sendPrivateEvidence, withdrawPrivateEvidence } from './actions.ts';
import {
  findOwnPrivateEvidence,
  findEvidenceToCheck,
  listEvidenceToCheck,
  readPrivateEvidencePicture,
} from './queries.ts';

const FORMS = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'];

/**
 * Registers the routes of private evidence: send, withdraw, view, answer. Responses are not cached.
 */
export function registerPrivateEvidence(app: Server, deps: MediaDeps): void {
  const { database, store, secrets, clock } = deps;
  const { prisma, sql } = database;
  const parts = { sql, secrets, store };
  const withPicture = {
    attachValidation: true,
    preValidation: receiveMultipartForm(deps, PICTURE_FIELD),
  };

  const postAsMember = createPostAsMember(app, prisma, clock);

  app.get(
    '/api/me/private-evidence',
    answers('What I sent for two checkers alone, and where they saw that I work', {
      answer: ownPrivateEvidenceResponse,
    }),
    (request, reply) => {
      reply.header('cache-control', 'no-store');
      return findOwnPrivateEvidence(parts, requireSignedIn(request), clock());
    },
  );

  app.post(
    '/api/private-evidence',
    {
      ...withPicture,
      ...creates('Show two checkers alone that I work on a platform; the picture is `screenshot`', {
        description: PICTURE_DESCRIPTION,
        consumes: FORMS,
        body: privateEvidenceForm,
      }),
    },
    async (request, reply) => {
      const sent = await receiveWithPicture(deps, request, (tx, viewer, picture) =>
        sendPrivateEvidence(tx, secrets, viewer, request.body, picture, clock()),
      );
      return answerWrite(request, reply, {
        page: 'privateEvidence',
        id: sent.id,
        done: 'sent',
        created: true,
      });
    },
  );

  postAsMember(
    '/api/private-evidence/:id/withdraw',
    writes('Take back private evidence of mine; nothing is left of it', {
      params: z.object({ id }),
      body: emptyFormBody,
    }),
    (tx, viewer, request) => withdrawPrivateEvidence(tx, viewer, request.params.id),
    async ({ unusedPictureKey }) => {
      await deletePictureIfUnused(database, store, unusedPictureKey);
      return { page: 'privateEvidence', done: 'taken-back' };
    },
  );

  app.get(
    '/api/private-evidence',
    answers('Private evidence that waits for me as a checker; moderators only', {
      answer: privateChecksResponse,
    }),
    (request, reply) => {
      reply.header('cache-control', 'no-store');
      return listEvidenceToCheck(parts, requireSignedIn(request), clock());
    },
  );

  app.get(
    '/api/private-evidence/:id',
    answers('Private evidence to check, without who sent it; moderators only', {
      params: z.object({ id }),
      answer: privateCheckResponse,
    }),
    (request, reply) => {
      reply.header('cache-control', 'no-store');
      return findEvidenceToCheck(parts, requireSignedIn(request), request.params.id, clock());
    },
  );

  postAsMember(
    '/api/private-evidence/:id/voice',
    writes('Say of private evidence whether it shows work on the platform; moderators only', {
      params: z.object({ id }),
      body: privateEvidenceAnswerForm,
    }),
    (tx, viewer, { params: { id: asked }, body }, now) =>
      answerPrivateEvidence(tx, viewer, asked, body.accepts === 'yes', now),
    async ({ unusedPictureKey }) => {
      await deletePictureIfUnused(database, store, unusedPictureKey);
      return { page: 'privateChecks', done: 'answered' };
    },
  );

  app.get(
    '/files/private/:id.webp',
    {
      schema: {
        summary: 'The picture of private evidence, for its sender and who may check it',
        params: z.object({ id }),
        response: { '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      return sendPrivatePicture(
        reply,
        await readPrivateEvidencePicture(parts, viewer, request.params.id, clock()),
      );
    },
  );
}
