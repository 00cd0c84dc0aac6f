import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { answers, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import {
  disputeRevisionBody,
  revisionsQuery,
  revisionsResponse,
  undoRevisionBody,
} from '#shared/directory/platform-corrections.ts';
import { id, slug } from '#shared/core/form-fields.ts';
import { undoPlatformRevision } from './actions.ts';
import { disputeRevision } from './revision-disputes.ts';
import { listPlatformRevisions } from './revision-history.ts';

const params = z.object({ slug, id });

export function registerRevisions(app: Server, { database, clock }: BaseDeps): void {
  app.get(
    '/api/platforms/:slug/revisions',
    answers('The corrections of a platform, newest first', {
      params: z.object({ slug }),
      querystring: revisionsQuery,
      answer: revisionsResponse,
    }),
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
    writes('Undo a correction; members only', { params, body: undoRevisionBody }),
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
    writes('Dispute a correction; members only', { params, body: disputeRevisionBody }),
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
}
