import type { ForumPost, ThreadResponse } from '#shared/community/forum.ts';
import { withdrawApiPath } from '#shared/governance/cases.ts';
import { usePage } from '#web/page-context.ts';
import { FlagLink } from '#web/governance/flags/flag-link.tsx';
import { Form, Submit } from '#web/ui/form.tsx';
import { QUOTED_POST_PARAMETER, REPLY_ANCHOR } from './page-addresses.ts';
import { SolutionForm } from './solution.tsx';

/** Actions on a post: quote, flag, or report without an account; edit and withdraw one's own. */
export function PostActions(props: { post: ForumPost; thread: ThreadResponse; page: number }) {
  const { t, href, origin, viewer } = usePage();
  const words = t.forum.post;
  const { post, thread, page } = props;
  const { id, can } = post;
  const quoting = { page: page > 1 ? page : undefined, [QUOTED_POST_PARAMETER]: id };
  return (
    <footer className="post-acts">
      <SolutionForm post={post} thread={thread} />
      {can.quote ? (
        <a
          href={`${href('thread', { id: thread.id }, quoting)}#${REPLY_ANCHOR}`}
          data-quote={id}
          aria-label={`${words.quote}: ${words.number({ place: post.place })}`}
        >
          {words.quote}
        </a>
      ) : null}
      {can.edit ? (
        <a
          href={href('editPost', { id })}
          aria-label={`${words.edit}: ${words.number({ place: post.place })}`}
        >
          {words.edit}
        </a>
      ) : null}
      {post.mine ? null : viewer !== null ? (
        <FlagLink subject={`post/${id}`} />
      ) : (
        <a
          href={href('notice', {}, { url: `${origin}${href('forumPost', { id })}` })}
          rel="nofollow"
          aria-label={`${words.report}: ${words.number({ place: post.place })}`}
        >
          {words.report}
        </a>
      )}
      {can.withdraw ? (
        <details>
          <summary aria-label={`${words.withdraw}: ${words.number({ place: post.place })}`}>
            {words.withdraw}
          </summary>
          <Form name={`withdraw-${post.place}`} action={withdrawApiPath(`post/${id}`)} once>
            <p>{words.withdrawSay}</p>
            <Submit label={words.withdrawSend} destructive />
          </Form>
        </details>
      ) : null}
    </footer>
  );
}
