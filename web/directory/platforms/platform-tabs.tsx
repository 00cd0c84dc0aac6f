import { MAX_TAB_COUNT, type PlatformResponse } from '#shared/directory/platforms.ts';
import type { PageName } from '#shared/core/paths.ts';
import { usePage } from '#web/page-context.ts';
import { Done } from '#web/ui/message-box.tsx';
import { StandingStamp } from './standing-stamp.tsx';
import type { ReactNode } from 'react';

/** The tabs of a platform, each a page of its own. */
const TABS = {
  answer: 'platform',
  reviews: 'platformReviews',
  proofs: 'platformProofs',
  tasks: 'platformTasks',
  forum: 'platformForum',
  about: 'platformAbout',
} as const satisfies Record<string, PageName>;
type Tab = keyof typeof TABS;

/**
 * Sections that were once on one page with the answer, by the names of their anchors: a script leads
 * from an old address to the tab.
 */
const FORMER_ANCHORS: Partial<Record<Tab, string>> = {
  reviews: 'reviews review',
  forum: 'forum boycotts',
  about: 'incidents incident findings replies reply',
};

/** Links to the tabs of a platform, with how much is on each. */
export function PlatformTabs({ platform, current }: { platform: PlatformResponse; current: Tab }) {
  const { t, format, href } = usePage();
  const words = t.answer.tabs;
  const { slug, rating, counts } = platform;
  const held: Record<Tab, number> = {
    answer: 0,
    reviews: rating.count,
    // Its list has also what counts in no figure.
    proofs: 0,
    tasks: counts.tasks,
    forum: counts.threads,
    about: 0,
  };
  return (
    <nav className="tabs" aria-label={words.label}>
      <ul>
        {(Object.keys(TABS) as Tab[]).map((tab) => (
          <li key={tab}>
            <a
              href={href(TABS[tab], { slug })}
              aria-current={tab === current ? 'page' : undefined}
              data-anchors={FORMER_ANCHORS[tab]}
            >
              {words[tab]}
              {held[tab] === 0 ? null : (
                <>
                  {' '}
                  <small>
                    {format.number(held[tab])}
                    {held[tab] < MAX_TAB_COUNT ? null : '+'}
                  </small>
                </>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** A tab beside the answer: tabs, message after a form, title, and the standing in a line. */
export function PlatformTabPage(props: {
  platform: PlatformResponse;
  tab: Exclude<Tab, 'answer'>;
  children: ReactNode;
}) {
  const { t, href } = usePage();
  const { platform, tab, children } = props;
  const { slug, name, standing } = platform;
  return (
    <>
      <PlatformTabs platform={platform} current={tab} />
      <Done messages={{ ...t.answer.done, ...t.inbox.follow.done }} />
      <h1>{t.answer.titles[tab]({ name })}</h1>
      <p className="standing-line">
        <a href={href('platform', { slug })}>{t.platforms.question({ name })}</a>{' '}
        <StandingStamp state={standing.state} size="inline" />
      </p>
      {children}
    </>
  );
}
