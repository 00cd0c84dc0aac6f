import { LANGUAGES } from '#shared/core/languages.ts';
import { pathTo, type PageName } from '#shared/core/paths.ts';
import { xml, xmlDocument, type Xml } from '#server/http/xml.ts';

/** Pages without parameters that the sitemap lists. */
const LISTED: readonly PageName[] = [
  'home',
  'platforms',
  'comparePlatforms',
  'tasks',
  'clients',
  'proofs',
  'forum',
  'boycotts',
  'sealedPledge',
  'workbook',
  'whatCanIDo',
  'letterPayment',
  'letterRefusal',
  'letterData',
  'overlay',
  'barometer',
  'barometerMethod',
  'rules',
  'siteRules',
  'reviewChecks',
  'publicRecord',
  'transparency',
  'data',
  'privacy',
  'legalNotice',
  'notice',
];

/** The tabs of each platform. */
const PLATFORM_PAGES: readonly PageName[] = [
  'platform',
  'platformReviews',
  'platformProofs',
  'platformTasks',
  'platformForum',
  'platformAbout',
];

/** Pages that robots.txt closes to crawlers: a member's own pages, and mere forms. */
const NOT_CRAWLED: readonly PageName[] = [
  'settings',
  'recoveryPhrase',
  'passkeys',
  'recover',
  'myClaims',
  'myEvidence',
  'privateEvidence',
  'ownPayout',
  'editPayout',
  'addPlatform',
  'correctPlatform',
  'reportPayout',
  'reportIncident',
  'writeReview',
  'reportTask',
  'editTaskReport',
  'addClient',
  'changeClient',
  'reviewClient',
  'noticeReceipt',
  'newThread',
  'editPost',
  'postHistory',
  'inbox',
  'following',
  'proposeBoycott',
  'ownBoycotts',
  'changeBoycott',
  'organiseBoycott',
  'boycottOutcome',
  'boycottLookBack',
  'callOffBoycott',
  'withdrawBoycott',
];

export function writeRobotsTxt(origin: string): string {
  const parameters = { slug: '*', id: '*' };
  const closed = NOT_CRAWLED.flatMap((page) =>
    LANGUAGES.map((language) => `Disallow: ${pathTo(language, page, parameters)}`),
  );
  // Crawlers read pages; dumps are linked from the data page.
  return [
    'User-agent: *',
    ...closed,
    'Disallow: /dump/',
    'Allow: /',
    '',
    `Sitemap: ${origin}/sitemap.xml`,
    '',
  ].join('\n');
}

/** Addresses of pages with parameters, each with the day of its last change. */
export type SitemapAddresses = {
  readonly platforms: readonly { readonly slug: string; readonly computedOn: string }[];
  readonly categories: readonly { readonly slug: string; readonly changedOn: string | null }[];
  readonly threads: readonly { readonly id: string; readonly changedOn: string }[];
  readonly boycotts: readonly { readonly id: string; readonly changedOn: string | null }[];
};

/** Writes the sitemap: every page in each language, with its translations. */
export function writeSitemap(
  { platforms, categories, threads, boycotts }: SitemapAddresses,
  origin: string,
): string {
  const urls = [
    ...LISTED.flatMap((page) => listPage(page, {}, null, origin)),
    ...platforms.flatMap(({ slug, computedOn }) =>
      PLATFORM_PAGES.flatMap((page) => listPage(page, { slug }, computedOn, origin)),
    ),
    ...categories.flatMap(({ slug, changedOn }) =>
      listPage('forumCategory', { slug }, changedOn, origin),
    ),
    ...threads.flatMap(({ id, changedOn }) => listPage('thread', { id }, changedOn, origin)),
    ...boycotts.flatMap(({ id, changedOn }) => listPage('boycott', { id }, changedOn, origin)),
  ];
  return xmlDocument(
    xml(
      'urlset',
      {
        xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9',
        'xmlns:xhtml': 'http://www.w3.org/1999/xhtml',
      },
      ...urls,
    ),
  );
}

function listPage(
  page: PageName,
  parameters: Readonly<Record<string, string>>,
  changedOn: string | null,
  origin: string,
): Xml[] {
  const alternates = LANGUAGES.map((language) =>
    xml('xhtml:link', {
      rel: 'alternate',
      hreflang: language,
      href: `${origin}${pathTo(language, page, parameters)}`,
    }),
  );
  return LANGUAGES.map((language) =>
    xml(
      'url',
      {},
      xml('loc', {}, `${origin}${pathTo(language, page, parameters)}`),
      ...(changedOn === null ? [] : [xml('lastmod', {}, changedOn)]),
      ...alternates,
    ),
  );
}
