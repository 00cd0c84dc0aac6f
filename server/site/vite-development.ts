import middie from '@fastify/middie';
import type { FastifyInstance } from 'fastify';
import type { SiteDeps } from './deps.ts';

/** Renders pages and serves scripts and styles from their sources with Vite, for `npm run dev`. */
export async function openViteDevelopment(): Promise<
  Pick<SiteDeps, 'view'> & { readonly serve: (app: FastifyInstance) => Promise<void> }
> {
  const { createServer } = await import('vite');
  const vite = await createServer({
    server: { middlewareMode: true },
    // Other loaders write into node_modules.
    configLoader: 'runner',
    appType: 'custom',
    base: '/',
  });
  return {
    view: async () =>
      (await vite.ssrLoadModule('/web/server-entry.ts')) as typeof import('#web/server-entry.ts'),
    serve: async (app) => {
      await app.register(middie);
      app.use(vite.middlewares);
      app.addHook('onClose', () => vite.close());
    },
  };
}
