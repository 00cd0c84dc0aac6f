import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { requireSignedIn } from '#server/http/session.ts';
import {
  disputeRevisionBody,
  revisionsQuery,
  revisionsResponse,
  undoRevisionBody,
} from '#shared/directory/platform-corrections.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { commonFormFields, id, slug, writeResponse } from '#shared/core/form-fields.ts';
import { undoPlatformRevision } from './actions.ts';
import { disputeRevision, withdrawRevisionDispute } from './revision-disputes.ts';
import { listPlatformRevisions } from './revision-history.ts';

const params = z.object({ slug, id });
const response = { 200: writeResponse, '4xx': errorResponse };

export function registerRevisions(server: FastifyInstance, { database, clock }: BaseDeps): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/api/platforms/:slug/revisions',
    {
      schema: {
        summary: 'The corrections of a platform, newest first',
        params: z.object({ slug }),
        querystring: revisionsQuery,
        response: { 200: revisionsResponse, '4xx': errorResponse },
      },
    },
    (request) =>
      listPlatformRevisions(
        database.sql,
        request.viewer,
        request.params.slug,
        request.query.page ?? 1,
      ),
  );

  app.post(
    '/api/platforms/:slug/revisions/:id/undo',
    {
      schema: {
        summary: 'Undo a correction; members only',
        params,
        body: undoRevisionBody,
        response,
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const parameters = await database.prisma.$transaction((tx) =>
        undoPlatformRevision(tx, viewer, request.params, request.body, clock()),
      );
      return answerWrite(request, reply, { page: 'platformRevisions', parameters, done: 'undone' });
    },
  );

  app.post(
    '/api/platforms/:slug/revisions/:id/disputes',
    {
      schema: {
        summary: 'Dispute a correction; members only',
        params,
        body: disputeRevisionBody,
        response,
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const parameters = await database.prisma.$transaction((tx) =>
        disputeRevision(tx, viewer, request.params, request.body, clock()),
      );
      return answerWrite(request, reply, {
        page: 'platformRevisions',
        parameters,
        done: 'disputed',
      });
    },
  );

  app.post(
    '/api/platforms/:slug/revisions/:id/disputes/withdraw',
    {
      schema: {
        summary: 'Take one’s own dispute back; members only',
        params,
        body: z.object(commonFormFields),
        response,
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const parameters = await database.prisma.$transaction((tx) =>
        withdrawRevisionDispute(tx, viewer, request.params, clock()),
      );
      return answerWrite(request, reply, {
        page: 'platformRevisions',
        parameters,
        done: 'dispute-withdrawn',
      });
    },
  );
}
