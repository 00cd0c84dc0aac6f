import { LANGUAGES, type Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';

/** Size of a badge in pixels. */
export const BADGE = { width: 340, height: 86 } as const;
/** Size of a card in pixels, where the page that shows it does not ask for less. */
export const CARD = { width: 400, height: 320 } as const;

const inLanguage = (language: Language): string =>
  language === LANGUAGES[0] ? '' : `/${language}`;

/** A platform's verdict as a picture, for other sites. */
export function badgePath(slug: string, language: Language): string {
  return `/badge${inLanguage(language)}/${slug}.svg`;
}

/** A platform's verdict as a page for an `<iframe>`. */
export function cardPath(slug: string, language: Language): string {
  return `/card${inLanguage(language)}/${slug}`;
}

/** What to embed for the address of a platform's page, by oEmbed. */
export function oEmbedPath(slug: string, language: Language, origin: string): string {
  const url = `${origin}${pathTo(language, 'platform', { slug })}`;
  return `/oembed?${new URLSearchParams({ url, format: 'json' })}`;
}

/** HTML and BBCode that embed a platform's verdict in a page of another site; without a script. */
export function embedCodes(
  { slug, alt }: { slug: string; alt: string },
  language: Language,
  origin: string,
): { badge: string; card: string; forum: string } {
  const page = `${origin}${pathTo(language, 'platform', { slug })}`;
  const picture = `${origin}${badgePath(slug, language)}`;
  const { width, height } = BADGE;
  return {
    badge: `<a href="${page}"><img src="${picture}" width="${width}" height="${height}" alt="${escapeHtml(alt)}"></a>`,
    card: cardFrame({ slug, title: alt, ...CARD }, language, origin),
    forum: `[url=${page}][img]${picture}[/img][/url]`,
  };
}

export function cardFrame(
  { slug, title, width, height }: { slug: string; title: string; width: number; height: number },
  language: Language,
  origin: string,
): string {
  return `<iframe src="${origin}${cardPath(slug, language)}" width="${width}" height="${height}" title="${escapeHtml(title)}" style="border:0;max-width:100%" loading="lazy" referrerpolicy="no-referrer" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? '');
}
