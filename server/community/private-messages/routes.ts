import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { id, writeResponse } from '#shared/core/form-fields.ts';
import { typedPseudonym } from '#shared/identity/members.ts';
import {
  allowMessagesForm,
  conversationResponse,
  conversationsQuery,
  conversationsResponse,
  messageFlagForm,
  messageControls,
  messageForm,
} from '#shared/community/private-messages.ts';
import { setAllowsMessages, sendPrivateMessage, withdrawPrivateMessage } from './actions.ts';
import { openConversation } from './conversation.ts';
import { registerMessageFlags } from './flag-routes.ts';
import { flagMessage } from './flags.ts';
import { listConversations } from './queries.ts';

export function registerMessages(
  server: FastifyInstance,
  { database, secrets, clock }: BaseDeps,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const { prisma, sql } = database;
  const params = z.object({ id });
  registerMessageFlags(server, { database, secrets, clock });

  app.get(
    '/api/me/conversations',
    {
      schema: {
        summary: 'With whom I exchange private messages, the latest first',
        querystring: conversationsQuery,
        response: { 200: conversationsResponse, '4xx': errorResponse },
      },
    },
    (request) => listConversations(sql, requireSignedIn(request), request.query.before, clock()),
  );

  app.get(
    '/api/me/conversations/:pseudonym',
    {
      schema: {
        summary: 'My messages with a member, the newest first; what is shown counts as read',
        params: z.object({ pseudonym: typedPseudonym }),
        querystring: conversationsQuery,
        response: { 200: conversationResponse, '4xx': errorResponse },
      },
    },
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
    {
      schema: {
        summary: 'Let private messages pass between me and others who allow them, or no longer',
        body: allowMessagesForm,
        response: { 200: writeResponse, '4xx': errorResponse },
      },
    },
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
    {
      schema: {
        summary: 'Write to a member who allows private messages, as I do; gone after 30 days',
        body: messageForm,
        response: { 201: writeResponse, '4xx': errorResponse },
      },
    },
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
    {
      schema: {
        summary: 'Take back a message of mine, for both',
        params,
        body: messageControls,
        response: { 200: writeResponse, '4xx': errorResponse },
      },
    },
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
    {
      schema: {
        summary: 'Show a message that I got to the moderators, with what is wrong with it',
        params,
        body: messageFlagForm,
        response: { 201: writeResponse, '4xx': errorResponse },
      },
    },
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
