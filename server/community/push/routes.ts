import type { BaseDeps } from '#server/http/deps.ts';
import { requireFound } from '#server/core/errors.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { pushUnsubscribeForm, pushForm, pushResponse } from '#shared/community/push.ts';
import { subscribeToPushes, unsubscribeFromPushes } from './actions.ts';
import { deriveVapidKeys } from './keys.ts';
import { findPushSettings } from './queries.ts';

export function registerPush(app: Server, deps: BaseDeps): void {
  const { database, secrets, env, clock } = deps;
  const { sql } = database;
  const { publicKey } = deriveVapidKeys(secrets);
  const key = secrets.keyFor('push addresses');

  const postAsMember = createPostAsMember(app, database.prisma, clock);

  app.get(
    '/api/me/push',
    answers('The key that a browser subscribes with, and how many of mine get pushes', {
      answer: pushResponse,
    }),
    (request) => findPushSettings(sql, publicKey, requireSignedIn(request)),
  );

  postAsMember(
    '/api/me/push',
    writes('Send pushes to this browser while it is signed in: a count, no content', {
      body: pushForm,
    }),
    (tx, viewer, request, now) => {
      const site = { sessionId: requireFound(request.sessionId), origins: env.pushOrigins, key };
      return subscribeToPushes(tx, viewer, request.body, site, now);
    },
    () => ({ page: 'following', done: 'push-on' }),
  );

  postAsMember(
    '/api/me/push/end',
    writes('Send no more pushes to one of my browsers, or to any', { body: pushUnsubscribeForm }),
    (tx, viewer, request) => unsubscribeFromPushes(tx, viewer, request.body.endpoint, key),
    () => ({ page: 'following', done: 'push-off' }),
  );
}
