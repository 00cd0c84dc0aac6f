import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { messagesForViewer, organiserMessageForm } from '#shared/collective/organiser-messages.ts';
import { id } from '#shared/core/form-fields.ts';
import { proposeOrganiserMessage } from './actions.ts';
import { findMessagesForViewer } from './queries.ts';

/** Routes of organisers' messages; withdrawing one is registered with that of all kinds. */
export function registerOrganiserMessages(app: Server, { database, clock }: BaseDeps): void {
  const { prisma, sql } = database;
  const postAsMember = createPostAsMember(app, prisma, clock);

  app.get(
    '/api/me/organiser-messages',
    answers('Recent messages of organisers of boycotts in which I can pledge', {
      answer: messagesForViewer,
    }),
    (request) => findMessagesForViewer(sql, requireSignedIn(request), clock()),
  );

  postAsMember(
    '/api/boycotts/:id/messages',
    writes('Write, as an organiser, to all who can pledge; two moderators read it before', {
      params: z.object({ id }),
      body: organiserMessageForm,
    }),
    (tx, viewer, request, now) =>
      proposeOrganiserMessage(tx, viewer, request.params.id, request.body, now),
    (proposed) => ({
      page: 'organiseBoycott',
      parameters: { id: proposed.id },
      id: proposed.id,
      done: 'message-proposed',
    }),
  );
}
