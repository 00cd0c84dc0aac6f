import type { FastifyInstance, FastifyRequest } from 'fastify';
import { hasSessionCookie, type Sessions } from '#server/identity/accounts/sessions.ts';
import type { Viewer } from '#server/identity/accounts/viewer.ts';
import { AppError } from '#server/core/errors.ts';

declare module 'fastify' {
  interface FastifyRequest {
    viewer: Viewer | null;
    sessionId: string | null;
    /** False where nobody looked who asks: `viewer` then says nothing. */
    sessionRead: boolean;
  }
  interface FastifyContextConfig {
    /** No cookie is read: the same answer for everybody, which any cache may keep. */
    anonymous?: boolean;
  }
}

/** Scripts, styles and pictures; what is theirs to keep, their routes say. */
const SAME_FOR_ALL = /^\/(?:assets|files)\//;

/** Finds out for each request who makes it. */
export function registerSession(app: FastifyInstance, sessions: Sessions): void {
  app.decorateRequest('viewer', null);
  app.decorateRequest('sessionId', null);
  app.decorateRequest('sessionRead', false);
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.anonymous === true) return;
    const session = await sessions.read(request.headers.cookie);
    request.sessionRead = true;
    if (session === null) return;
    request.viewer = session.viewer;
    request.sessionId = session.sessionId;
    if (session.renewed !== null) reply.header('set-cookie', session.renewed);
  });
  // What a member sees stays in no cache, on no shared phone; nor does a cookie, with anything.
  app.addHook('onSend', async (request, reply) => {
    const own = request.viewer !== null && !SAME_FOR_ALL.test(request.url);
    if (own || reply.hasHeader('set-cookie')) reply.header('cache-control', 'private, no-store');
  });
}

/**
 * Whether nobody knows if the visitor is signed in: she says so, and her session was not read, since
 * the request was refused before or the database did not answer.
 */
export function isSessionUnknown({ sessionRead, headers }: FastifyRequest): boolean {
  return !sessionRead && hasSessionCookie(headers.cookie);
}

/** @throws AppError signed-out for a visitor who is not signed in. */
export function signedIn(request: FastifyRequest): Viewer {
  if (request.viewer === null) throw new AppError('signed-out');
  return request.viewer;
}
