import type { ReactNode } from 'react';
import { MAX_UNREAD_COUNTED } from '#shared/community/inbox.ts';
import { LANGUAGES, type Language } from '#shared/core/languages.ts';
import { type PageName } from '#shared/core/paths.ts';
import { usePage } from './page-context.ts';
import type { PageContext } from './page.ts';
import { Logo } from './ui/logo.tsx';
import { SiteSearchBox } from './directory/platforms/search-box.tsx';

type Link = readonly [PageName, string];

/** The frame of every page: brand, navigation, search, footer. */
export function PageFrame(props: {
  home: string;
  translations: Record<Language, string> | null;
  children: ReactNode;
}) {
  const context = usePage();
  const { language, href, t, viewer, askedClaims, unread, path, incomplete, demo } = context;
  const other = LANGUAGES.find((candidate) => candidate !== language) ?? language;
  const here = path.split('?')[0] ?? path;
  const isHome = here === props.home;
  // The home and search pages have a search box of their own.
  const hasOwnBox = isHome || here === href('search');
  const asks = viewer !== null && askedClaims > 0;
  const links: readonly Link[] = [
    ['platforms', t.common.platforms],
    ['tasks', t.common.tasks],
    ['proofs', t.common.proofs],
    ['forum', t.forum.title],
    ['boycotts', t.boycotts.title],
    ['workbook', t.common.workbook],
    ...accountLinks(context),
  ];
  return (
    <>
      <a className="skip" href="#content">
        {t.common.skip}
      </a>
      <header className="top">
        <div className={asks ? 'wrap asks' : 'wrap'}>
          <a className="brand" href={props.home}>
            <Logo />
            {t.common.site}
          </a>
          <nav aria-label={t.common.navigation}>
            {links.map(([page, label]) => (
              <a
                key={page}
                href={href(page)}
                className={emphasis(page, unread)}
                aria-current={isHere(path, href(page)) ? 'page' : undefined}
              >
                {label}
              </a>
            ))}
          </nav>
          {asks ? (
            <a className="asked" href={href('myClaims')}>
              {t.claims.asked({ count: askedClaims })}
            </a>
          ) : null}
          <a
            className="language"
            href={props.translations?.[other] ?? `/${other}`}
            hrefLang={other}
            lang={other}
          >
            {t.common.otherLanguage}
          </a>
        </div>
      </header>
      {demo || incomplete ? (
        <aside>
          {demo ? <p className="incomplete">{t.common.demo}</p> : null}
          {incomplete ? <p className="incomplete">{t.common.incomplete}</p> : null}
        </aside>
      ) : null}
      <main id="content" className="wrap" tabIndex={-1}>
        {hasOwnBox ? null : <SiteSearchBox />}
        {props.children}
      </main>
      <footer
        className="bottom"
        data-enhance="record-watch boycott-watch"
        data-account={viewer?.mark}
        data-record={href('publicRecord')}
      >
        <nav className="wrap" aria-label={t.common.footer}>
          <ul>
            {(
              [
                ['search', t.search.title],
                ['clients', t.clients.title],
                ['sealedPledge', t.boycotts.sealed.link],
                ['rules', t.common.rules],
                ['siteRules', t.common.siteRules],
                ['reviewChecks', t.common.reviewChecks],
                ...(viewer === null
                  ? []
                  : ([
                      ['checks', t.checks.list.title],
                      ['messages', t.messages.title],
                    ] as const)),
                ...(viewer?.moderator === true
                  ? ([
                      ['replies', t.replies.queue.title],
                      ['flaggedMessages', t.messages.queue.title],
                      ['privateChecks', t.privateEvidence.queue.title],
                    ] as const)
                  : []),
                ['moderation', t.moderation.queue.title],
                ['transparency', t.transparency.title],
                ['publicRecord', t.common.publicRecord],
                ['data', t.data.title],
                ['privacy', t.common.privacy],
                ['legalNotice', t.common.legalNotice],
                ['legalDemands', t.demands.title],
                ['notice', t.common.notice],
                ['whatCanIDo', t.letters.link],
                ['overlay', t.common.overlay],
              ] as const
            ).map(([page, label]) => (
              <li key={page}>
                <a href={href(page)}>{label}</a>
              </li>
            ))}
            <li>
              <a href="/api" data-turbo="false">
                {t.common.api}
              </a>
            </li>
          </ul>
          <p>
            {t.common.promise} {t.common.licence}
          </p>
        </nav>
      </footer>
    </>
  );
}

function accountLinks({ t, viewer, sessionUnknown, unread }: PageContext): readonly Link[] {
  // Offering to sign in would tell a member that she was signed out.
  if (sessionUnknown) return [];
  if (viewer === null) {
    return [
      ['signIn', t.common.signIn],
      ['signUp', t.common.signUp],
    ];
  }
  return [
    ['inbox', t.inbox.nav({ unread: countInWords(unread) })],
    ['myEvidence', t.common.myEvidence],
    ['settings', t.common.settings],
  ];
}

function emphasis(page: PageName, unread: number): string | undefined {
  return page === 'inbox' && unread > 0 ? 'news' : undefined;
}

/** The number of unread items as the header shows it: "3", "99+"; null for zero. */
function countInWords(unread: number): string | null {
  if (unread === 0) return null;
  return unread < MAX_UNREAD_COUNTED ? String(unread) : `${MAX_UNREAD_COUNTED - 1}+`;
}

function isHere(path: string, link: string): boolean {
  const pathname = path.split('?')[0] ?? path;
  return pathname === link || pathname.startsWith(`${link}/`);
}
