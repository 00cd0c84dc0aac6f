import type { FastifyInstance } from 'fastify';
import type { SiteDeps } from '#server/site/deps.ts';
import { LANGUAGES, TEXT_DIRECTIONS, type Language } from '#shared/core/languages.ts';
import { pathTo, type PageName } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { SHARED_PICTURES } from '#web/site/web-app/shared-pictures.ts';
import {
  APP_ICON_PURPOSES,
  APP_ICON_SIZES,
  GROUND,
  iconPath,
  manifestPath,
  sharePath,
} from '#web/site/web-app/web-app-paths.ts';
import { drawIcon } from './draw-icon.ts';

const DAY = 'public, max-age=86400';
/** The web app manifest of the site in each language, and its icons. */
export function registerManifest(app: FastifyInstance, { env }: Pick<SiteDeps, 'env'>): void {
  const hide = { schema: { hide: true } };
  for (const language of LANGUAGES) {
    const manifest = JSON.stringify(manifestOf(language, env.serviceWorker));
    app.get(manifestPath(language), hide, (_, reply) =>
      reply
        .header('cache-control', DAY)
        .type('application/manifest+json; charset=utf-8')
        .send(manifest),
    );
  }
  const icons = new Map<string, Promise<Buffer>>();
  for (const { size, purpose } of ICONS) {
    const path = iconPath(size, purpose);
    app.get(path, hide, async (_, reply) => {
      const icon = icons.get(path) ?? drawIcon(size, purpose);
      icons.set(path, icon);
      return reply
        .header('cache-control', DAY)
        .type('image/png')
        .send(await icon);
    });
  }
  let favicon: Promise<Buffer> | undefined;
  app.get('/favicon.ico', hide, async (_, reply) => {
    favicon ??= drawIcon(FAVICON_PX, 'any').then(wrapAsIco);
    return reply
      .header('cache-control', DAY)
      .type('image/x-icon')
      .send(await favicon);
  });
}

/** For what asks for no icon that the page names: feed readers, link lists, old browsers. */
const FAVICON_PX = 32;

/** An icon file with one picture, a PNG of FAVICON_PX by FAVICON_PX. */
function wrapAsIco(png: Buffer): Buffer {
  const header = Buffer.alloc(22);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(1, 4);
  header.writeUInt8(FAVICON_PX, 6);
  header.writeUInt8(FAVICON_PX, 7);
  header.writeUInt16LE(1, 10);
  header.writeUInt16LE(32, 12);
  header.writeUInt32LE(png.length, 14);
  header.writeUInt32LE(header.length, 18);
  return Buffer.concat([header, png]);
}

const ICONS = APP_ICON_PURPOSES.flatMap((purpose) =>
  APP_ICON_SIZES.map((size) => ({ size, purpose })),
);

/** `shares`: whether pictures can be shared with the site, which needs its service worker. */
function manifestOf(language: Language, shares: boolean): object {
  const t = messagesFor(language);
  const shortcut = (name: string, page: PageName): object => ({
    name,
    url: pathTo(language, page),
  });
  return {
    id: pathTo(language, 'home'),
    name: t.common.site,
    short_name: t.common.site,
    description: t.common.motto,
    lang: language,
    dir: TEXT_DIRECTIONS[language],
    start_url: pathTo(language, 'home'),
    scope: '/',
    display: 'standalone',
    background_color: GROUND.light,
    theme_color: GROUND.light,
    icons: ICONS.map(({ size, purpose }) => ({
      src: iconPath(size, purpose),
      sizes: `${size}x${size}`,
      type: 'image/png',
      purpose,
    })),
    shortcuts: [
      shortcut(t.payouts.report.title, 'reportPayout'),
      shortcut(t.common.platforms, 'platforms'),
      shortcut(t.workbook.title, 'workbook'),
    ],
    ...(shares
      ? {
          // Names no parameters for title, text and address, so that the system does not post these.
          share_target: {
            action: sharePath(language),
            method: 'POST',
            enctype: 'multipart/form-data',
            params: { files: [{ name: SHARED_PICTURES.field, accept: ['image/*'] }] },
          },
        }
      : {}),
  };
}
