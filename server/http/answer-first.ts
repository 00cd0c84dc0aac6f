import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** The origin that a request names; null where a proxy may name another. */
export function originOfRequest({ headers, socket }: IncomingMessage): string | null {
  const { host } = headers;
  if (host === undefined || headers['x-forwarded-host'] !== undefined) return null;
  if (headers['x-forwarded-proto'] !== undefined) return null;
  return `${'encrypted' in socket ? 'https' : 'http'}://${host}`;
}

/**
 * Lets `answer` answer requests before Fastify has routed them, which takes longer than to send a kept
 * page; it returns false for all others. Not while the server stops: Fastify closes connections then.
 */
export function answerFirst(
  app: FastifyInstance,
  answer: (request: IncomingMessage, response: ServerResponse) => boolean,
): void {
  const { server } = app;
  let isStopping = false;
  app.addHook('preClose', (done) => {
    isStopping = true;
    done();
  });
  const listeners = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (!isStopping && answer(request, response)) return;
    for (const listener of listeners) listener(request, response);
  });
}
