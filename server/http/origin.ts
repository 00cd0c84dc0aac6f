import type { FastifyInstance } from 'fastify';
import { AppError } from '#server/errors.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A write must say that it comes from our own pages: browsers send Origin with every POST, and a
 * script of a member's own can send it too. Without it another site could act in her name.
 */
export function registerOriginCheck(app: FastifyInstance, publicUrl: string | null): void {
  app.addHook('onRequest', async (request) => {
    if (SAFE_METHODS.has(request.method)) return;
    const own = publicUrl ?? `${request.protocol}://${request.host}`;
    if (request.headers.origin !== own) throw new AppError('foreign-origin');
  });
}
