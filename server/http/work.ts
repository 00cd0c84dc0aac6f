import type { FastifyInstance } from 'fastify';
import { asRequest } from '#server/core/work.ts';

/** Runs each request's database queries as request work, with its short time-outs. */
export function registerWork(app: FastifyInstance): void {
  app.addHook('onRequest', (_request, _reply, done) => asRequest(done));
  // Set again, because reading a body switches to the socket's async context.
  app.addHook('preValidation', (_request, _reply, done) => asRequest(done));
}
