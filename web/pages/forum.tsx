import {
  forumResponse,
  threadCursor,
  threadsResponse,
  type ForumResponse,
  type ThreadSelection,
  type ThreadsResponse,
} from '#shared/community/forum.ts';
import { progressOf, unreadOf, type Progress } from '#web/community/forum/unread-of.ts';
import { Own, OwnValues } from '#web/own-parts.tsx';
import { usePage } from '#web/page-context.ts';
import { feedPath } from '#web/site/feeds/feed-path.ts';
import {
  CURSOR_PARAMETER,
  SELECTIONS,
  SELECTION_PARAMETER,
  parseSelection,
  parseThreadFilter,
  filteredThreadsAddress,
  newThreadAddress,
  type ThreadFilter,
} from '#web/community/forum/page-addresses.ts';
import {
  READ_ALL_API_PATH,
  FORUM_API_PATH,
  threadsApiPath,
} from '#web/community/forum/api-paths.ts';
import { ForumCategories } from '#web/community/forum/categories.tsx';
import { ForumSearch } from '#web/community/forum/search-form.tsx';
import { ThreadList } from '#web/community/forum/thread-list.tsx';
import type { Messages } from '#web/i18n/messages.ts';
import { definePage, type PageContext } from '#web/page.ts';
import { Form, Submit } from '#web/ui/form.tsx';
import { Icon } from '#web/ui/icon.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Done } from '#web/ui/message-box.tsx';
import { Section } from '#web/ui/section.tsx';
import { CursorPager } from '#web/ui/cursor-pager.tsx';

/**
 * The forum. With a query such as `?plateforme=`, only the threads about one subject or by one member.
 */
export const forum = definePage({
  sameForVisitors: true,
  sheet: 'none',
  paintsFirst: 'forum',
  // Lists that are filtered are asked for seldom.
  own: ({ query }) =>
    parseThreadFilter(query) === null && parseSelection(query) === null ? [FORUM_API_PATH] : null,
  load: async (api, { query }) => {
    const about = parseThreadFilter(query);
    const selection = parseSelection(query);
    const before = threadCursor.safeParse(query[CURSOR_PARAMETER]);
    if (about === null) {
      return {
        about,
        forum: await api.get(FORUM_API_PATH, forumResponse),
        selection,
        list:
          selection === null
            ? null
            : await api.get(
                threadsApiPath({
                  select: selection,
                  ...(before.success ? { before: before.data } : {}),
                }),
                threadsResponse,
              ),
      };
    }
    const asked = before.success ? { ...about.query, before: before.data } : about.query;
    return { about, list: await api.get(threadsApiPath(asked), threadsResponse) };
  },
  title: (data, { t }) => (data.about === null ? t.forum.title : titleOf(data.about, data.list, t)),
  head: ({ about }, { t, language, query }) => ({
    description: t.forum.description,
    noIndex: about !== null || query[SELECTION_PARAMETER] !== undefined,
    feed: feedPath('forum', {}, language),
  }),
  body: (data) =>
    data.about === null ? (
      <Forum {...data} />
    ) : (
      <ThreadsAbout about={data.about} list={data.list} />
    ),
});

function Forum(props: {
  forum: ForumResponse;
  selection: ThreadSelection | null;
  /** The selected threads; null for the latest. */
  list: ThreadsResponse | null;
}) {
  const { forum, selection, list } = props;
  const { categories, latest } = forum;
  const { t, language, href, viewer } = usePage();
  const words = t.forum.home;
  return (
    <>
      <Done messages={t.forum.done} />
      <h1>{t.forum.title}</h1>
      <p className="sub">{t.forum.say}</p>
      <div className="forum-acts">
        <nav className="dock" aria-label={t.forum.start}>
          <a className="button" href={href('newThread')}>
            <Icon name="plus" />
            {t.forum.start}
          </a>
        </nav>
        <ForumSearch />
        {viewer === null ? null : <WaitingFirstPosts count={forum.waitingFirstPosts} />}
      </div>
      {latest.length === 0 ? <Empty /> : null}
      <div className="two">
        {latest.length === 0 ? null : (
          <section id="derniers" aria-label={words.latest}>
            <Selections selected={selection} />
            {list === null ? (
              <ThreadList threads={latest} heading="h2" excerpts />
            ) : (
              <Selected list={list} selection={selection} />
            )}
            {viewer === null ? null : <News latest={latest.map(progressOf)} />}
          </section>
        )}
        <Section id="rubriques" title={words.categories}>
          <ForumCategories categories={categories} />
        </Section>
      </div>
      <p className="links">
        <a href={href('boycotts')}>{t.boycotts.title}</a>
        <a href={feedPath('forum', {}, language)} data-turbo="false">
          {t.forum.list.feed}
        </a>
      </p>
    </>
  );
}

/** The latest threads, those without an answer, and the viewer's own, as tabs. */
function Selections({ selected }: { selected: ThreadSelection | null }) {
  const { t, href, viewer } = usePage();
  const words = t.forum.home.selections;
  const tabs = [null, 'unanswered', ...(viewer === null ? [] : ['own' as const])] as const;
  return (
    <nav className="tabs" aria-label={words.label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab}>
            <a
              href={href(
                'forum',
                {},
                { [SELECTION_PARAMETER]: tab === null ? undefined : SELECTIONS[tab] },
              )}
              aria-current={tab === selected ? 'page' : undefined}
            >
              {words.names[tab ?? 'latest']}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Selected(props: { list: ThreadsResponse; selection: ThreadSelection | null }) {
  const { t, href, query } = usePage();
  const { threads, next } = props.list;
  const words = t.forum.list;
  return (
    <>
      {threads.length === 0 ? (
        <p className="aside">{t.forum.home.selections.none[props.selection ?? 'own']}</p>
      ) : null}
      <ThreadList threads={threads} heading="h2" excerpts />
      <CursorPager
        started={query[CURSOR_PARAMETER] !== undefined}
        newest={words.newest}
        older={words.older}
        next={next}
        here={(before) =>
          href(
            'forum',
            {},
            {
              [SELECTION_PARAMETER]: query[SELECTION_PARAMETER],
              [CURSOR_PARAMETER]: before,
            },
          )
        }
      />
    </>
  );
}

function Empty() {
  const { title, say, how } = usePage().t.forum.home.empty;
  return (
    <div className="aside">
      <p>
        <b>{title}</b>
      </p>
      <p>{say}</p>
      <Lines className="begin" of={how} />
    </div>
  );
}

/** For members: whether there are unread posts; below the list, whose rows say which. */
function News({ latest }: { latest: readonly Progress[] }) {
  return <Own>{() => <NewsOfMember latest={latest} />}</Own>;
}

function NewsOfMember({ latest }: { latest: readonly Progress[] }) {
  const context = usePage();
  const words = context.t.forum.home;
  const unread = latest.filter((thread) => unreadOf(thread, context).count > 0).length;
  if (unread === 0) {
    return <p>{words.noNews}</p>;
  }
  return (
    <Form name="all-read" action={READ_ALL_API_PATH} className="forum-news">
      <p>{words.news({ count: unread })}</p>
      <Submit quiet label={words.allRead} />
    </Form>
  );
}

/** For a member who volunteered: how many first posts wait for an answer. */
function WaitingFirstPosts({ count }: { count: number | null }) {
  const from = ({ inserted }: PageContext) => {
    const waiting = inserted === null ? count : (inserted.waitingFirstPosts ?? null);
    return waiting === null || waiting === 0 ? null : { count: waiting };
  };
  return <OwnValues of={FirstPostsLink} from={from} />;
}

function FirstPostsLink({ count }: { count: number }) {
  const { t, href } = usePage();
  return (
    <a className="button second" href={href('firstPosts')}>
      {t.forum.firstPosts.waiting({ count })}
    </a>
  );
}

function ThreadsAbout({ about, list }: { about: ThreadFilter; list: ThreadsResponse }) {
  const { t, language, href, query } = usePage();
  const words = t.forum.list;
  const { threads, next } = list;
  const start =
    about.name === 'member' ? href('newThread') : newThreadAddress(language, about.name, about.key);
  return (
    <>
      <h1>{titleOf(about, list, t)}</h1>
      <div className="forum-acts">
        <a className="button" href={start}>
          {t.forum.start}
        </a>
        <a href={href('forum')}>{words.all}</a>
      </div>
      {threads.length === 0 ? (
        <p className="aside">
          {query[CURSOR_PARAMETER] === undefined ? words.none : words.noneOlder}
        </p>
      ) : null}
      <ThreadList
        threads={threads}
        heading="h2"
        withoutSubject={about.name !== 'member'}
        excerpts
      />
      <CursorPager
        started={query[CURSOR_PARAMETER] !== undefined}
        newest={words.newest}
        older={words.older}
        next={next}
        here={(before) => filteredThreadsAddress(about, language, before)}
      />
    </>
  );
}

/**
 * The title of a filtered list. Takes the subject's name from the listed threads, since the address
 * only has its key.
 */
function titleOf({ name, key }: ThreadFilter, { threads }: ThreadsResponse, t: Messages): string {
  if (name === 'member') return t.forum.list.titleBy({ name: key });
  const subject = threads[0]?.subject?.name;
  return subject === undefined ? t.forum.title : t.forum.list.titleAbout({ name: subject });
}
