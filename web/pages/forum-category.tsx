import { threadCursor, threadsResponse } from '#shared/community/forum.ts';
import { feedPath } from '#web/site/feeds/feed-path.ts';
import { CURSOR_PARAMETER } from '#web/community/forum/page-addresses.ts';
import { threadsApiPath } from '#web/community/forum/api-paths.ts';
import { ForumBreadcrumbs } from '#web/community/forum/breadcrumbs.tsx';
import { ThreadList } from '#web/community/forum/thread-list.tsx';
import { definePage, type Request } from '#web/page.ts';
import { Done } from '#web/ui/message-box.tsx';
import { CursorPager } from '#web/ui/cursor-pager.tsx';

export const forumCategory = definePage({
  layout: 'middle',
  sameForVisitors: true,
  sheet: 'none',
  paintsFirst: 'forum',
  own: (request) => [pathOf(request)],
  load: async (api, request) => ({
    slug: request.parameters['slug'] ?? '',
    list: await api.get(pathOf(request), threadsResponse),
  }),
  title: ({ list: { category } }, { t, language }) => category?.name[language] ?? t.forum.title,
  head: ({ slug, list: { category } }, { language, query }) => ({
    feed: feedPath('forumCategory', { slug }, language),
    ...(category === null ? {} : { description: category.say[language] }),
    noIndex: query[CURSOR_PARAMETER] !== undefined,
  }),
  body: ({ slug, list }, { t, language, href, query }) => {
    const words = t.forum.list;
    const { category, threads, next } = list;
    return (
      <>
        <Done messages={t.forum.done} />
        <ForumBreadcrumbs />
        <h1>{category?.name[language]}</h1>
        <p className="sub">{category?.say[language]}</p>
        <div className="forum-acts">
          <a className="button" href={href('newThread', {}, { rubrique: slug })}>
            {t.forum.start}
          </a>
          <a href={feedPath('forumCategory', { slug }, language)} data-turbo="false">
            {words.feed}
          </a>
        </div>
        {threads.length === 0 ? (
          <p className="aside">
            {query[CURSOR_PARAMETER] === undefined ? words.none : words.noneOlder}
          </p>
        ) : null}
        <ThreadList threads={threads} heading="h2" withoutCategory excerpts />
        <CursorPager
          started={query[CURSOR_PARAMETER] !== undefined}
          newest={words.newest}
          older={words.older}
          next={next}
          here={(before) => href('forumCategory', { slug }, { [CURSOR_PARAMETER]: before })}
        />
      </>
    );
  },
});

function pathOf({ parameters, query }: Pick<Request, 'parameters' | 'query'>): string {
  const category = parameters['slug'] ?? '';
  const before = threadCursor.safeParse(query[CURSOR_PARAMETER]);
  return threadsApiPath(before.success ? { category, before: before.data } : { category });
}
