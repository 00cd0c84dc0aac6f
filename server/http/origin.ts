import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '#server/core/errors.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A write that any site may send: no cookie is read for it, what it carries is its permission. */
    anyOrigin?: boolean;
  }
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The origin of the site, for addresses that leave it: as it was set, else as it was asked; where
 * that names no host, one that is nobody's.
 */
export function siteOrigin(publicUrl: string | null, request: FastifyRequest): string {
  if (publicUrl !== null) return publicUrl;
  const asked = `${request.protocol}://${request.host}`;
  return /^https?:$/.test(`${request.protocol}:`) && URL.canParse(asked)
    ? new URL(asked).origin
    : 'http://host.invalid';
}

/**
 * A write must say that it comes from our own pages: browsers send Origin with every POST, and a
 * script of a member's own can send it too. Without it another site could act in her name.
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
