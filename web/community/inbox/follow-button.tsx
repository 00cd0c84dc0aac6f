import type { FollowKind } from '#shared/community/inbox.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Hidden } from '#web/ui/form.tsx';

/**
 * A button to follow or unfollow a thread, a platform, a client or a boycott; returns to its page
 * with the message `t.inbox.follow.done`. `name` distinguishes several on one page.
 */
export function FollowButton(props: {
  kind: FollowKind;
  /** The id of a thread or a boycott, the slug of a platform or a client. */
  subject: string;
  following: boolean;
  name?: string;
}) {
  const { t, href, viewer, path } = usePage();
  const { kind, subject, following } = props;
  const words = t.inbox.follow;
  if (viewer === null) {
    return (
      <p className="follow">
        <a className="button second" href={href('signIn', {}, { next: path, for: 'follow' })}>
          {words.begin[kind]}
        </a>
      </p>
    );
  }
  return (
    <Form
      name={props.name ?? 'follow'}
      action={following ? '/api/follows/end' : '/api/follows'}
      className="follow"
    >
      <Hidden name="kind" value={kind} />
      <Hidden name="key" value={subject} />
      <button type="submit" className={following ? 'quiet' : 'button second'}>
        {following ? words.end[kind] : words.begin[kind]}
      </button>
    </Form>
  );
}
