import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { AppError } from '#server/core/errors.ts';
import type { SiteDeps } from '#server/site/deps.ts';
import { LANGUAGES } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { SHARED_PICTURES } from '#web/site/web-app/shared-pictures.ts';
import { FORMER_WORKER_PATHS, SERVICE_WORKER_PATH } from '#web/site/web-app/service-worker-path.ts';
import { sharePath } from '#web/site/web-app/web-app-paths.ts';
import type { WorkerSite } from '#web/site/web-app/worker-scope.ts';

/** How long a browser goes on with the worker that it has, and what `SERVICE_WORKER=false` needs to act. */
const HOUR = 'public, max-age=3600';
const WORKER_SOURCE = 'web/site/web-app/service-worker.ts';
/** Scripts of the workbook's page, besides that of all pages. */
const PARTS = ['web/enhance/workbook.ts', 'web/enhance/search-suggestions.ts'];
/** The module of the server copy; not cached for offline use, since it needs a connection anyway. */
const NOT_KEPT = 'web/evidence/workbook/mount-encrypted-copy.ts';

/** Takes the place of a worker, deletes what it cached, and is gone itself. */
const REMOVAL = `addEventListener('install',()=>skipWaiting());
addEventListener('activate',(event)=>event.waitUntil(
  caches.keys().then((names)=>Promise.all(names.map((name)=>caches.delete(name)))).then(()=>registration.unregister())
));
`;

type Chunk = {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
};
type Chunks = Readonly<Record<string, Chunk>>;

/**
 * Serves the site's service worker, also at the paths of earlier ones; where it is switched off, a
 * script that removes it.
 */
export function registerServiceWorker(
  app: FastifyInstance,
  { clientFolder, env }: Pick<SiteDeps, 'env'> & { readonly clientFolder: string | null },
): void {
  const manifest = clientFolder === null ? '' : join(clientFolder, '.vite', 'manifest.json');
  // A development server has no build manifest, and caches nothing.
  if (clientFolder === null || !existsSync(manifest)) return;
  const chunks = JSON.parse(readFileSync(manifest, 'utf8')) as Chunks;
  const source = readFileSync(join(clientFolder, chunks[WORKER_SOURCE]?.file ?? ''), 'utf8');
  let worker: Promise<string> | null = null;
  const written = async (): Promise<string> => {
    const writing = worker ?? writeWorker(app, chunks, source);
    const script = await writing;
    worker = writing;
    return script;
  };
  for (const path of [SERVICE_WORKER_PATH, ...FORMER_WORKER_PATHS]) {
    app.get(path, { schema: { hide: true } }, async (_, reply) =>
      reply
        .header('cache-control', HOUR)
        .type('text/javascript; charset=utf-8')
        .send(env.serviceWorker ? await written() : REMOVAL),
    );
  }
}

/** The script, prefixed with what it caches; its version changes with the bytes of the cached pages too. */
async function writeWorker(app: FastifyInstance, chunks: Chunks, source: string): Promise<string> {
  const offline = Object.fromEntries(
    LANGUAGES.map((language) => [language, pathTo(language, 'offline')]),
  );
  const assets = (files: readonly string[]): string[] => [
    '/icon.svg',
    ...files.map((file) => `/assets/${file}`),
  ];
  const site: Omit<WorkerSite, 'version'> = {
    offline,
    files: assets(filesOf(chunks, ['web/client.ts'], [])),
    workbook: {
      pages: LANGUAGES.map((language) => pathTo(language, 'workbook')),
      files: assets(filesOf(chunks, ['web/client.ts', 'web/styles/workbook-page.css'], PARTS)),
    },
    share: Object.fromEntries(
      LANGUAGES.map((language) => [sharePath(language), pathTo(language, 'reportPayout')]),
    ),
    pictures: SHARED_PICTURES,
  };
  const version = createHash('sha256').update(JSON.stringify(site)).update(source);
  for (const path of [...Object.values(offline), ...site.workbook.pages]) {
    const headers = { host: 'localhost', accept: 'text/html' };
    const page = await app.inject({ url: path, headers });
    // Busy: the browser keeps its current worker and tries again later.
    if (page.statusCode !== 200) throw new AppError('busy', { retryAfterSeconds: 5 });
    version.update(page.body);
  }
  const whole: WorkerSite = { version: version.digest('hex').slice(0, 12), ...site };
  return `const SITE=${JSON.stringify(whole)};\n${source}`;
}

/**
 * The built files of entries without their dynamic imports, and of parts with these, without
 * duplicates: the script of all pages has dynamic imports for every page.
 */
function filesOf(chunks: Chunks, entries: readonly string[], parts: readonly string[]): string[] {
  const files = new Set<string>();
  const seen = new Set<string>();
  const take = (name: string, lazy: boolean): void => {
    const chunk = chunks[name];
    if (chunk === undefined || name === NOT_KEPT || seen.has(name)) return;
    seen.add(name);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const part of chunk.imports ?? []) take(part, false);
    for (const part of lazy ? (chunk.dynamicImports ?? []) : []) take(part, true);
  };
  for (const entry of entries) take(entry, false);
  for (const part of parts) take(part, true);
  return [...files];
}
