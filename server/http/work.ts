import type { FastifyInstance } from 'fastify';
import { asRequest } from '#server/core/work.ts';

/** Makes whatever a request asks of the database the work of a request, with its short time-outs. */
export function registerWork(app: FastifyInstance): void {
  app.addHook('onRequest', (_request, _reply, done) => asRequest(done));
  // Again: once a body was read, the context is that of the socket.
  app.addHook('preValidation', (_request, _reply, done) => asRequest(done));
}
