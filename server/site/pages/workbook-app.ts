import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { AppError } from '#server/core/errors.ts';
import { LANGUAGES } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { LOGO_PATHS } from '#web/ui/logo-path.ts';
import {
  APP_ICON_SIZES,
  WORKBOOK_WORKER_PATH,
  iconPath,
  manifestPath,
} from '#web/evidence/workbook/web-app-paths.ts';
import type { CachedFiles } from '#web/evidence/workbook/service-worker.ts';
import { xml } from '#server/http/xml.ts';

const DAY = 'public, max-age=86400';
const PAPER = '#fbf7ee';
const BRICK = '#b5341c';
const WORKER_SOURCE = 'web/evidence/workbook/service-worker.ts';
/** Scripts of the workbook's page, besides that of all pages. */
const PARTS = ['web/enhance/workbook.ts', 'web/enhance/search-suggestions.ts'];
/** The module of the server copy; not cached for offline use, since it needs a connection anyway. */
const NOT_KEPT = 'web/evidence/workbook/mount-encrypted-copy.ts';

type Chunk = {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
};
type Chunks = Readonly<Record<string, Chunk>>;

/** Routes that make the workbook a PWA: manifest, icons, service worker. */
export function registerWorkbookApp(
  app: FastifyInstance,
  { clientFolder }: { clientFolder: string | null },
): void {
  const hide = { schema: { hide: true } };

  for (const language of LANGUAGES) {
    const t = messagesFor(language);
    const page = pathTo(language, 'workbook');
    const manifest = JSON.stringify({
      id: page,
      name: `${t.workbook.title} · ${t.common.site}`,
      short_name: t.workbook.title,
      description: t.workbook.lead,
      lang: language,
      start_url: page,
      scope: page,
      display: 'standalone',
      background_color: PAPER,
      theme_color: PAPER,
      icons: APP_ICON_SIZES.map((size) => ({
        src: iconPath(size),
        sizes: `${size}x${size}`,
        type: 'image/png',
        purpose: 'any maskable',
      })),
    });
    app.get(manifestPath(language), hide, (_, reply) =>
      reply
        .header('cache-control', DAY)
        .type('application/manifest+json; charset=utf-8')
        .send(manifest),
    );
  }

  const icons = new Map<number, Promise<Buffer>>();
  for (const size of APP_ICON_SIZES) {
    app.get(iconPath(size), hide, async (_, reply) => {
      const icon = icons.get(size) ?? drawIcon(size);
      icons.set(size, icon);
      return reply
        .header('cache-control', DAY)
        .type('image/png')
        .send(await icon);
    });
  }

  const manifest = clientFolder === null ? '' : join(clientFolder, '.vite', 'manifest.json');
  // A development server has no build manifest, and caches nothing.
  if (clientFolder === null || !existsSync(manifest)) return;
  const chunks = JSON.parse(readFileSync(manifest, 'utf8')) as Chunks;
  const files = ['/icon.svg', ...filesOf(chunks).map((file) => `/assets/${file}`)];
  const source = readFileSync(join(clientFolder, chunks[WORKER_SOURCE]?.file ?? ''), 'utf8');
  let worker: Promise<string> | null = null;
  app.get(WORKBOOK_WORKER_PATH, hide, async (_, reply) => {
    const written = worker ?? writeWorker(app, files, source);
    const script = await written;
    worker = written;
    return reply
      .header('cache-control', 'no-cache')
      .type('text/javascript; charset=utf-8')
      .send(script);
  });
}

/**
 * The service worker, prefixed with the list of files it caches; its version changes with the
 * page's bytes too.
 */
async function writeWorker(
  app: FastifyInstance,
  files: readonly string[],
  source: string,
): Promise<string> {
  const version = createHash('sha256').update(JSON.stringify(files)).update(source);
  for (const language of LANGUAGES) {
    const headers = { host: 'localhost', accept: 'text/html' };
    const page = await app.inject({ url: pathTo(language, 'workbook'), headers });
    // Busy: the browser keeps its current worker and tries again later.
    if (page.statusCode !== 200) throw new AppError('busy', { retryAfterSeconds: 5 });
    version.update(page.body);
  }
  const kept: CachedFiles = { version: version.digest('hex').slice(0, 12), files };
  return `const WORKBOOK=${JSON.stringify(kept)};\n${source}`;
}

/** The built files that the workbook's page may request, without duplicates. */
function filesOf(chunks: Chunks): string[] {
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
  // The script of all pages has dynamic imports for every page: include only the workbook's.
  take('web/client.ts', false);
  take('web/styles/workbook-page.css', false);
  for (const part of PARTS) take(part, true);
  return [...files];
}

/** Draws the logo on paper, small enough for maskable icons. */
async function drawIcon(size: number): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const icon = xml(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: '-10 -10 46 46',
      width: `${size}`,
      height: `${size}`,
    },
    xml('rect', { x: '-10', y: '-10', width: '46', height: '46', fill: PAPER }),
    xml('path', { d: LOGO_PATHS.note, fill: BRICK }),
    xml('path', { d: LOGO_PATHS.star, fill: PAPER }),
  ).markup;
  return sharp(Buffer.from(icon)).png({ palette: true }).toBuffer();
}
