import { usePage } from '#web/page-context.ts';
import { feedPath } from '#web/site/feeds/feed-path.ts';
import { FollowButton } from '#web/community/inbox/follow-button.tsx';

/** Two ways to follow a boycott: with an account, and by feed. Following is not pledging. */
export function FollowBoycott(props: { id: string; following: boolean }) {
  const { t, language } = usePage();
  const words = t.inbox.follow.boycott;
  return (
    <div id="follow" className="boycott-follow">
      <p className="note">{words.say}</p>
      <div className="thread-follow">
        <FollowButton kind="boycott" subject={props.id} following={props.following} />
        <a href={feedPath('boycott', { id: props.id }, language)} data-turbo="false">
          {t.forum.list.feed}
        </a>
      </div>
    </div>
  );
}
