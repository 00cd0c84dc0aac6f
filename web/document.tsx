import type { ReactNode } from 'react';
import { TEXT_DIRECTIONS, LANGUAGES } from '#shared/core/languages.ts';
import { pathTo, pathInOtherLanguages } from '#shared/core/paths.ts';
import { usePage } from './page-context.ts';
import { PageFrame } from './frame/page-frame.tsx';
import type { Head, Page } from './page.ts';
import { SHARE_IMAGE } from './site/share/image-path.ts';
import { APP_ICON_SIZES, GROUND, iconPath, manifestPath } from './site/web-app/web-app-paths.ts';

/** The HTML document: head for search engines and sharing, body for people. */
export function Document(props: {
  title: string;
  head: Head;
  /** Address of the style sheet of all pages. */
  style: string;
  /** Style of the first screen: the style sheets then come after the content. */
  firstScreen: string | null;
  /** Addresses of the other style sheets. */
  sheets: readonly string[];
  script: string;
  layout: Page<unknown>['layout'];
  children: ReactNode;
}) {
  const { language, path, origin, t, query, theme, demo } = usePage();
  const pathname = path.split('?')[0] ?? path;
  const translations = pathInOtherLanguages(pathname);
  const title = `${props.title} · ${t.common.site}`;
  const shown = query['page'];
  // The first page has no parameter.
  const page = shown === undefined || shown === '1' ? '' : `?page=${encodeURIComponent(shown)}`;
  const { description, feed, oEmbed, image, jsonLd, noIndex, refreshSeconds } = props.head;
  return (
    <html lang={language} dir={TEXT_DIRECTIONS[language]} data-theme={theme ?? undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover" />
        <title>{title}</title>
        {description === undefined ? null : <meta name="description" content={description} />}
        <meta name="color-scheme" content={theme ?? 'light dark'} />
        {theme === null ? (
          <>
            <meta name="theme-color" content={GROUND.light} media="(prefers-color-scheme:light)" />
            <meta name="theme-color" content={GROUND.dark} media="(prefers-color-scheme:dark)" />
          </>
        ) : (
          <meta name="theme-color" content={GROUND[theme]} />
        )}
        {refreshSeconds === undefined ? null : (
          <meta httpEquiv="refresh" content={String(refreshSeconds)} />
        )}
        {/* Private pages are not restored from Turbo's cache. */}
        <meta name="turbo-cache-control" content={noIndex === true ? 'no-cache' : 'no-preview'} />
        {/* Users pay for data: nothing is prefetched. */}
        <meta name="turbo-prefetch" content="false" />
        {noIndex === true || demo ? <meta name="robots" content="noindex" /> : null}
        <link rel="canonical" href={`${origin}${pathname}${page}`} />
        {translations === null
          ? null
          : LANGUAGES.map((other) => (
              <link
                key={other}
                rel="alternate"
                hrefLang={other}
                href={`${origin}${translations[other]}`}
              />
            ))}
        {feed === undefined ? null : (
          <link rel="alternate" type="application/atom+xml" href={feed} />
        )}
        {oEmbed === undefined ? null : (
          <link rel="alternate" type="application/json+oembed" href={`${origin}${oEmbed}`} />
        )}
        <meta property="og:title" content={props.title} />
        <meta property="og:site_name" content={t.common.site} />
        <meta property="og:type" content="website" />
        <meta property="og:url" content={`${origin}${pathname}`} />
        {description === undefined ? null : (
          <meta property="og:description" content={description} />
        )}
        {image === undefined ? null : (
          <>
            <meta property="og:image" content={`${origin}${image.path}`} />
            <meta property="og:image:type" content="image/png" />
            <meta property="og:image:width" content={String(SHARE_IMAGE.width)} />
            <meta property="og:image:height" content={String(SHARE_IMAGE.height)} />
            <meta property="og:image:alt" content={image.alt} />
            <meta name="twitter:card" content="summary_large_image" />
          </>
        )}
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="manifest" href={manifestPath(language)} />
        <link rel="apple-touch-icon" href={iconPath(APP_ICON_SIZES[0])} />
        {/* Turbo reloads the page when it changes. The other sheets come and go with pages. */}
        <meta name="style" content={props.style} data-turbo-track="reload" />
        {props.firstScreen === null ? (
          <link rel="stylesheet" href={props.style} />
        ) : (
          <style dangerouslySetInnerHTML={{ __html: props.firstScreen }} />
        )}
        {props.firstScreen === null ? <Sheets of={props.sheets} /> : null}
        <script type="module" src={props.script} data-turbo-track="reload" />
        {jsonLd === undefined ? null : (
          <script
            type="application/ld+json"
            dangerouslySetInnerHTML={{ __html: escapeJson(jsonLd) }}
          />
        )}
      </head>
      <body>
        <PageFrame
          home={pathTo(language, 'home')}
          translations={translations}
          layout={props.layout}
        >
          {props.children}
        </PageFrame>
        {props.firstScreen === null ? null : <Sheets of={[props.style, ...props.sheets]} />}
      </body>
    </html>
  );
}

function Sheets({ of: addresses }: { of: readonly string[] }) {
  return addresses.map((href) => <link key={href} rel="stylesheet" href={href} />);
}

/** JSON that cannot close its script element. */
function escapeJson(value: object): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e');
}
