import { typedPseudonym } from '#shared/identity/accounts.ts';
import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, creates, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { id, emptyFormBody } from '#shared/core/form-fields.ts';
import {
  allowMessagesForm,
  conversationResponse,
  conversationsQuery,
  conversationsResponse,
  messageFlagForm,
  messageForm,
} from '#shared/community/private-messages.ts';
import { setAllowsMessages, sendPrivateMessage, withdrawPrivateMessage } from './actions.ts';
import { openConversation } from './open-conversation.ts';
import { registerMessageFlags } from './flag-routes.ts';
import { flagMessage } from './flags.ts';
import { listConversations } from './queries.ts';

export function registerMessages(app: Server, deps: BaseDeps): void {
  const { database, secrets, clock } = deps;
  const { prisma, sql } = database;
  const params = z.object({ id });
  registerMessageFlags(app, deps);

  const postAsMember = createPostAsMember(app, prisma, clock);

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

  postAsMember(
    '/api/me/messages-allowed',
    writes('Let private messages pass between me and others who allow them, or no longer', {
      body: allowMessagesForm,
    }),
    (tx, viewer, { body }, now) => setAllowsMessages(tx, viewer, body.allows, now),
    (_, { body }) => ({
      page: 'settings',
      done: body.allows ? 'messages-allowed' : 'messages-not-allowed',
    }),
  );

  postAsMember(
    '/api/private-messages',
    creates('Write to a member who allows private messages, as I do; gone after 30 days', {
      body: messageForm,
    }),
    (tx, viewer, request, now) => sendPrivateMessage(tx, secrets, viewer, request.body, now),
    (parameters) => ({
      page: 'conversation',
      parameters,
      done: 'sent',
      created: true,
    }),
  );

  postAsMember(
    '/api/private-messages/:id/withdraw',
    writes('Take back a message of mine, for both', { params, body: emptyFormBody }),
    (tx, viewer, request, now) => withdrawPrivateMessage(tx, viewer, request.params.id, now),
    (parameters) => ({ page: 'conversation', parameters, done: 'withdrawn' }),
  );

  postAsMember(
    '/api/private-messages/:id/flag',
    creates('Show a message that I got to the moderators, with what is wrong with it', {
      params,
      body: messageFlagForm,
    }),
    (tx, viewer, request, now) =>
      flagMessage(tx, secrets, viewer, request.params.id, request.body, now),
    (parameters) => ({
      page: 'conversation',
      parameters,
      done: 'flagged',
      created: true,
    }),
  );
}
