import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
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
  const postAsMember = createPostAsMember(app, database.prisma, clock);

  app.get(
    '/api/platforms/:slug/revisions',
    answers('The corrections of a platform, newest first', {
      params: z.object({ slug }),
      querystring: revisionsQuery,
      answer: revisionsResponse,
    }),
    (request) =>
      listPlatformRevisions(database, request.viewer, request.params.slug, request.query.page ?? 1),
  );

  postAsMember(
    '/api/platforms/:slug/revisions/:id/undo',
    writes('Undo a correction; members only', { params, body: undoRevisionBody }),
    (tx, viewer, request, now) =>
      undoPlatformRevision(tx, viewer, request.params, request.body, now),
    (parameters) => ({ page: 'platformRevisions', parameters, done: 'undone' }),
  );

  postAsMember(
    '/api/platforms/:slug/revisions/:id/disputes',
    writes('Dispute a correction; members only', { params, body: disputeRevisionBody }),
    (tx, viewer, request, now) => disputeRevision(tx, viewer, request.params, request.body, now),
    (parameters) => ({
      page: 'platformRevisions',
      parameters,
      done: 'disputed',
    }),
  );
}
