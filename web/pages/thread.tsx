import { Fragment } from 'react';
import { id as postId } from '#shared/core/form-fields.ts';
import {
  RETURN_PARAMETER,
  forumResponse,
  postResponse,
  threadResponse,
  type ForumPost,
  type ForumResponse,
  type ThreadResponse,
} from '#shared/community/forum.ts';
import {
  mergeCandidatesResponse,
  type MergeCandidatesResponse,
} from '#shared/community/moved-posts.ts';
import { MAX_THREAD_TITLE_LENGTH } from '#shared/community/thread-title.ts';
import type { ChallengeResponse } from '#shared/identity/accounts.ts';
import { loadChallenge } from '#web/identity/accounts/load-challenge.ts';
import type { Api } from '#web/in-process-api.ts';
import { usePage } from '#web/page-context.ts';
import { feedPath } from '#web/site/feeds/feed-path.ts';
import {
  MERGE_TITLE_PARAMETER,
  QUOTED_POST_PARAMETER,
  postPositionAddress,
} from '#web/community/forum/page-addresses.ts';
import {
  FORUM_API_PATH,
  mergeCandidatesApiPath,
  postApiPath,
  threadApiPath,
} from '#web/community/forum/api-paths.ts';
import { EvidenceOffer } from '#web/community/forum/evidence-offer.tsx';
import { threadJsonLd } from '#web/community/forum/json-ld.ts';
import { ThreadModerationForm } from '#web/community/forum/thread-moderation-form.tsx';
import { ThreadScriptPlaceholder } from '#web/community/forum/post-script-placeholder.tsx';
import { MovedHereLine } from '#web/community/forum/moved-here.tsx';
import { ForumPostArticle } from '#web/community/forum/post.tsx';
import { GuideProposalForm } from '#web/community/forum/guide-proposal-form.tsx';
import { RenameThreadForm } from '#web/community/forum/rename-thread-form.tsx';
import { ReplyForm } from '#web/community/forum/reply-form.tsx';
import { ReplyDock, ThreadHead } from '#web/community/forum/thread-head.tsx';
import { ThreadPager } from '#web/community/forum/thread-pager.tsx';
import { shortenAtSpace, plainTextOfPost } from '#shared/community/post-text.ts';
import { FollowButton } from '#web/community/inbox/follow-button.tsx';
import { Redirect, definePage, type Request, type PageContext } from '#web/page.ts';
import { Done } from '#web/ui/message-box.tsx';

type Data = {
  thread: ThreadResponse;
  /** The quote that starts the reply. */
  quote: string | null;
  /** Categories to which moderators can move the thread, and threads into which they can merge it. */
  categories: ForumResponse['categories'];
  mergeable: MergeCandidatesResponse['threads'];
  /** The rate-limit challenge of a visitor's refused reply: another page is the same for all. */
  challenge: ChallengeResponse | null;
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** With more posts the reply form stands below the first screen. */
const SHORT_TOPIC_POSTS = 4;

/** One page of a thread, with the reply form. */
export const thread = definePage<Data>({
  layout: 'middle',
  sameForVisitors: true,
  sheet: 'none',
  paintsFirst: ({ thread: { posts } }) =>
    posts.length <= SHORT_TOPIC_POSTS ? 'short-topic' : 'forum',
  keptMs: keptMsOf,
  own: (request) => (request.query[QUOTED_POST_PARAMETER] === undefined ? [pathOf(request)] : null),
  load: async (api, request) => {
    const { query, viewer, refused } = request;
    const found = await api.get(pathOf(request), threadResponse);
    const { movedTo } = found;
    if (movedTo !== null) {
      return new Redirect(postPositionAddress(request.language, movedTo.id, movedTo.place));
    }
    return {
      thread: found,
      quote: await findQuote(api, query[QUOTED_POST_PARAMETER]),
      categories: found.can.moderate
        ? (await api.get(FORUM_API_PATH, forumResponse)).categories
        : [],
      mergeable: found.can.moderate
        ? await findMergeable(api, found.id, query[MERGE_TITLE_PARAMETER] ?? '')
        : [],
      challenge: refused ? await loadChallenge(api, viewer) : null,
    };
  },
  title: ({ thread: { title, page } }, { t }) =>
    page === 1 ? title : `${title}, ${t.forum.thread.page({ count: page }).toLowerCase()}`,
  head: ({ thread: data }, context) => {
    const { title, page, posts } = data;
    const first = posts[0]?.place === 1 && posts[0].hiding === null ? posts[0].html : null;
    // Search engines are visitors.
    const jsonLd = context.viewer === null ? threadJsonLd(data, context) : undefined;
    return {
      description:
        first === null
          ? context.t.forum.thread.description({ title, page })
          : shortenAtSpace(plainTextOfPost(first)),
      noIndex:
        context.query[QUOTED_POST_PARAMETER] !== undefined ||
        (page === 1 && posts[0]?.hiding != null),
      feed: feedPath('thread', { id: data.id }, context.language),
      ...(jsonLd === undefined ? {} : { jsonLd }),
    };
  },
  body: ({ thread: data, quote, challenge, ...moderating }, { t, form }) => (
    <>
      <Done messages={{ ...t.forum.done, ...t.inbox.follow.done }} />
      <ThreadHead thread={data} />
      <ReplyDock thread={data} />
      {data.page > 1 ? <ThreadPager above thread={data} /> : null}
      <Posts thread={data} />
      {/* Below the viewer's latest post, to which the address has led her. */}
      <EvidenceOffer thread={data} />
      <ThreadPager thread={data} />
      <Follow thread={data} />
      <ReplyForm thread={data} quote={quote} challenge={challenge} />
      {/* A refused form is always shown, so that no text is lost. */}
      {data.can.rename || form?.form === 'rename' ? <RenameThreadForm thread={data} /> : null}
      <GuideProposalForm thread={data} />
      {data.can.moderate ? <ThreadModerationForm thread={data} {...moderating} /> : null}
    </>
  ),
});

/** A minute while times are said in minutes, then ten. */
function keptMsOf({ thread: { posts } }: Data, { now }: Pick<PageContext, 'now'>): number {
  const latest = posts.flatMap(({ postedAt, editedAt }) => [postedAt, editedAt ?? postedAt]);
  const age = now.getTime() - Math.max(...latest.map((moment) => Date.parse(moment)));
  return age < HOUR_MS ? MINUTE_MS : 10 * MINUTE_MS;
}

async function findMergeable(api: Api, thread: string, title: string): Promise<Data['mergeable']> {
  const path = mergeCandidatesApiPath(thread, title.slice(0, MAX_THREAD_TITLE_LENGTH));
  return (await api.get(path, mergeCandidatesResponse)).threads;
}

/** The API path of the page of the thread that is asked for. */
function pathOf({ parameters, query }: Pick<Request, 'parameters' | 'query'>): string {
  const page = /^[1-9]\d{0,5}$/.test(query['page'] ?? '') ? Number(query['page']) : 1;
  return threadApiPath(parameters['id'] ?? '', page);
}

/** The posts of the page, with a line above the first unread one. */
function Posts(props: { thread: ThreadResponse }) {
  const { t, query } = usePage();
  const { posts, page, lastRead, title, movedHere } = props.thread;
  const arrived = justWritten(posts, query['done']) ?? Number(query[RETURN_PARAMETER]);
  const read = lastRead === null || lastRead === 0 ? null : lastRead;
  const firstNew =
    read === null ? undefined : posts.find(({ place, mine }) => place > read && !mine)?.place;
  return (
    <section aria-label={title}>
      <h2 className="hidden-visually">
        {t.forum.thread.pageOf({ count: page, pages: props.thread.pages })}
      </h2>
      <ThreadScriptPlaceholder />
      <ol className="posts" start={posts[0]?.place}>
        {posts.map((post) => (
          <Fragment key={post.id}>
            {movedHere
              .filter(({ place }) => place === post.place)
              .map((moved) => (
                <MovedHereLine key={moved.id} moved={moved} />
              ))}
            <ForumPostArticle
              post={post}
              thread={props.thread}
              page={page}
              isNew={read !== null && post.place > read && !post.mine}
              firstNew={post.place === firstNew}
              arrived={post.place === arrived}
            />
          </Fragment>
        ))}
      </ol>
    </section>
  );
}

/** The position of the post that the viewer has just written or edited; undefined without one. */
function justWritten(
  posts: readonly ForumPost[],
  done: string | undefined,
): ForumPost['place'] | undefined {
  const own = posts.filter(({ mine, html }) => mine && html !== null);
  if (done === 'posted') return own.at(-1)?.place;
  if (done !== 'edited') return undefined;
  return own.toSorted((a, b) => (a.editedAt ?? '').localeCompare(b.editedAt ?? '')).at(-1)?.place;
}

/** Two ways to follow a thread: with an account, and by feed. */
function Follow({ thread: { id, following } }: { thread: ThreadResponse }) {
  const { t, language } = usePage();
  return (
    <div className="thread-follow">
      <FollowButton kind="thread" subject={id} following={following} />
      <a href={feedPath('thread', { id }, language)} data-turbo="false">
        {t.forum.list.feed}
      </a>
    </div>
  );
}

/** The quote of a post for a reply; null when the post is gone. */
async function findQuote(api: Api, wanted: string | undefined): Promise<string | null> {
  const id = postId.safeParse(wanted);
  if (!id.success) return null;
  try {
    return (await api.get(postApiPath(id.data), postResponse)).quote;
  } catch {
    return null;
  }
}
