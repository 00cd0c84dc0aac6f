import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { answers, creates, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { id, emptyFormBody } from '#shared/core/form-fields.ts';
import { typedPseudonym } from '#shared/identity/members.ts';
import {
  allowMessagesForm,
  conversationResponse,
  conversationsQuery,
  conversationsResponse,
  messageFlagForm,
  messageForm,
} from '#shared/community/private-messages.ts';
import { setAllowsMessages, sendPrivateMessage, withdrawPrivateMessage } from './actions.ts';
import { openConversation } from './conversation.ts';
import { registerMessageFlags } from './flag-routes.ts';
import { flagMessage } from './flags.ts';
import { listConversations } from './queries.ts';

export function registerMessages(app: Server, { database, secrets, clock }: BaseDeps): void {
  const { prisma, sql } = database;
  const params = z.object({ id });
  registerMessageFlags(app, { database, secrets, clock });

  app.get(
    '/api/me/conversations',
    answers('With whom I exchange private messages, the latest first', {
      querystring: conversationsQuery,
      answer: conversationsResponse,
    }),
    (request) => listConversations(sql, requireSignedIn(request), request.query.before, clock()),
  );

  app.get(
    '/api/me/conversations/:pseudonym',
    answers('My messages with a member, the newest first; what is shown counts as read', {
      params: z.object({ pseudonym: typedPseudonym }),
      querystring: conversationsQuery,
      answer: conversationResponse,
    }),
    (request) =>
      openConversation(
        sql,
        secrets,
        requireSignedIn(request),
        { ...request.params, ...request.query },
        clock(),
      ),
  );

  app.post(
    '/api/me/messages-allowed',
    writes('Let private messages pass between me and others who allow them, or no longer', {
      body: allowMessagesForm,
    }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const { allows } = request.body;
      await prisma.$transaction((tx) => setAllowsMessages(tx, viewer, allows, clock()));
      const done = allows ? 'messages-allowed' : 'messages-not-allowed';
      return answerWrite(request, reply, { page: 'settings', done });
    },
  );

  app.post(
    '/api/private-messages',
    creates('Write to a member who allows private messages, as I do; gone after 30 days', {
      body: messageForm,
    }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const parameters = await prisma.$transaction((tx) =>
        sendPrivateMessage(tx, secrets, viewer, request.body, clock()),
      );
      return answerWrite(request, reply, {
        page: 'conversation',
        parameters,
        done: 'sent',
        created: true,
      });
    },
  );

  app.post(
    '/api/private-messages/:id/withdraw',
    writes('Take back a message of mine, for both', { params, body: emptyFormBody }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const parameters = await prisma.$transaction((tx) =>
        withdrawPrivateMessage(tx, viewer, request.params.id, clock()),
      );
      return answerWrite(request, reply, { page: 'conversation', parameters, done: 'withdrawn' });
    },
  );

  app.post(
    '/api/private-messages/:id/flag',
    creates('Show a message that I got to the moderators, with what is wrong with it', {
      params,
      body: messageFlagForm,
    }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const parameters = await prisma.$transaction((tx) =>
        flagMessage(tx, secrets, viewer, request.params.id, request.body, clock()),
      );
      return answerWrite(request, reply, {
        page: 'conversation',
        parameters,
        done: 'flagged',
        created: true,
      });
    },
  );
}
