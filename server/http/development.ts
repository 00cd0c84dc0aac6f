import middie from '@fastify/middie';
import type { FastifyInstance } from 'fastify';

/** Serves scripts and styles from their sources with Vite, for `npm run dev`. */
export async function serveSources(app: FastifyInstance): Promise<void> {
  const { createServer } = await import('vite');
  const vite = await createServer({
    server: { middlewareMode: true },
    // Other loaders write into node_modules, and the watcher would restart the server.
    configLoader: 'runner',
    appType: 'custom',
    base: '/',
  });
  await app.register(middie);
  app.use(vite.middlewares);
  app.addHook('onClose', () => vite.close());
}
