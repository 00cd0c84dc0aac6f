import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { PUSH_WORKER_PATH } from '#web/community/push/service-worker-path.ts';

const SOURCE = 'web/community/push/service-worker.ts';

/** Serves the push service worker at the root; it handles only the inbox. */
export function registerPushServiceWorker(
  app: FastifyInstance,
  { clientFolder }: { clientFolder: string | null },
): void {
  const manifest = clientFolder === null ? '' : join(clientFolder, '.vite', 'manifest.json');
  if (clientFolder === null || !existsSync(manifest)) return;
  const chunks = JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, { file: string }>;
  const script = readFileSync(join(clientFolder, chunks[SOURCE]?.file ?? ''), 'utf8');
  app.get(PUSH_WORKER_PATH, { schema: { hide: true } }, (_, reply) =>
    reply.header('cache-control', 'no-cache').type('text/javascript; charset=utf-8').send(script),
  );
}
