import { followCursor, followsResponse, type FollowsResponse } from '#shared/inbox.ts';
import { pathTo } from '#shared/paths.ts';
import { usePage } from '#web/context.ts';
import { FollowList, OwnThreadsForm, PrivateFeed } from '#web/inbox/following-parts.tsx';
import { definePage } from '#web/page.ts';
import { Done } from '#web/ui/notice.tsx';
import { Section } from '#web/ui/section.tsx';

/** Where the list goes on, in the address. */
const BEFORE = 'avant';

/** What a member follows, and her private feed. */
export const following = definePage<FollowsResponse>({
  membersOnly: true,
  load: (api, { query }) => {
    const before = followCursor.safeParse(query[BEFORE]);
    const page = before.success ? `?before=${before.data}` : '';
    return api.get(`/api/me/follows${page}`, followsResponse);
  },
  title: (_, { t }) => t.inbox.mine.title,
  head: () => ({ noIndex: true }),
  Page: ({ data: { follows, next, followsOwn, feedSecret } }) => {
    const { t, language, query } = usePage();
    const words = t.inbox.mine;
    return (
      <>
        <Done messages={{ ...words.done, ...t.inbox.follow.done }} />
        <h1>{words.title}</h1>
        <p className="sub">
          {words.say} <a href={pathTo(language, 'inbox')}>{t.inbox.title}</a>
        </p>
        {follows.length === 0 ? <p>{words.none}</p> : <FollowList follows={follows} />}
        <p className="more">
          {query[BEFORE] === undefined ? null : (
            <a href={pathTo(language, 'following')}>{t.inbox.first}</a>
          )}
          {next === null ? null : (
            <a href={pathTo(language, 'following', {}, { [BEFORE]: next })} rel="next">
              {words.next}
            </a>
          )}
        </p>
        <Section id="own" title={words.own}>
          <OwnThreadsForm followsOwn={followsOwn} />
        </Section>
        <Section id="feed" title={words.feed} say={words.feedSay}>
          <PrivateFeed secret={feedSecret} />
        </Section>
      </>
    );
  },
});
