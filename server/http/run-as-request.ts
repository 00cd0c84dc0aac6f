import type { FastifyInstance } from 'fastify';
import { runAsRequest } from '#server/core/work-class.ts';

/** Runs each request's database queries as request work, with its short time-outs. */
export function registerRunAsRequest(app: FastifyInstance): void {
  app.addHook('onRequest', (_request, _reply, done) => runAsRequest(done));
  // Set again, because reading a body switches to the socket's async context.
  app.addHook('preValidation', (_request, _reply, done) => runAsRequest(done));
}
