import type { FastifyInstance } from 'fastify';
import type { SiteDeps } from '#server/site/deps.ts';
import { xml } from '#server/http/xml.ts';
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
  type AppIconPurpose,
} from '#web/site/web-app/web-app-paths.ts';
import { LOGO_PATHS } from '#web/ui/logo-path.ts';

const DAY = 'public, max-age=86400';
const BRICK = '#b5341c';
const LOGO_PX = 26;
/**
 * Side of the square that an icon shows, of which the logo fills 26. Systems cut maskable icons down
 * to a circle of four fifths of their width, which the logo's corners just touch.
 */
const SQUARES: Readonly<Record<AppIconPurpose, number>> = { any: 34, maskable: 46 };

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
      const icon = icons.get(path) ?? drawIcon(size, SQUARES[purpose]);
      icons.set(path, icon);
      return reply
        .header('cache-control', DAY)
        .type('image/png')
        .send(await icon);
    });
  }
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

/** Draws the logo on paper, in the middle of a square of `side` units. */
async function drawIcon(size: number, side: number): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const from = `${(LOGO_PX - side) / 2}`;
  const icon = xml(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `${from} ${from} ${side} ${side}`,
      width: `${size}`,
      height: `${size}`,
    },
    xml('rect', { x: from, y: from, width: `${side}`, height: `${side}`, fill: GROUND.light }),
    xml('path', { d: LOGO_PATHS.note, fill: BRICK }),
    xml('path', { d: LOGO_PATHS.star, fill: GROUND.light }),
  ).markup;
  return sharp(Buffer.from(icon)).png({ palette: true }).toBuffer();
}
