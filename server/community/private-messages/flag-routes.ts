import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { id } from '#shared/core/form-fields.ts';
import {
  messageFlagDecisionForm,
  flaggedMessagesQuery,
  flaggedMessagesResponse,
} from '#shared/community/private-messages.ts';
import { decideOnMessageFlag } from './flags.ts';
import { listFlaggedMessages } from './queries.ts';

export function registerMessageFlags(app: Server, { database, secrets, clock }: BaseDeps): void {
  const postAsMember = createPostAsMember(app, database.prisma, clock);

  app.get(
    '/api/flagged-messages',
    answers('Private messages that their readers flagged, the longest first; moderators only', {
      querystring: flaggedMessagesQuery,
      answer: flaggedMessagesResponse,
    }),
    (request) =>
      listFlaggedMessages(
        database.sql,
        secrets,
        requireSignedIn(request),
        request.query.page ?? 1,
        clock(),
      ),
  );

  postAsMember(
    '/api/flagged-messages/:id/decision',
    writes('End a flag: nothing to do, or its sender may not write for a while; moderators only', {
      params: z.object({ id }),
      body: messageFlagDecisionForm,
    }),
    (tx, viewer, request, now) =>
      decideOnMessageFlag(tx, viewer, request.params.id, request.body, now),
    () => ({ page: 'flaggedMessages', done: 'decided' }),
  );
}
