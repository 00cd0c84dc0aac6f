import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
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

/** Routes with which moderators handle flagged messages. */
export function registerMessageFlags(
  app: Server,
  { database, secrets, clock }: Pick<BaseDeps, 'database' | 'secrets' | 'clock'>,
): void {
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

  app.post(
    '/api/flagged-messages/:id/decision',
    writes('End a flag: nothing to do, or its sender may not write for a while; moderators only', {
      params: z.object({ id }),
      body: messageFlagDecisionForm,
    }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      await database.prisma.$transaction((tx) =>
        decideOnMessageFlag(tx, viewer, request.params.id, request.body, clock()),
      );
      return answerWrite(request, reply, { page: 'flaggedMessages', done: 'decided' });
    },
  );
}
