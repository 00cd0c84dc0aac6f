import middie from '@fastify/middie';
import type { FastifyInstance } from 'fastify';

/** Serves script and style from their sources, for `npm run dev`. */
export async function serveSources(app: FastifyInstance): Promise<void> {
  const { createServer } = await import('vite');
  const vite = await createServer({
    server: { middlewareMode: true },
    // Any other loader writes beside the packages, and the watcher would start the server anew.
    configLoader: 'runner',
    appType: 'custom',
    base: '/',
  });
  await app.register(middie);
  app.use(vite.middlewares);
  app.addHook('onClose', () => vite.close());
}
