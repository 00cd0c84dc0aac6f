import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { id, emptyFormBody } from '#shared/core/form-fields.ts';
import { inboxQuery, inboxResponse } from '#shared/community/inbox.ts';
import { LANGUAGES } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { inboxItemPath } from '#web/community/inbox/item-links.ts';
import { registerFollows } from './follow-routes.ts';
import { findInboxItem, readInbox } from './queries.ts';
import { markAllRead, markItemRead } from '#server/identity/notifications/mark-read.ts';

export function registerInbox(app: Server, deps: BaseDeps): void {
  const { database, clock } = deps;
  const { prisma, sql } = database;
  registerFollows(app, deps);

  const postAsMember = createPostAsMember(app, prisma, clock);

  app.get(
    '/api/me/inbox',
    answers('What happened that concerns me, what is unread first', {
      querystring: inboxQuery,
      answer: inboxResponse,
    }),
    (request) => readInbox(database.own, requireSignedIn(request), request.query),
  );

  postAsMember(
    '/api/me/inbox/read',
    writes('Mark my whole inbox as read', { body: emptyFormBody }),
    (tx, viewer, _, now) => markAllRead(tx, viewer, now),
    () => ({ page: 'inbox', done: 'all-read' }),
  );

  postAsMember(
    '/api/me/inbox/:id/read',
    writes('Mark one line of my inbox as read', { params: z.object({ id }), body: emptyFormBody }),
    (tx, viewer, request, now) => markItemRead(tx, viewer, request.params.id, now),
    () => ({ page: 'inbox', done: 'read' }),
  );

  // The address of an inbox item: opening it marks the item as read.
  for (const language of LANGUAGES) {
    app.get(
      `${pathTo(language, 'inbox')}/:id`,
      { schema: { hide: true, params: z.object({ id }) } },
      async (request, reply) => {
        const viewer = requireSignedIn(request);
        const item = await findInboxItem(sql, viewer, request.params.id);
        await prisma.$transaction((tx) => markItemRead(tx, viewer, item.id, clock()));
        return reply.redirect(inboxItemPath(item, language), 302);
      },
    );
  }
}
