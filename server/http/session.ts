import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Viewer } from './viewer.ts';
import { AppError } from '#server/core/errors.ts';
import { hasSessionCookie } from './session-cookie.ts';

declare module 'fastify' {
  interface FastifyRequest {
    viewer: Viewer | null;
    sessionId: string | null;
    /** False where the session was not looked up; `viewer` is then meaningless. */
    sessionRead: boolean;
  }
  interface FastifyContextConfig {
    /** No cookie is read: the response is the same for everybody and may be cached publicly. */
    anonymous?: boolean;
  }
}

export type SessionReader = {
  /** The viewer of a Cookie header, and a new cookie where the session was extended. */
  readonly read: (
    cookies: string | undefined,
  ) => Promise<{ viewer: Viewer; sessionId: string; renewed: string | null } | null>;
};

/** Paths of scripts, styles and pictures, whose routes set their own caching. */
const SAME_FOR_ALL = /^\/(?:assets|files)\//;

export function registerSession(app: FastifyInstance, sessions: SessionReader): void {
  app.decorateRequest('viewer', null);
  app.decorateRequest('sessionId', null);
  app.decorateRequest('sessionRead', false);
  app.decorateRequest('own', null);
  app.decorateRequest('owns', null);
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.anonymous === true) return;
    const session = await sessions.read(request.headers.cookie);
    request.sessionRead = true;
    if (session === null) return;
    request.viewer = session.viewer;
    request.sessionId = session.sessionId;
    if (session.renewed !== null) reply.header('set-cookie', session.renewed);
  });
  // Responses for members must not be cached (shared phones), nor any with a cookie.
  app.addHook('onSend', async (request, reply) => {
    const own = request.viewer !== null && !SAME_FOR_ALL.test(request.url);
    if (own || reply.hasHeader('set-cookie')) reply.header('cache-control', 'private, no-store');
  });
}

/**
 * Whether a session cookie was sent but not looked up, because the request was refused earlier or the
 * database did not answer.
 */
export function isSessionNotLookedUp({ sessionRead, headers }: FastifyRequest): boolean {
  return !sessionRead && hasSessionCookie(headers.cookie);
}

/**
 * The viewer.
 * @throws AppError signed-out where nobody is signed in.
 */
export function requireSignedIn(request: FastifyRequest): Viewer {
  if (request.viewer === null) throw new AppError('signed-out');
  return request.viewer;
}
