import { MAX_UNREAD_COUNTED } from '#shared/community/inbox.ts';
import { type PageName } from '#shared/core/paths.ts';
import { SiteSearchBox } from '#web/directory/platforms/search-box.tsx';
import { OwnValues } from '#web/own-parts.tsx';
import { usePage } from '#web/page-context.ts';
import type { PageContext } from '#web/page.ts';
import { Face } from '#web/ui/face.tsx';
import { Icon } from '#web/ui/icon.tsx';
import { Logo } from '#web/ui/logo.tsx';
import { AskedCount, askedOf } from './asked-count.tsx';
import { sectionOf, type Section } from './sections.ts';

/**
 * One row: on a phone the site's name, search and inbox; on a wide screen the sections as well.
 * `searches` is false on pages with a search box of their own.
 */
export function Header({ home, searches }: { home: string; searches: boolean }) {
  const { href, t, viewer, path } = usePage();
  const section = sectionOf(path).wide;
  const links: readonly (readonly [PageName & Section, string])[] = [
    ['platforms', t.common.platforms],
    ['tasks', t.common.tasks],
    ['proofs', t.common.proofs],
    ['forum', t.forum.title],
    ['boycotts', t.boycotts.title],
  ];
  return (
    <header className="head">
      <div className="wrap">
        <a className="brand" href={home}>
          <Logo />
          {t.common.site}
        </a>
        <nav aria-label={t.common.navigation}>
          <ul>
            {links.map(([page, label]) => (
              <li key={page}>
                <a href={href(page)} aria-current={page === section ? 'page' : undefined}>
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {searches ? <SiteSearchBox compact /> : null}
        {viewer === null ? null : <OwnValues of={AskedClaims} from={askedOf} />}
        <a className="icon-link narrow" href={href('search')} aria-label={t.search.title}>
          <Icon name="search" />
        </a>
        <OwnValues of={Account} from={(context) => ({ section, ...accountOf(context) })} />
        <a className="button small wide" href={href('reportPayout')}>
          <Icon name="plus" />
          {t.common.report}
        </a>
      </div>
    </header>
  );
}

/** A link to the member's pending payouts that wait for an answer. */
function AskedClaims({ count }: { count: number }) {
  return (
    <a className="icon-link wide" href={usePage().href('myClaims')}>
      <Icon name="clock" />
      <AskedCount count={count} />
    </a>
  );
}

type AccountValues = Pick<PageContext, 'unread' | 'sessionUnknown'> & {
  /** The member's; null for visitors. */
  readonly pseudonym: string | null;
};

function accountOf({ viewer, unread, sessionUnknown }: PageContext): AccountValues {
  return { pseudonym: viewer?.pseudonym ?? null, unread, sessionUnknown };
}

/** The inbox, and on a wide screen the member's own page. */
function Account(props: AccountValues & { section: Section | null }) {
  const { href, t } = usePage();
  const { section, pseudonym, unread, sessionUnknown } = props;
  const isVisitor = pseudonym === null && !sessionUnknown;
  return (
    <>
      {isVisitor ? null : (
        <a
          className="icon-link"
          href={href('inbox')}
          aria-current={section === 'inbox' ? 'page' : undefined}
        >
          <Icon name="bell" />
          <span className="hidden-visually">
            {t.common.inbox({ unread: countInWords(unread) })}
          </span>
          {unread === 0 ? null : (
            <span className="count-badge" aria-hidden="true">
              {countInWords(unread)}
            </span>
          )}
        </a>
      )}
      <a
        className="icon-link wide"
        href={href('me')}
        aria-label={isVisitor ? t.common.signIn : t.common.me}
        aria-current={section === 'me' ? 'page' : undefined}
      >
        {pseudonym === null ? <Icon name="person" /> : <Face pseudonym={pseudonym} size="small" />}
      </a>
    </>
  );
}

/** The number of unread items as the header shows it: "3", "99+"; null for zero. */
function countInWords(unread: number): string | null {
  if (unread === 0) return null;
  return unread < MAX_UNREAD_COUNTED ? String(unread) : `${MAX_UNREAD_COUNTED - 1}+`;
}
