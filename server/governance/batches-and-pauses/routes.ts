import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, creates } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { id } from '#shared/core/form-fields.ts';
import {
  postBatchForm,
  postBatchResponse,
  postBatchesResponse,
} from '#shared/governance/post-batches.ts';
import { postingPauseForm } from '#shared/governance/posting-pauses.ts';
import { findPostBatch, findPostBatches } from '#server/governance/cases/posts-of-day.ts';
import { proposeBatch } from './propose-batch.ts';
import { proposePause } from './propose-pause.ts';

const params = z.object({ id });
const BATCH = '/api/moderation/cases/:id/batch';

/** Registers the routes with which a moderator proposes to hide several posts, or a pause of their author. */
export function registerPostBatchesAndPauses(app: Server, { database, clock }: BaseDeps): void {
  const { prisma, sql } = database;
  const postAsMember = createPostAsMember(app, prisma, clock);

  app.get(
    '/api/moderation/batches',
    answers('Reported posts by author and day, the most posts first; moderators', {
      answer: postBatchesResponse,
    }),
    (request) => findPostBatches(sql, requireSignedIn(request), clock()),
  );

  app.get(
    BATCH,
    answers('What the author of a reported post wrote that day; moderators who are no party', {
      params,
      answer: postBatchResponse,
    }),
    (request) => findPostBatch(prisma, requireSignedIn(request), request.params.id, clock()),
  );

  postAsMember(
    BATCH,
    creates('Propose to hide several posts of one author and day at once; moderators', {
      params,
      body: postBatchForm,
    }),
    (tx, viewer, request, now) => proposeBatch(tx, viewer, request.params.id, request.body, now),
    ({ id: made, decision, next }) => ({
      id: made,
      ...(next === null
        ? {
            page: 'moderation' as const,
            done: decision === null ? 'proposed' : 'batch-decided',
          }
        : {
            page: 'moderationBatch' as const,
            parameters: { id: next },
            query: { like: made },
            done: decision === null ? 'batch-proposed-next' : 'batch-decided-next',
          }),
      created: true,
    }),
  );

  postAsMember(
    '/api/moderation/cases/:id/pause',
    creates('Propose a pause from posting for the author of a reported post; moderators', {
      params,
      body: postingPauseForm,
    }),
    (tx, viewer, request, now) => proposePause(tx, viewer, request.params.id, request.body, now),
    ({ id: made, decision }) => ({
      id: made,
      ...(decision === null
        ? { page: 'moderationCase' as const, parameters: { id: made }, done: 'proposed' }
        : { page: 'decision' as const, parameters: { id: decision }, done: 'decided' }),
      created: true,
    }),
  );
}
