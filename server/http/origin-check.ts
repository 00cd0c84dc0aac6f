import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '#server/core/errors.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A write that any site may send. No cookie is read; the token in its body authorises it. */
    anyOrigin?: boolean;
  }
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Origin for absolute URLs: PUBLIC_URL, else the request's Host, else http://host.invalid. */
export function siteOrigin(publicUrl: string | null, request: FastifyRequest): string {
  if (publicUrl !== null) return publicUrl;
  const asked = `${request.protocol}://${request.host}`;
  return /^https?:$/.test(`${request.protocol}:`) && URL.canParse(asked)
    ? new URL(asked).origin
    : 'http://host.invalid';
}

/**
 * CSRF protection: a write needs an `Origin` header of this site, which browsers send with every POST
 * and a member's own script can send too.
 */
export function registerOriginCheck(app: FastifyInstance, publicUrl: string | null): void {
  app.addHook('onRoute', ({ url, config }) => {
    if (config?.anyOrigin === true && config.anonymous !== true) {
      throw new Error(`${url} would let other sites act with a visitor's cookie.`);
    }
  });
  app.addHook('onRequest', async (request) => {
    const { method, routeOptions } = request;
    if (SAFE_METHODS.has(method) || routeOptions.config.anyOrigin === true) return;
    if (request.headers.origin !== siteOrigin(publicUrl, request)) {
      throw new AppError('foreign-origin');
    }
  });
}
